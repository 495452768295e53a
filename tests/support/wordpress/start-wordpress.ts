import {execFile} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {existsSync} from 'node:fs';
import {cp, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {freePort, startServer, type Running} from './processes.js';
import {findWordPress, hint} from './requirements.mjs';
import {WordPressSite, type WordPressFacts} from './wordpress-site.js';

/** What a site begins with. Without anything it is as WordPress comes out of the box. */
export interface WordPressOptions {
  /** Activates the plugin, which needs a build. */
  readonly plugin?: boolean;
  /** Parley in the theme by hand, without the plugin. */
  readonly byHand?: boolean;
  /** Lets guests post by REST, which WordPress refuses unless a filter says otherwise. */
  readonly allowAnonymousRest?: boolean;
  /** Refuses a second comment within 15 seconds, as WordPress does. Off: tests are faster than readers. */
  readonly floodCheck?: boolean;
  /** The folder of an unpacked WordPress. Default: `WORDPRESS_PATH`, or Debian's. */
  readonly wordpress?: string;
}

const execute = promisify(execFile);
const files = fileURLToPath(new URL('site/', import.meta.url));
const plugin = fileURLToPath(new URL('../../../integrations/wordpress/parley-comments/', import.meta.url));
const embed = fileURLToPath(new URL('../../../dist/embed/', import.meta.url));

/**
 * A real WordPress from nothing: a copy of its files, a database and a server of its own in a temporary folder, on a
 * free port. Takes one to two seconds. Ended by `stop`, or with this process.
 */
export async function startWordPress(options: WordPressOptions = {}): Promise<WordPressSite> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-wordpress-'));
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.stop()));
    await rm(directory, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    return await start(options, {directory, running, stop});
  } catch (reason) {
    await stop();
    throw reason;
  }
}

interface Place {
  readonly directory: string;
  /** What has to be stopped. */
  readonly running: Running[];
  readonly stop: () => Promise<void>;
}

async function start(options: WordPressOptions, {directory, running, stop}: Place): Promise<WordPressSite> {
  const found = findWordPress();
  if ('missing' in found) throw new Error(`No ${found.missing.join(', ')}: ${hint}`);
  const root = join(directory, 'www');
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const secret = randomUUID();
  const socket = join(directory, 'database.sock');
  const errorLog = join(directory, 'php-errors.log');
  const env = {
    ...process.env,
    PARLEY_SITE: origin,
    PARLEY_SECRET: secret,
    PARLEY_DATABASE_SOCKET: socket,
    PARLEY_ERROR_LOG: errorLog,
    PHP_CLI_SERVER_WORKERS: '4',
  };
  await writeFile(errorLog, '');
  const [database] = await Promise.all([
    startDatabase(found.mariadbd, directory, socket),
    copyFiles(options.wordpress ?? found.wordpress, root),
  ]);
  running.push(database);
  const facts = await install(found.php, root, {
    ...env,
    // What the installer of WordPress itself complains about is no news of ours.
    PARLEY_ERROR_LOG: join(directory, 'install-errors.log'),
  });
  const settings = {
    error_reporting: '-1',
    display_errors: '0',
    error_log: errorLog,
    'opcache.enable_cli': '1',
    sys_temp_dir: directory,
  };
  running.push(
    await startServer(
      found.php,
      [
        ...Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]),
        ...['-S', `127.0.0.1:${String(port)}`, '-t', root, join(files, 'router.php')],
      ],
      {output: join(directory, 'php-server.log'), answersAt: port, env},
    ),
  );
  const site = new WordPressSite({...facts, origin, secret, directory, errorLog, stop});
  await site.setOptions({
    tests_anonymous_rest: options.allowAnonymousRest ?? false,
    tests_flood_check: options.floodCheck ?? false,
  });
  if (options.plugin) await site.activatePlugin();
  if (options.byHand) await site.switchTheme('packet-by-hand');
  return site;
}

async function install(php: string, root: string, env: NodeJS.ProcessEnv): Promise<WordPressFacts> {
  const {stdout} = await execute(php, [join(files, 'install.php'), root], {env});
  return JSON.parse(stdout) as WordPressFacts;
}

/** An empty folder is enough: without grant tables MariaDB asks nobody who they are, and the network is closed. */
async function startDatabase(mariadbd: string, directory: string, socket: string): Promise<Running> {
  const data = join(directory, 'database');
  const beginning = join(directory, 'database.sql');
  await mkdir(data);
  await writeFile(beginning, 'CREATE DATABASE wordpress CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n');
  const settings = [
    '--no-defaults',
    `--user=${userInfo().username}`,
    `--datadir=${data}`,
    `--tmpdir=${directory}`,
    `--socket=${socket}`,
    `--pid-file=${join(directory, 'database.pid')}`,
    `--init-file=${beginning}`,
    '--skip-networking',
    '--skip-grant-tables',
    '--skip-log-bin',
    '--performance-schema=OFF',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=128M',
    '--character-set-server=utf8mb4',
    '--sql-mode=',
  ];
  return startServer(mariadbd, settings, {output: join(directory, 'database.log'), answersAt: socket});
}

/** Copied, not linked: PHP follows links, and would read the configuration beside the original. */
async function copyFiles(wordpress: string, root: string): Promise<void> {
  await cp(wordpress, root, {recursive: true, dereference: true});
  const content = join(root, 'wp-content');
  const installedPlugin = join(content, 'plugins/parley-comments');
  await Promise.all([
    cp(join(files, 'wp-config.php'), join(root, 'wp-config.php'), {force: true}),
    cp(join(files, 'mu-plugins'), join(content, 'mu-plugins'), {recursive: true}),
    cp(join(files, 'theme'), join(content, 'themes/packet'), {recursive: true}),
    cp(join(files, 'theme-by-hand'), join(content, 'themes/packet-by-hand'), {recursive: true}),
    cp(join(files, 'block-theme'), join(content, 'themes/bulletin'), {recursive: true}),
    cp(plugin, installedPlugin, {recursive: true}),
  ]);
  if (!existsSync(embed)) return;
  // In the plugin, and where a publisher without it puts the script.
  await cp(embed, join(installedPlugin, 'assets/embed'), {recursive: true});
  await cp(embed, join(root, 'parley'), {recursive: true});
}
