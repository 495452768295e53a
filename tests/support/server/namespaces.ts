import {spawnSync} from 'node:child_process';

/**
 * What runs a command in another PID namespace, as another container on this machine has one: with the same host name and
 * folders, but process ids of its own. Null where this account may not (unshare(1)).
 */
export const inOtherPidNamespace: readonly string[] | null =
  [
    ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'],
    ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc', '--kill-child'],
  ].find(([program = '', ...args]) => spawnSync(program, [...args, 'true']).status === 0) ?? null;
