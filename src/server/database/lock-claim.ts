import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {chmod, rename, rm, utimes, writeFile} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import {join} from 'node:path';
import {NO_KERNEL, THIS_KERNEL} from './lock-socket.js';

/** How often a claim is renewed, for processes that cannot connect to it: those of another kernel. */
const RENEW_MS = 5_000;

/** What a process puts into a folder that it wants to have for itself. */
export interface Claim {
  /** Never reused. */
  readonly name: string;
  /** How often it has let another go first. Whoever yields has to ask all others again before it may hold. */
  readonly timesYielded: number;
  /** From now on other processes get the answer that the folder is taken. */
  hold(): void;
  release(): Promise<void>;
}

/**
 * Makes a claim in the folder `claims`, to which `way` is a path for sockets. Where its file system has no sockets the claim
 * is a file, that lives as long as it is renewed. Rejects when it cannot be written.
 */
export async function makeClaim(claims: string, socketFolder: string): Promise<Claim> {
  const id = randomBytes(8).toString('hex');
  const socketName = `${THIS_KERNEL}-${id}`;
  let isHeld = false;
  let timesYielded = 0;
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    answerOnce(socket, (otherName) => {
      if (isHeld) return 'held';
      if (otherName > socketName) return 'undecided';
      timesYielded++;
      return 'yields';
    });
  });
  server.unref();
  // Seen by others only once it answers: one that does not is taken for dead.
  const hidden = `.${socketName}`;
  const isSocket = await listens(server, join(socketFolder, hidden));
  const name = isSocket ? socketName : `${NO_KERNEL}-${id}`;
  const path = join(claims, name);
  if (isSocket) {
    await chmod(join(claims, hidden), 0o600);
    await rename(join(claims, hidden), path);
  } else await writeFile(path, '', {mode: 0o600});

  const renewing = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, RENEW_MS);
  renewing.unref();

  return {
    name,
    get timesYielded() {
      return timesYielded;
    },
    hold() {
      isHeld = true;
    },
    async release() {
      clearInterval(renewing);
      await rm(path, {force: true});
      // Whoever connects at this moment retries. Unreferenced, so that it does not keep the process running.
      server.close();
      for (const socket of connections) socket.destroy();
    },
  };
}

async function listens(server: Server, path: string): Promise<boolean> {
  server.listen({path, exclusive: true});
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}

/** Answers the one line that a connection sends. */
function answerOnce(socket: Socket, answer: (otherName: string) => string): void {
  let text = '';
  socket.unref();
  socket.setEncoding('utf8');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    text += chunk;
    if (text.includes('\n') && !socket.writableEnded) socket.end(answer(text.slice(0, text.indexOf('\n'))));
  });
}
