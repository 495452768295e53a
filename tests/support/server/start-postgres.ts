import {execFile} from 'node:child_process';
import {appendFile, chmod, chown, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {freePort} from '../free-port.mjs';
import {startServer, type Running} from '../wordpress/processes.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {findPostgres, hint} from './requirements.mjs';

const execute = promisify(execFile);

/** A PostgreSQL server of one's own. */
export interface PostgresServer {
  /** The address of one of its databases; without a name, of the one that is always there. */
  url(database?: string): string;
  /** Ends it as if the machine had failed, and starts it again at the same address; `down` runs in between. */
  restart(down?: () => Promise<unknown>): Promise<void>;
  /** Restarts it as its operator does, like `pg_ctl restart -m fast`: every connection is ended by the server. */
  restartFast(): Promise<void>;
  stop(): Promise<void>;
}

/** What makes it fast, and would lose data when the machine fails: nothing here outlives a test. */
const SETTINGS = `
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 256MB
autovacuum_naptime = 10s
unix_socket_directories = ''
`;

/**
 * Starts a PostgreSQL from nothing: a data directory of its own in a temporary folder, on a free port of the loopback.
 * As root it runs as the user `postgres`, for it refuses to be root. Takes about two seconds.
 */
export async function startPostgres({settings = ''}: {settings?: string} = {}): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === null) throw new Error(`No PostgreSQL: ${hint}`);
  const folder = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const run = await runner(folder);
  let server: Running | null = null;
  const url = (database = 'postgres'): string => `postgres://parley@127.0.0.1:${String(port)}/${database}`;
  const start = async (): Promise<Running> => {
    const running = await startServer(...run(join(programs, 'postgres'), ['-D', data]), {
      output: join(folder, 'log'),
      answersAt: port,
    });
    await ready(url());
    return running;
  };
  const restart = async (down: () => Promise<unknown> = async () => undefined): Promise<void> => {
    await server?.stop();
    await down();
    server = await start();
  };
  const restartFast = async (): Promise<void> => {
    await execute(...run(join(programs, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w']));
    await server?.stop();
    server = await start();
  };
  const stop = async (): Promise<void> => {
    await server?.stop();
    await rm(folder, {recursive: true, force: true, maxRetries: 10, retryDelay: 100});
  };
  try {
    const options = ['--auth=trust', '--username=parley', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
    await execute(...run(join(programs, 'initdb'), [`--pgdata=${data}`, ...options]));
    await appendFile(join(data, 'postgresql.conf'), `${SETTINGS}port = ${String(port)}\n${settings}\n`);
    server = await start();
  } catch (reason) {
    await stop();
    throw reason;
  }
  return {
    url: (database = 'postgres') => `postgres://parley@127.0.0.1:${String(port)}/${database}`,
    restart,
    restartFast,
    stop,
  };
}

/** SQLSTATE of a server that takes connections, but nothing else yet: `cannot_connect_now`. */
const STARTING = '57P03';

async function ready(url: string): Promise<void> {
  for (;;) {
    try {
      const database = await openDatabase(url);
      return await database.close();
    } catch (reason) {
      if ((reason as {code?: unknown}).code !== STARTING) throw reason;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

type Command = [program: string, args: string[]];

/** How a program is run as somebody whom PostgreSQL takes. */
async function runner(folder: string): Promise<(program: string, args: string[]) => Command> {
  if (process.getuid?.() !== 0) return (program, args) => [program, args];
  const [user, group] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await execute('id', [flag, 'postgres'])).stdout)),
  );
  await chown(folder, user ?? 0, group ?? 0);
  await chmod(folder, 0o755);
  return (program, args) => [
    'setpriv',
    ['--reuid=postgres', '--regid=postgres', '--init-groups', '--', program, ...args],
  ];
}
