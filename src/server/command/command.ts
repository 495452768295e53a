#!/usr/bin/env node
import {readFile} from 'node:fs/promises';
import {SetupError} from '../database/setup-error.js';
import {UsageError, type RunCommand} from './flags.js';
import {runExport} from './export.js';
import {runImport} from './import.js';
import {runMove} from './move.js';
import {runPeople} from './people.js';
import {runRotateSecret} from './rotate-secret.js';
import {serve} from './serve.js';

interface Command {
  readonly summary: string;
  readonly run: RunCommand;
}

/** The commands by name. Each loads its packages itself, after checking what is missing. */
const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {summary: 'keeps comments and answers pages that show them', run: serve},
  export: {summary: 'writes all that a site has, as one JSON object a line', run: runExport},
  import: {summary: 'brings comments from a file, also one of WordPress or Disqus', run: runImport},
  'rotate-secret': {summary: 'puts another secret in the place of the present one', run: runRotateSecret},
  move: {summary: 'gives a page another id, and takes its comments there', run: runMove},
  people: {summary: 'gives out, or erases, all that is kept of one person', run: runPeople},
};

const HELP = `parley-comments: the Parley server

${Object.entries(COMMANDS)
  .map(([name, {summary}]) => `  parley-comments ${name.padEnd(15)}${summary}`)
  .join('\n')}

  parley-comments COMMAND --help
  parley-comments --version`;

/** The exit code for wrong use, as in shells; all other failures are 1. */
const WRONG_USE = 2;

async function main([name = '--help', ...rest]: readonly string[]): Promise<void> {
  if (name === '--version') return print((await packageManifest()).version);
  if (name === '--help') return print(HELP);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}". See parley-comments --help`);
  try {
    await command.run(rest, process.env);
  } catch (error) {
    if (error instanceof UsageError) {
      throw new UsageError(`${error.message} See parley-comments ${name} --help`);
    }
    throw error;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function packageManifest(): Promise<{readonly version: string}> {
  const path = new URL('../../../package.json', import.meta.url);
  return JSON.parse(await readFile(path, 'utf8')) as {readonly version: string};
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isOperators = error instanceof UsageError || error instanceof SetupError;
  process.stderr.write(
    `${isOperators ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = error instanceof UsageError ? WRONG_USE : 1;
}
