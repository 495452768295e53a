import {readFile} from 'node:fs/promises';

/** One letter, and the rules of which a newsroom would want to be told. */
export interface LabelledDraft {
  readonly rules: readonly string[];
  readonly lang: string;
  readonly text: string;
}

/** The letters of `labelled.txt`. */
export async function labelledSet(): Promise<readonly LabelledDraft[]> {
  return (await linesOf('labelled.txt')).map((line) => {
    const [rules = '', lang = '', ...text] = line.split('|');
    return {rules: rules === '-' ? [] : rules.split(','), lang, text: text.join('|')};
  });
}

/** The words, names and places of `benign.txt`. */
export function benignSet(): Promise<readonly string[]> {
  return linesOf('benign.txt');
}

async function linesOf(file: string): Promise<readonly string[]> {
  const text = await readFile(new URL(file, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}
