import {parseArgs} from 'node:util';
import {PARLEY_PAGES} from './pages.js';
import {interactions} from './interactions.js';
import {profilePages} from './profile.js';
import {budgetTable, fullTable} from './report.js';
import {BUDGETED, measure, openStage, parseCells} from './run.js';
import {emptyHeaps} from './visit.js';
import {waterfall} from './waterfall.js';
import {writePart, type Part} from './write.js';

const PROFILED = '50@1x,500@1x';
const ALL = [50, 500, 5_000]
  .flatMap((count) => ['1x', '4x', 'slow4g'].map((name) => `${String(count)}@${name}`))
  .join();

/** Runs the command. Throws for invalid options. */
export async function main(args: readonly string[]): Promise<void> {
  const {values} = parseArgs({
    args: [...args],
    options: {
      rounds: {type: 'string', default: '5'},
      cells: {type: 'string'},
      all: {type: 'boolean', default: false},
      pages: {type: 'string'},
      peers: {type: 'boolean', default: false},
      waterfall: {type: 'boolean', default: false},
      profile: {type: 'boolean', default: false},
      interactions: {type: 'boolean', default: false},
      write: {type: 'boolean', default: false},
    },
  });
  const names = values.pages?.split(',');
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`Invalid rounds "${values.rounds}"; expected a number from 1.`);
  const give = async (part: Part, text: string, version: string): Promise<void> => {
    console.log(`${text}\n`);
    if (values.write) await writePart(part, text, version);
  };

  if (values.profile) {
    console.log(
      await profilePages({cells: values.cells ?? PROFILED, names: names ?? [PARLEY_PAGES[0]], rounds}),
    );
  } else if (values.interactions) {
    const {text, version} = await interactions();
    await give('interactions', text, version);
  } else if (values.waterfall) {
    const stage = await openStage({counts: [50], names: names ?? [PARLEY_PAGES[0]]});
    try {
      await give('waterfall', await waterfall(stage), stage.browser.version());
    } finally {
      await stage.close();
    }
  } else {
    const cells = parseCells(values.all ? ALL : (values.cells ?? BUDGETED));
    const counts = new Set(cells.map(({count}) => count));
    const stage = await openStage({counts, names, peers: values.peers});
    try {
      const empty = await emptyHeaps(stage);
      const results = await measure(stage, cells, rounds, (what) => process.stderr.write(`${what}\n`));
      const version = stage.browser.version();
      await give('budget', budgetTable(stage.pages, results, empty), version);
      await give('all', fullTable(results, empty), version);
    } finally {
      await stage.close();
    }
  }
}
