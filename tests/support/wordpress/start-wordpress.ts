import {randomUUID} from 'node:crypto';
import {cp, link, mkdir, readdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {inject} from 'vitest';
import {freePort} from '../free-port.mjs';
import {startDatabase} from './database.js';
import {startServer, type Running} from './processes.js';
import {findWordPress, hint} from './requirements.mjs';
import {SITE_FILES} from './template.js';
import {WordPressSite} from './wordpress-site.js';

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
  /** Below which path of the origin its pages are, such as `/blog`. Default: all of it. */
  readonly home?: string;
  /** Below which path WordPress's own files are, such as `/wp`. Default: where its pages are. */
  readonly core?: string;
}

/**
 * A real WordPress that is newly installed: files, a database and a server of its own in a temporary folder, on a free
 * port. Takes about a second. Ended by `stop`, or with this process.
 */
export async function startWordPress(options: WordPressOptions = {}): Promise<WordPressSite> {
  const directory = await makeDirectory();
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

/** Makes a folder at the first path where none is. */
async function makeDirectory(): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(inject('wordpress').sites, String(number));
    try {
      await mkdir(path);
      return path;
    } catch (reason) {
      if ((reason as {code?: unknown}).code !== 'EEXIST') throw reason;
    }
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
  const {home = '', core = home} = options;
  const documents = join(directory, 'www');
  const root = join(documents, core);
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const secret = randomUUID();
  const socket = join(directory, 'database.sock');
  const errorLog = join(directory, 'php-errors.log');
  const env = {
    ...process.env,
    PARLEY_SITE: origin + home,
    PARLEY_CORE_URL: origin + core,
    PARLEY_CORE_PATH: core,
    PARLEY_SECRET: secret,
    PARLEY_DATABASE_SOCKET: socket,
    PARLEY_ERROR_LOG: errorLog,
    PHP_CLI_SERVER_WORKERS: '4',
  };
  await writeFile(errorLog, '');
  const {root: installed, database: filled, facts, compiled} = inject('wordpress');
  const data = join(directory, 'database');
  await Promise.all([cp(filled, data, {recursive: true}), linkFiles(installed, root)]);
  // As WordPress's handbook has it for files in a folder of their own.
  if (core !== home)
    await writeFile(
      join(documents, home, 'index.php'),
      `<?php\ndefine( 'WP_USE_THEMES', true );\nrequire __DIR__ . '${core.slice(home.length)}/wp-blog-header.php';\n`,
    );
  running.push(await startDatabase(found.mariadbd, {data, directory, socket}));
  const settings = {
    error_reporting: '-1',
    display_errors: '0',
    error_log: errorLog,
    'opcache.enable_cli': '1',
    'opcache.file_cache': compiled,
    sys_temp_dir: directory,
  };
  running.push(
    await startServer(
      found.php,
      [
        ...Object.entries(settings).flatMap(([name, value]) => ['-d', `${name}=${value}`]),
        ...['-S', `127.0.0.1:${String(port)}`, '-t', documents, join(SITE_FILES, 'router.php')],
      ],
      {output: join(directory, 'php-server.log'), answersAt: port, env},
    ),
  );
  const site = new WordPressSite({
    ...facts,
    origin,
    home: origin + home,
    core: origin + core,
    secret,
    directory,
    errorLog,
    stop,
  });
  await site.setOptions({
    tests_anonymous_rest: options.allowAnonymousRest ?? false,
    tests_flood_check: options.floodCheck ?? false,
  });
  if (options.plugin) await site.activatePlugin();
  if (options.byHand) await site.switchTheme('packet-by-hand');
  return site;
}

/**
 * Not copied, which takes seconds, and not as symbolic links: PHP follows those, and would read the configuration beside
 * the original. What a test removes, renames or adds is so on its own site alone; it must not write into a file.
 */
async function linkFiles(from: string, to: string): Promise<void> {
  await mkdir(to, {recursive: true});
  for (const entry of await readdir(from, {withFileTypes: true})) {
    const [original, own] = [join(from, entry.name), join(to, entry.name)];
    await (entry.isDirectory() ? linkFiles(original, own) : link(original, own));
  }
}
