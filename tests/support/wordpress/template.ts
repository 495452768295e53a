import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {cp, mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {startDatabase} from './database.js';
import type {WordPressFacts} from './wordpress-site.js';

/** What a site of the tests has beyond WordPress itself. */
export const SITE_FILES = fileURLToPath(new URL('site/', import.meta.url));

const execute = promisify(execFile);
const plugin = fileURLToPath(new URL('../../../integrations/wordpress/parley-comments/', import.meta.url));
const embed = fileURLToPath(new URL('../../../dist/embed/', import.meta.url));

/** A WordPress that is installed but does not run, to make sites from. */
export interface WordPressTemplate {
  /** Its files. */
  readonly root: string;
  /** The folder of its database, which was ended in good order. */
  readonly database: string;
  readonly facts: WordPressFacts;
  /** Where sites are made. Each is at the path of one before it where that is gone: PHP keeps by its path what it has compiled. */
  readonly sites: string;
  /** What PHP has compiled, of which each site would else make its own in 0.6 seconds. */
  readonly compiled: string;
}

/** Installs WordPress into a new folder, the address of which is made up: a site's configuration names its own. */
export async function makeTemplate(programs: {
  readonly php: string;
  readonly mariadbd: string;
  readonly wordpress: string;
}): Promise<WordPressTemplate & {remove(): Promise<void>}> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-wordpress-template-'));
  const remove = (): Promise<void> => rm(directory, {recursive: true, force: true, maxRetries: 5});
  const root = join(directory, 'www');
  const data = join(directory, 'database');
  const socket = join(directory, 'database.sock');
  const [sites, compiled] = [join(directory, 'sites'), join(directory, 'compiled')];
  try {
    await Promise.all([mkdir(sites), mkdir(compiled)]);
    const [database] = await Promise.all([
      startDatabase(programs.mariadbd, {data, directory, socket}),
      copyFiles(programs.wordpress, root),
    ]);
    const env = {
      ...process.env,
      PARLEY_SITE: 'http://127.0.0.1:80',
      PARLEY_CORE_URL: 'http://127.0.0.1:80',
      PARLEY_DATABASE_SOCKET: socket,
      // What the installer of WordPress itself complains about is no news of ours.
      PARLEY_ERROR_LOG: join(directory, 'install-errors.log'),
    };
    const installing = execute(programs.php, [join(SITE_FILES, 'install.php'), root], {env});
    const {stdout} = await installing.finally(() => database.finish());
    return {root, database: data, facts: JSON.parse(stdout) as WordPressFacts, sites, compiled, remove};
  } catch (reason) {
    await remove();
    throw reason;
  }
}

async function copyFiles(wordpress: string, root: string): Promise<void> {
  await cp(wordpress, root, {recursive: true, dereference: true});
  const content = join(root, 'wp-content');
  const installedPlugin = join(content, 'plugins/parley-comments');
  await Promise.all([
    cp(join(SITE_FILES, 'wp-config.php'), join(root, 'wp-config.php'), {force: true}),
    cp(join(SITE_FILES, 'mu-plugins'), join(content, 'mu-plugins'), {recursive: true}),
    cp(join(SITE_FILES, 'theme'), join(content, 'themes/packet'), {recursive: true}),
    cp(join(SITE_FILES, 'theme-by-hand'), join(content, 'themes/packet-by-hand'), {recursive: true}),
    cp(join(SITE_FILES, 'block-theme'), join(content, 'themes/bulletin'), {recursive: true}),
    cp(plugin, installedPlugin, {recursive: true}),
  ]);
  if (!existsSync(embed)) return;
  // In the plugin, and where a publisher without it puts the script.
  await cp(embed, join(installedPlugin, 'assets/embed'), {recursive: true});
  await cp(embed, join(root, 'parley'), {recursive: true});
}
