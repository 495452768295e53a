import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {endAll, runLimited} from '../../../scripts/run-limited.mjs';
import {runSteps} from '../../../scripts/run-steps.mjs';
import {runStep} from '../../../scripts/run-tests.mjs';
import {summarize} from '../../../scripts/test-summary.mjs';

const LONG = 24 * 60 * 60_000;
const FOREVER = 'for (;;);';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-steps-'));
});
afterEach(async () => {
  // A failed test must not leave what it started.
  await endAll(0);
  await rm(directory, {recursive: true, force: true});
});

const node = (
  code: string,
  {limitMs = LONG, silenceMs = LONG, print = (_: Buffer): void => undefined} = {},
): Promise<{status: number; hung: string}> =>
  runLimited(process.execPath, ['-e', code], {limitMs, silenceMs, print});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a command with a limit', () => {
  it('gives its status, and all that it prints', async () => {
    let printed = '';
    const print = (text: Buffer): void => void (printed += String(text));
    const run = node("console.log('out'); console.error('err'); process.exitCode = 3", {print});
    expect(await run).toEqual({status: 3, hung: ''});
    expect(printed.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('is ended when it takes too long, though it prints', async () => {
    const {status, hung} = await node("setInterval(() => console.log('on it'), 1)", {limitMs: 500});
    expect({status, hung}).toEqual({status: 1, hung: 'it ran longer than 0.5 seconds'});
  });

  it('is ended when it is silent for too long', async () => {
    const {status, hung} = await node(FOREVER, {silenceMs: 500});
    expect({status, hung}).toEqual({status: 1, hung: 'it printed nothing for 0.5 seconds'});
  });

  it('is ended with what it started, be it in a group of its own and deaf to SIGTERM', async () => {
    const ignoresSigterm = `process.on('SIGTERM', () => undefined); console.log(process.pid); setInterval(() => undefined, 1000)`;
    const parent = `require('node:child_process')
      .spawn(process.execPath, ['-e', ${JSON.stringify(ignoresSigterm)}], {detached: true, stdio: 'inherit'}); ${FOREVER}`;
    let pid = 0;
    const print = (text: Buffer): void => {
      pid = Number(text);
      void endAll(200);
    };
    expect((await node(parent, {print})).status).toBe(1);
    await expect.poll(() => isAlive(pid), {timeout: 30_000}).toBe(false);
  }, 60_000);

  it('ends with its session, whatever is still running', async () => {
    let printed = '';
    const child = `console.log(process.pid); setInterval(() => undefined, 1000)`;
    const parent = `const child = require('node:child_process')
      .spawn(process.execPath, ['-e', ${JSON.stringify(child)}], {stdio: ['ignore', 'pipe', 'inherit']});
      child.stdout.once('data', (pid) => { console.log(String(pid)); process.exit(0); });`;
    const print = (text: Buffer): void => void (printed += String(text));
    expect(await node(parent, {print})).toEqual({status: 0, hung: ''});
    await expect.poll(() => isAlive(Number(printed)), {timeout: 30_000}).toBe(false);
  }, 60_000);
});

describe('steps', () => {
  interface RunResult {
    readonly began: string[];
    readonly written: string;
    readonly most: number;
  }

  /** Plays steps that end one after the other in the order of `ends`; those in `failing` fail. */
  async function runInOrder(
    steps: readonly {title: string; after?: string[]}[],
    {ends, failing = []}: {ends: readonly string[]; failing?: readonly string[]},
  ): Promise<RunResult> {
    const began: string[] = [];
    const running = new Map<string, () => void>();
    let most = 0;
    let written = '';
    const queue = [...ends];
    const endNext = (): void => {
      const end = running.get(queue[0] ?? '');
      if (!end) return;
      running.delete(queue.shift() ?? '');
      end();
    };
    await runSteps(steps, {
      slots: 2,
      write: (text: string | Buffer) => void (written += String(text)),
      async run({title}: {title: string}, print: (text: string) => void) {
        began.push(title);
        print(`${title} begins, `);
        const ended = new Promise<void>((resolve) => running.set(title, resolve));
        most = Math.max(most, running.size);
        setImmediate(endNext);
        await ended;
        print(`${title} ends, `);
        setImmediate(endNext);
        return {failed: failing.includes(title) ? 1 : 0};
      },
    });
    return {began, written, most};
  }

  it('run two at a time, in their order as far as what they come after allows', async () => {
    const steps = [{title: 'a'}, {title: 'b'}, {title: 'c', after: ['a']}, {title: 'd'}];
    const {began, most} = await runInOrder(steps, {ends: ['b', 'd', 'a', 'c']});
    expect(began).toEqual(['a', 'b', 'd', 'c']);
    expect(most).toBe(2);
  });

  it('do not begin once one has failed, and those that run end', async () => {
    const steps = [{title: 'a'}, {title: 'b'}, {title: 'c'}];
    const {began, written} = await runInOrder(steps, {ends: ['b', 'a'], failing: ['b']});
    expect(began).toEqual(['a', 'b']);
    expect(written).toContain('a ends');
  });

  it('do not mix what they print', async () => {
    const {written} = await runInOrder([{title: 'a'}, {title: 'b'}, {title: 'c'}], {ends: ['b', 'c', 'a']});
    expect(written).toBe('a begins, a ends, b begins, b ends, c begins, c ends, ');
  });
});

describe('a step of tests', () => {
  const step = {title: 'Some tests', script: 'test:unit', runner: 'vitest' as const};

  /** Runs the step where its runner leaves these reports, one after the other. */
  async function runWith(...reports: readonly {passed: number; failing: readonly string[]}[]) {
    const left = [...reports];
    const args: string[][] = [];
    const outcome = await runStep(step, {
      directory,
      print: () => undefined,
      run: async (_command: string, given: string[], {env}: {env?: NodeJS.ProcessEnv}) => {
        args.push(given);
        const {passed, failing} = left.shift() ?? {passed: 0, failing: []};
        const testResults = failing.map((message) => ({
          status: 'failed',
          name: join(process.cwd(), 'tests/unit/one.test.ts'),
          assertionResults: [{status: 'failed', fullName: 'one', failureMessages: [message]}],
        }));
        await writeFile(
          env?.['PARLEY_TEST_REPORT'] ?? '',
          JSON.stringify({numPassedTests: passed, numFailedTests: failing.length, testResults}),
        );
        return {status: failing.length > 0 ? 1 : 0, hung: ''};
      },
    });
    return {outcome, args, summary: summarize(new Map([[step, {...outcome, took: 90}]]), 120)};
  }

  it('has failed where a file passed only when it ran again, and calls that flaky', async () => {
    const {summary, args} = await runWith({passed: 4, failing: ['too early']}, {passed: 1, failing: []});
    expect(summary.failed).toBe(1);
    expect(summary.text).toContain(
      'tests/unit/one.test.ts: flaky, for it passed when it ran again\n  one: too early\n\n4 passed, 1 failed',
    );
    expect(args.map((given) => given.at(-1))).toEqual([
      expect.stringMatching(/^--outputFile/),
      'tests/unit/one.test.ts',
    ]);
  });

  it('shows both failures when the second is another one', async () => {
    const {summary} = await runWith({passed: 4, failing: ['too early']}, {passed: 0, failing: ['too late']});
    expect(summary.text).toContain(
      'tests/unit/one.test.ts\n  one: too early\n  When it ran again:\n  one: too late\n\n4 passed, 1 failed',
    );
  });

  it('that passes runs once, and the sum is the last line', async () => {
    const {summary, args} = await runWith({passed: 7, failing: []});
    expect(args).toHaveLength(1);
    expect(summary.text).toMatch(/^Some tests +1\.5 min\nAll of it +2\.0 min$/m);
    expect(summary.text.split('\n').at(-1)).toBe('7 passed, 0 failed');
    expect(summary.failed).toBe(0);
  });

  it('that hangs is ended, fails, and names the file', async () => {
    const outcome = await runStep(step, {
      directory,
      print: () => undefined,
      // As if the limit were passed as soon as the file has begun.
      run: async (_command: string, args: string[], options: Parameters<typeof runLimited>[2]) => {
        const config = ['--config', 'tests/support/test-runs/vitest.config.ts'];
        const running = runLimited(
          'npx',
          ['--no-install', 'vitest', 'run', ...config, ...args.filter((arg) => arg.startsWith('--rep'))],
          options,
        );
        const noted = options.env?.['PARLEY_RUNNING_FILES'] ?? '';
        await expect
          .poll(async () => (existsSync(noted) ? readFile(noted, 'utf8') : ''), {timeout: 60_000})
          .toContain('hangs.fixture.ts');
        await endAll();
        return {...(await running), hung: 'it printed nothing for 10 minutes'};
      },
    });
    expect(outcome.failed).toBe(1);
    expect(outcome.hung).toBe(
      'It was ended, for it printed nothing for 10 minutes.\nWhat ran then:\n' +
        '  tests/support/test-runs/hangs.fixture.ts',
    );
  }, 120_000);
});
