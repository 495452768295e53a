/** What it takes to run a PostgreSQL of one's own: the machine's programs, never downloaded ones. */
import {existsSync, readdirSync} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Debian's and Ubuntu's package. */
export const debianPackages = ['postgresql'];

/** In one line what to install where no package manager may be run. */
export const hint = `on Debian or Ubuntu install ${debianPackages.join(' ')}, or set POSTGRES_PATH to the folder of its programs`;

/**
 * The folder that holds `postgres` and `initdb`, or null. `POSTGRES_PATH` names another one.
 *
 * @returns {string | null}
 */
export function findPostgres() {
  const given = process.env.POSTGRES_PATH;
  const folders = given ? [given] : [...debianFolders(), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.filter(Boolean).find(isComplete) ?? null;
}

/** Debian keeps the programs of each version apart; the newest first. */
function debianFolders() {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
}

function isComplete(folder) {
  return ['postgres', 'initdb'].every((program) => existsSync(join(folder, program)));
}
