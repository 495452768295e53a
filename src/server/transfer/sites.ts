import type {Queries} from '../database/database.js';
import {SetupError} from '../database/setup-error.js';

/** A site in the database, or the most similar name if it does not exist. */
export interface FoundSite {
  readonly isThere: boolean;
  readonly nearest: string | null;
}

/** Looks a site up by its name. */
export async function findSite(queries: Queries, name: string): Promise<FoundSite> {
  const rows = await queries.query<{name: string}>('SELECT name FROM sites ORDER BY name');
  const names = rows.map((row) => row.name);
  if (names.includes(name)) return {isThere: true, nearest: null};
  const [nearest] = names
    .map((other) => ({other, distance: distance(name.toLowerCase(), other.toLowerCase())}))
    .sort((a, b) => a.distance - b.distance);
  return {isThere: false, nearest: nearest?.other ?? null};
}

/** Throws `SetupError` with the most similar name if the site does not exist. */
export async function requireSite(queries: Queries, name: string): Promise<void> {
  const {isThere, nearest} = await findSite(queries, name);
  if (!isThere) throw new SetupError(unknownSite(name, nearest));
}

/** The error message. */
export function unknownSite(name: string, nearest: string | null): string {
  const hint = nearest === null ? ', and no other.' : `. The one that is likest is “${nearest}”.`;
  return `There is no site “${name}” in the database${hint}`;
}

/** The edit distance of two texts (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({length: other.length + 1}, (_, index) => index);
  for (let place = 0; place < one.length; place++) {
    const next = [place + 1];
    for (let column = 0; column < other.length; column++) {
      const changed = (row[column] ?? 0) + Number(one[place] !== other[column]);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
