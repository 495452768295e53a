import {parseArgs} from 'node:util';
import {PARLEY_PAGES} from './pages.js';
import {interactions} from './interactions.js';
import {profilePages} from './profile.js';
import {budgetTable, fullTable} from './report.js';
import {BUDGETED, measure, openStage, parseCells} from './run.js';
import {emptyHeaps} from './visit.js';
import {waterfall} from './waterfall.js';

const ALL = [50, 500, 5_000]
  .flatMap((count) => ['1x', '4x', 'slow4g'].map((name) => `${String(count)}@${name}`))
  .join();

/** The command. Throws for what it cannot do. */
export async function main(args: readonly string[]): Promise<void> {
  const {values} = parseArgs({
    args: [...args],
    options: {
      rounds: {type: 'string', default: '5'},
      cells: {type: 'string', default: BUDGETED},
      all: {type: 'boolean', default: false},
      pages: {type: 'string'},
      peers: {type: 'boolean', default: false},
      waterfall: {type: 'boolean', default: false},
      profile: {type: 'boolean', default: false},
      interactions: {type: 'boolean', default: false},
    },
  });
  const names = values.pages?.split(',');
  const tell = (what: string): void => {
    process.stderr.write(`${what}\n`);
  };
  if (values.waterfall) {
    const stage = await openStage({counts: [50], names: names ?? [PARLEY_PAGES[0]]});
    try {
      console.log(await waterfall(stage));
    } finally {
      await stage.close();
    }
    return;
  }
  if (values.interactions) {
    console.log(await interactions());
    return;
  }
  if (values.profile) {
    const cells = values.cells === BUDGETED ? '50@1x,500@1x' : values.cells;
    const rounds = Number(values.rounds);
    console.log(await profilePages({cells, names: names ?? [PARLEY_PAGES[0]], rounds}));
    return;
  }
  const cells = parseCells(values.all ? ALL : values.cells);
  const stage = await openStage({counts: new Set(cells.map(({count}) => count)), names, peers: values.peers});
  try {
    const empty = await emptyHeaps(stage);
    const results = await measure(stage, cells, Number(values.rounds), tell);
    console.log(budgetTable(stage.pages, results, empty));
    console.log(`\n${fullTable(results, empty)}`);
  } finally {
    await stage.close();
  }
}
