import {defineCommand} from './flags.js';
import {databasePackage, requirePackages} from './peers.js';
import {SERVE_FLAGS, serveSettings} from './serve-flags.js';

const help = (
  options: string,
): string => `parley-comments serve: keeps comments and answers pages that show them

  parley-comments serve --origins https://paper.example

${options}

Each option can also be set in the environment: --trust-proxy 1 is PARLEY_TRUST_PROXY=1. The command line counts more.
SIGTERM and SIGINT end it once all requests are answered; a second one ends it at once.`;

/** Runs the server until a signal stops it. Throws `UsageError` and `SetupError`. */
export const serve = defineCommand(SERVE_FLAGS, help, async (given) => {
  const settings = serveSettings(given);
  requirePackages([
    'hono',
    'typebox',
    'ipaddr.js',
    '@hono/node-server',
    'lru-cache',
    'pino',
    databasePackage(settings.database),
    ...(settings.jwt ? ['jose'] : []),
  ]);
  const {runServer} = await import('./run-server.js');
  await runServer(settings);
});
