import {isServerAddress} from '../database/open-database.js';
import {SetupError} from '../database/setup-error.js';

/**
 * Throws `SetupError` with what to install, when packages of these names are missing: the server's are optional, so
 * that a front end downloads none of them.
 */
export function requirePackages(names: readonly string[]): void {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const what = missing.length === 1 ? 'This package is' : 'These packages are';
  throw new SetupError(
    `${what} not installed, and the server needs ${missing.length === 1 ? 'it' : 'them'}:\n  npm install ${missing.join(' ')}`,
  );
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** The package that a database at this address takes. */
export function databasePackage(address: string | undefined): string {
  return isServerAddress(address ?? '') ? 'pg' : '@electric-sql/pglite';
}
