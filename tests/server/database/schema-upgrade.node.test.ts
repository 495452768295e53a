import {describe, expect, it} from 'vitest';
import type {Migration} from '../../../src/server/database/migration.js';
import {migrations} from '../../../src/server/database/migrations/index.js';
import {describeUpgrade} from '../../../src/server/database/schema-upgrade.js';

const step = (version: number, breaksOlderServers: boolean): Migration => ({
  version,
  name: `Step ${String(version)}`,
  breaksOlderServers,
  statements: [],
});
const STEPS = [step(1, false), step(2, true), step(3, false), step(4, false)];

describe('a migration', () => {
  it.each(migrations.map((migration) => [migration.name, migration] as const))(
    'states whether it breaks older servers: %s',
    (_name, {breaksOlderServers}) => {
      expect(breaksOlderServers).toBeTypeOf('boolean');
    },
  );

  it('has the version after the one before', () => {
    expect(migrations.map(({version}) => version)).toEqual(migrations.map((_, index) => index + 1));
  });
});

describe('an upgrade of the schema', () => {
  it('breaks older servers if one of its steps does', () => {
    expect(describeUpgrade([2, 3], STEPS)).toEqual({
      from: 1,
      to: 3,
      breaking: [2],
      message:
        'The schema was brought from version 1 to 3. Servers of older versions must not run on this database any more: stop those that still do.',
    });
  });

  it('leaves older servers running if none of its steps breaks them', () => {
    expect(describeUpgrade([3, 4], STEPS)).toEqual({
      from: 2,
      to: 4,
      breaking: [],
      message:
        'The schema was brought from version 2 to 4. Servers of the older version may go on until they are replaced.',
    });
  });

  it('is not printed if nothing was done, or the schema is new', () => {
    expect([describeUpgrade([], STEPS), describeUpgrade([1, 2, 3, 4], STEPS)]).toEqual([null, null]);
  });
});
