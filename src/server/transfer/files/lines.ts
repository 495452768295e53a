import type {SourceFile} from './source-file.js';
import {SetupError} from '../../database/setup-error.js';

/**
 * The maximum length of a line, far more than an export has, so that a file without line ends does not fill the memory.
 */
const MAX_LINE_LENGTH = 16_777_216;

/** A line of a file. */
export interface Line {
  /** Starting at 1. */
  readonly number: number;
  readonly text: string;
}

/** The non-empty lines of a file, without line ends. Throws `SetupError` for a line that is too long. */
export async function* readLines(file: SourceFile): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  for await (const chunk of file.chunks()) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_LENGTH)
      throw new SetupError(`${file.path} is not an export: its lines have no end.`);
    for (const line of lines) {
      number++;
      const text = line.trim();
      if (text) yield {number, text};
    }
  }
  if (rest.trim()) yield {number: number + 1, text: rest.trim()};
}
