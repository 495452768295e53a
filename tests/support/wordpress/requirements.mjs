/** What it takes to run a real WordPress: the machine's own PHP, MariaDB and WordPress, never downloaded ones. */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {isRelease} from './releases.mjs';

/** Debian's and Ubuntu's packages, which bring all of it. */
export const debianPackages = [
  'php-cli',
  'php-mysql',
  'php-xml',
  'php-mbstring',
  'mariadb-server',
  'wordpress',
];

/** In one line what to install where no package manager may be run. */
export const hint = `on Debian or Ubuntu install ${debianPackages.join(' ')}, or set PHP_PATH, MARIADBD_PATH and WORDPRESS_PATH`;

/**
 * The programs and the folder of WordPress, or what is missing. `WORDPRESS_PATH` names another unpacked
 * WordPress, `PHP_PATH` and `MARIADBD_PATH` other programs.
 *
 * @returns {{php: string, mariadbd: string, wordpress: string} | {missing: string[]}}
 */
export function findWordPress() {
  const php = program('PHP_PATH', ['php']);
  const found = {
    php,
    mariadbd: program('MARIADBD_PATH', ['mariadbd', 'mysqld']),
    // Where one is named no other will do: the tests would pass on a version that nobody asked for.
    wordpress: [process.env.WORDPRESS_PATH || '/usr/share/wordpress'].find(isRelease),
  };
  const missing = Object.keys(found).filter((name) => !found[name]);
  if (php) missing.push(...missingExtensions(php).map((name) => `PHP's ${name}`));
  return missing.length > 0 ? {missing} : found;
}

function missingExtensions(php) {
  const {stdout = ''} = spawnSync(php, ['-m'], {encoding: 'utf8'});
  const loaded = new Set((stdout ?? '').toLowerCase().split(/\s+/));
  return ['mysqli', 'xml', 'mbstring'].filter((name) => !loaded.has(name));
}

function program(variable, names) {
  const given = process.env[variable];
  if (given) return existsSync(given) ? given : undefined;
  // A user's PATH often leaves out the folders of servers.
  const directories = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/libexec',
  ];
  return names
    .flatMap((name) => directories.filter(Boolean).map((path) => join(path, name)))
    .find(existsSync);
}
