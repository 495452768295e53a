import {describeFlags, readFlags} from './flags.js';
import {requirePackages} from './peers.js';
import {SERVE_FLAGS, serveSettings} from './serve-flags.js';

const HELP = `parley-comments serve: keeps comments and answers pages that show them

  parley-comments serve --origins https://paper.example

${describeFlags(SERVE_FLAGS)}

Each option can also be set in the environment: --trust-proxy 1 is PARLEY_TRUST_PROXY=1. The command line counts more.
SIGTERM and SIGINT end it once all requests are answered; a second one ends it at once.`;

/** Runs the server until a signal stops it. Throws `UsageError` and `SetupError`. */
export async function serve(commandLine: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const given = readFlags(SERVE_FLAGS, commandLine, environment);
  if (given.on('help')) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const settings = serveSettings(given);
  const isServer = /^postgres(ql)?:\/\//.test(settings.database ?? '');
  requirePackages([
    'hono',
    'typebox',
    'ipaddr.js',
    '@hono/node-server',
    'lru-cache',
    'pino',
    isServer ? 'pg' : '@electric-sql/pglite',
    ...(settings.jwt ? ['jose'] : []),
  ]);
  const {runServer} = await import('./run-server.js');
  await runServer(settings);
}
