/** Which releases of WordPress `npm run test:wordpress:versions` runs the tests on. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** A release that is fetched from npm where nothing is named. */
const DEFAULT_VERSIONS = ['6.5'];

/**
 * Whether a folder holds an unpacked WordPress.
 *
 * @param {string} folder
 */
export function isRelease(folder) {
  return existsSync(join(folder, 'wp-settings.php'));
}

/**
 * The version that an unpacked WordPress says it is.
 *
 * @param {string} folder
 * @returns {string} Such as `6.9.7`. Throws where the folder holds no WordPress.
 */
export function versionOf(folder) {
  const file = join(folder, 'wp-includes/version.php');
  const version = existsSync(file) && /\$wp_version = '([^']+)'/.exec(readFileSync(file, 'utf8'))?.[1];
  if (!version)
    throw new Error(`${folder} is no unpacked WordPress: there is no version in wp-includes/version.php.`);
  return version;
}

/**
 * What the arguments of the command, and `WORDPRESS_PATH`, ask for.
 *
 * @param {readonly string[]} args Folders of unpacked releases, versions such as `6.5` that npm has, and tests.
 * @param {string | undefined} wordpressPath A folder of an unpacked release.
 * @returns {{folders: string[], versions: string[], own: boolean, tests: string[]}} `own`: whether the tests also run on
 *   the machine's own WordPress, which is so where nothing is named. Throws where `wordpressPath` holds no release.
 */
export function releasesToTest(args, wordpressPath) {
  const isVersion = (argument) => /^\d+\.\d+$/.test(argument);
  const named = args.filter((argument) => !isVersion(argument) && isRelease(argument));
  const versions = args.filter(isVersion);
  if (wordpressPath && !isRelease(wordpressPath))
    throw new Error(`WORDPRESS_PATH is no unpacked WordPress: ${wordpressPath} has no wp-settings.php.`);
  const folders = [...new Set([...(wordpressPath ? [wordpressPath] : []), ...named])];
  const own = folders.length === 0 && versions.length === 0;
  return {
    folders,
    versions: own ? DEFAULT_VERSIONS : versions,
    own,
    tests: args.filter((argument) => !isVersion(argument) && !named.includes(argument)),
  };
}
