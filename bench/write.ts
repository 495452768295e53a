import {readFile, writeFile} from 'node:fs/promises';
import {cpus} from 'node:os';
import {format, resolveConfig} from 'prettier';
import {fromRoot} from '../scripts/paths.mjs';

/** The parts of docs/performance.md that are written by `npm run bench -- --write`. */
export type Part = 'budget' | 'all' | 'waterfall' | 'interactions';

const FILE = fromRoot('docs/performance.md');

/** Writes a part between its marks in docs/performance.md, under a line with the date and machine. */
export async function writePart(part: Part, text: string, browserVersion: string): Promise<void> {
  const begin = `<!-- bench:${part} -->`;
  const end = `<!-- /bench:${part} -->`;
  const before = await readFile(FILE, 'utf8');
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/performance.md lacks the marks ${begin} and ${end}`);
  const [cpu] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const machine = `Measured on ${date}: Chromium ${browserVersion}, ${String(cpus().length)} × ${cpu?.model.trim() ?? 'unknown'}.`;
  const after = `${before.slice(0, from + begin.length)}\n\n${machine}\n\n${text}\n\n${before.slice(to)}`;
  await writeFile(FILE, await format(after, {...(await resolveConfig(FILE)), parser: 'markdown'}));
}
