import {mkdir, writeFile} from 'node:fs/promises';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {startServer, type Running} from './processes.js';

export interface DatabasePlace {
  /** What it keeps. An empty or missing folder is enough: it becomes an empty database. */
  readonly data: string;
  /** For whatever else it writes. */
  readonly directory: string;
  /** Where it answers. */
  readonly socket: string;
}

/** Starts a MariaDB. Without grant tables it asks nobody who they are, and the network is closed. */
export async function startDatabase(
  mariadbd: string,
  {data, directory, socket}: DatabasePlace,
): Promise<Running> {
  const beginning = join(directory, 'database.sql');
  await mkdir(data, {recursive: true});
  await writeFile(
    beginning,
    'CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;\n',
  );
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
    // The folder is copied for each site.
    '--innodb-log-file-size=8M',
    '--character-set-server=utf8mb4',
    '--sql-mode=',
  ];
  return startServer(mariadbd, settings, {output: join(directory, 'database.log'), answersAt: socket});
}
