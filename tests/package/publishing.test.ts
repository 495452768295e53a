import {spawnSync} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import {root} from '../../scripts/paths.mjs';

describe('npm run release -- --dry-run', () => {
  it('tells what would be published, and publishes nothing', () => {
    const {stdout, stderr, status} = spawnSync(process.execPath, ['scripts/publish.mjs', '--dry-run'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toContain('+ parley-comments@');
    expect(stderr).toContain('dist/embed/parley.js');
    expect(stderr).toContain('(dry-run)');
  });
});
