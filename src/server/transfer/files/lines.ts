import type {SourceFile} from './source-file.js';
import {TransferError} from '../transfer-error.js';

/** Far longer than a line of ours ever is, so that a file without line ends does not fill the memory. */
const MAX_LINE_LENGTH = 16_777_216;

/** A line of a file. */
export interface Line {
  /** Beginning with 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a file that are not empty, without their ends. Throws `TransferError` for one that has none. */
export async function* readLines(file: SourceFile): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  for await (const chunk of file.chunks()) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_LENGTH)
      throw new TransferError(`${file.path} is not an export: its lines have no end.`);
    for (const line of lines) {
      number++;
      const text = line.trim();
      if (text) yield {number, text};
    }
  }
  if (rest.trim()) yield {number: number + 1, text: rest.trim()};
}
