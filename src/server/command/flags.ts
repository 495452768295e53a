import {parseArgs} from 'node:util';

/** One option of a command: `--port NUMBER`, or `PARLEY_PORT` in the environment. */
export interface Flag {
  /** What its value is called in the help; absent for a switch. */
  readonly value?: string;
  /** May be given several times, or once with commas. */
  readonly repeated?: boolean;
  readonly summary: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/** What was given, by the flag's name: the command line's, else the environment's. A switch that is on is `true`. */
export interface ParsedFlags<Names extends Flags> {
  one(name: keyof Names & string): string | undefined;
  /** Throws `UsageError` where it was not given. */
  required(name: keyof Names & string): string;
  all(name: keyof Names & string): readonly string[];
  on(name: keyof Names & string): boolean;
  readonly positionals: readonly string[];
}

/** The command line is invalid; the message is for the operator. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads a command's options. Throws `UsageError` for a flag that it does not have. */
export function readFlags<Names extends Flags>(
  flags: Names,
  commandLine: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ParsedFlags<Names> {
  const {values, positionals} = parse(flags, commandLine);
  const given = (name: string): readonly string[] => {
    const value = values[name];
    const fallback = environment[variableOf(name)];
    const list =
      value === undefined ? (fallback === undefined ? [] : [fallback]) : [value].flat().map(String);
    return list.filter((text) => text !== '');
  };
  return {
    positionals,
    one: (name) => given(name).at(-1),
    required(name) {
      const value = given(name).at(-1);
      if (value === undefined) throw new UsageError(`Missing --${name} ${flags[name]?.value ?? ''}.`);
      return value;
    },
    all: (name) =>
      given(name)
        .flatMap((text) => text.split(','))
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    on: (name) => {
      const value = given(name).at(-1);
      return value !== undefined && !/^(?:false|0|no|off)$/i.test(value);
    },
  };
}

function parse(flags: Flags, commandLine: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, {value, repeated}]) => [
      name,
      {type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeated ?? false},
    ]),
  );
  try {
    return parseArgs({args: [...commandLine], options, allowPositionals: true, strict: true});
  } catch (error) {
    // Node's own words are good, but for advice on positionals that does not help here.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.replace(/\. To specify a positional.*$/s, '.'));
  }
}

/** The help of a command's options, a line or more each, in the order of the table. */
export function describeFlags(flags: Flags): string {
  const rows = Object.entries(flags).map(([name, {value, summary, repeated}]) => {
    const usage = `--${name}${value === undefined ? '' : ` ${value}`}${repeated ? ' …' : ''}`;
    return [usage, summary] as const;
  });
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return rows
    .map(
      ([usage, summary]) =>
        `  ${usage.padEnd(width)}  ${summary.replaceAll('\n', `\n${' '.repeat(width + 4)}`)}`,
    )
    .join('\n');
}

/** Runs a command, or shows its help if requested. */
export type RunCommand = (commandLine: readonly string[], environment: NodeJS.ProcessEnv) => Promise<void>;

/** Creates a command from its options, its help, which contains their descriptions, and its work. */
export function defineCommand<Names extends Flags & {readonly help: Flag}>(
  flags: Names,
  help: (options: string) => string,
  run: (given: ParsedFlags<Names>) => Promise<void>,
): RunCommand {
  return async (commandLine, environment) => {
    const given = readFlags(flags, commandLine, environment);
    if (given.on('help')) process.stdout.write(`${help(describeFlags(flags))}\n`);
    else await run(given);
  };
}

/** `trust-proxy` is `PARLEY_TRUST_PROXY` in the environment. */
export function variableOf(flag: string): string {
  return `PARLEY_${flag.toUpperCase().replaceAll('-', '_')}`;
}

/** A whole number within these bounds. Throws `UsageError`. */
export function wholeNumber(flag: string, text: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    `--${flag} takes a whole number from ${String(least)} to ${String(most)}, not "${text}".`,
  );
}
