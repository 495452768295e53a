import type {Migration} from './migration.js';
import {migrations} from './migrations/index.js';

/** What an upgrade of the schema means for servers of older versions on the same database. */
export interface SchemaUpgrade {
  readonly from: number;
  readonly to: number;
  /** The versions that older servers cannot go on beside. */
  readonly breaking: readonly number[];
  /** The same in sentences, for operators. */
  readonly message: string;
}

/** Describes what `migrate` has done, which returned these versions; `null` for nothing and for a new schema. */
export function describeUpgrade(
  applied: readonly number[],
  known: readonly Migration[] = migrations,
): SchemaUpgrade | null {
  const [first, last] = [applied[0], applied.at(-1)];
  if (first === undefined || last === undefined || first === known[0]?.version) return null;
  const breaking = known
    .filter(({version, breaksOlderServers}) => applied.includes(version) && breaksOlderServers)
    .map(({version}) => version);
  const done = `The schema was brought from version ${String(first - 1)} to ${String(last)}.`;
  const meaning =
    breaking.length > 0
      ? 'Servers of older versions must not run on this database any more: stop those that still do.'
      : 'Servers of the older version may go on until they are replaced.';
  return {from: first - 1, to: last, breaking, message: `${done} ${meaning}`};
}
