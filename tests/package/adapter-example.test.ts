import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {root} from '../../scripts/paths.mjs';

// docs/adapters.md builds it step by step; examples/adapter/ is the whole of it.

const example = join(root, 'examples/adapter');
const code = readFileSync(join(example, 'letters-adapter.js'), 'utf8');
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-adapter-'));
  cpSync(example, directory, {recursive: true});
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(root, join(directory, 'node_modules/parley-comments'), 'junction');
});
afterAll(() => {
  rmSync(directory, {recursive: true, force: true});
});

describe('the example of an adapter', () => {
  it('passes the contract suite by its own `npm test`', () => {
    const {stdout} = spawnSync(process.execPath, ['--test', '--test-reporter=tap'], {
      cwd: directory,
      encoding: 'utf8',
      env: {...process.env, NODE_OPTIONS: ''},
    });
    const failed = [...stdout.matchAll(/^ *not ok \d+ - (.*)$/gm)].map(([, name]) => name);
    expect(failed).toEqual([]);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(50);
  });

  it('has 60 to 95 lines', () => {
    const lines = code.trimEnd().split('\n').length;
    expect(lines).toBeGreaterThan(60);
    expect(lines).toBeLessThan(95);
  });

  it('is what docs/adapters.md shows', () => {
    const page = readFileSync(join(root, 'docs/adapters.md'), 'utf8');
    const blocks = [...page.matchAll(/^```javascript\n([^]*?)^```$/gm)].map(([, block = '']) => block);
    const shown = blocks.flatMap((block) => block.split('\n')).map((line) => line.trim());
    const missing = code
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line && !shown.includes(line));
    expect(blocks.length).toBeGreaterThan(2);
    expect(missing).toEqual([]);
  });
});
