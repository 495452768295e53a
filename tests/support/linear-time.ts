/** How many times as large the larger input is. */
const FACTOR = 8;

/** A linear function takes 8 times as long for it, a quadratic one 64 times. */
const MOST_TIMES_AS_LONG = 24;

/** Milliseconds below which a measurement says nothing: caches, compilers and clocks take as much. */
const NOISE_MS = 3;

/**
 * How often each size is measured at most; a busy machine only ever makes a run longer, so the shortest one counts. In browsers, which
 * have the clock alone, four were too few on a machine with ten times as much to do as it can.
 */
const RUNS = 12;

/** Adversarial inputs by name: each makes about as many UTF-16 code units as it is told. */
const ADVERSARIAL: ReadonlyMap<string, (size: number) => string> = new Map([
  ...(
    [
      ['', 'a', '!'],
      ['', 'a ', ''],
      ['', ' ', 'x'],
      ['x', ' ', 'x'],
      ['', '\n', 'x'],
      ['', '\n \t', 'x'],
      ['', '\r', 'x'],
      ['a', '.', 'b'],
      ['http://a', '.', 'b'],
      ['http://a', ')', 'b'],
      ['http://a/', '(', 'b'],
      ['http://a', ')*', ''],
      ['http://', 'a.', ''],
      ['', 'http://', ''],
      ['', 'http://a ', ''],
      ['', 'www.', ''],
      ['', 'www.a ', ''],
      ['', '://', ''],
      ['', '/', 'x'],
      ['', '<', ''],
      ['', '>', ''],
      ['', '<a', ''],
      ['', '<a ', ''],
      ['', '</', ''],
      ['', '<!--', ''],
      ['', '<head>', ''],
      ['', '<script>', ''],
      ['', '<br ', ''],
      ['', '<a history.back', ''],
      ['"', '\\"', ''],
      ['', '"', ''],
      ['', '\\', ''],
      ['', '\\"\\', ''],
      ['', '[', ''],
      ['', '{"a":', ''],
      ['', '[]', ''],
      ['', '](', ''],
      ['', '[a](', ''],
      ['', '![', ''],
      ['', '*a ', ''],
      ['', '*a_', ''],
      ['', '**a', ''],
      ['', '~~a ', ''],
      ['', '`a', ''],
      ['', '> ', 'x'],
      ['', '- ', 'x'],
      ['', '> > a\n', ''],
      ['', '- a\n ', ''],
      ['', '#', '\n'],
      ['', '@', ''],
      ['', 'a@', ''],
      ['a@', 'a', ''],
      ['a@', 'a.', '@'],
      ['', '-', 'x'],
      ['+', '1', 'x'],
      ['+1', '1 ', 'x'],
      ['0', '1-', 'x'],
      ['you', ' ', 'idiot'],
      ['you', ',', 'idiot'],
      ['', 'you are ', 'x'],
      ['', 'you, ', 'x'],
      ['', 'no eres ', 'x'],
      ['', 'do  ', 'x'],
      ['', 'a b. ', 'x'],
      ['', 's h i t, ', ''],
      ['', 'sh1t ', ''],
      ['', 'fuck', ''],
      ['', '$@', 's'],
      ['', '\uFDFA', ''],
      ['a', '\u0301', ''],
      ['', 'a\u0301', ''],
      ['', '\u200B', 'x'],
      ['', '\u202E', 'x'],
      ['', '\u0451', ''],
      ['', '%', '\n'],
      ['', '%E0', ''],
      ['', '&', ''],
      ['', '&#', ''],
      ['', '&amp;', ''],
      ['', '\u{1F600}', ''],
      ['', '\uD83D', ''],
      ['', 'W/"', ''],
      ['', ',', ''],
      ['', ':', ''],
      ['', '0:', ''],
      ['', '+', '/'],
      ['', 'x=1&', ''],
      ['', 'data: x\n', ''],
      ['', 'a.bc ', ''],
      ['', 'https:', ''],
      ['', 'a.xn--', ''],
      ['', '\u3002a', ''],
      ['', '<!---', ''],
      ['', '&#1', ''],
      ['', '<svg></sv', ''],
      ['', '<a <b>', ''],
      ['', '\u2800a', ''],
      ['', '\0', ''],
      ['', '\u{1D4EF}\u{1D4FE}\u{1D4EC}\u{1D4F4}', ''],
      ['', '*word*', ''],
    ] as const
  ).map(
    ([before, repeated, after]) =>
      [
        JSON.stringify(`${before}(${repeated})*${after}`),
        (size: number) => before + repeated.repeat(Math.ceil(size / repeated.length)) + after,
      ] as const,
  ),
  ['a host of ever other letters', (size) => `http://${everOther(size)}/`],
  ['ever other letters', everOther],
]);

/** Runs over the CJK letters of Unicode. */
function everOther(size: number): string {
  return Array.from({length: size}, (_, index) => String.fromCharCode(0x4e00 + (index % 0x5000))).join('');
}

/**
 * Says how `run` grows faster than its input does, or gives ''. Compares an input of `size` with one of an eighth: what
 * counts is the factor, so a slow or busy machine changes nothing.
 */
export async function growth<Input>(
  run: (input: Input) => unknown,
  make: (size: number) => Input,
  size: number,
): Promise<string> {
  const [small, large] = [make(Math.ceil(size / FACTOR)), make(size)];
  let [least, most] = [NOISE_MS, Infinity];
  for (let index = 0; index < RUNS; index++) {
    most = Math.min(most, await timeOf(run, large));
    if (most <= MOST_TIMES_AS_LONG * least) return '';
    const time = await timeOf(run, small);
    least = Math.max(NOISE_MS, index === 0 ? time : Math.min(least, time));
    if (most <= MOST_TIMES_AS_LONG * least) return '';
  }
  return `${String(FACTOR)} times the input took ${(most / least).toFixed(0)} times as long: ${least.toFixed(1)} ms, then ${most.toFixed(1)} ms.`;
}

/** What of the adversarial inputs `run` takes more than linear time for, with how much more. Empty if it is right. */
export async function superlinear(run: (text: string) => unknown, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (const [name, make] of ADVERSARIAL) {
    const grown = await growth(run, make, limit);
    if (grown !== '') found.push(`${name}: ${grown}`);
  }
  return found;
}

async function timeOf<Input>(run: (input: Input) => unknown, input: Input): Promise<number> {
  const start = now();
  await run(input);
  return now() - start;
}

/** In Node the time that this process has worked, whatever else the machine does; in a browser the clock. */
function now(): number {
  const node = (globalThis as {process?: {cpuUsage?: () => {user: number; system: number}}}).process;
  const used = node?.cpuUsage?.();
  return used ? (used.user + used.system) / 1000 : performance.now();
}
