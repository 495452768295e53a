import type {ContextCallback, ContextEvent} from '@lit/context';
import {threadContext, type ThreadSnapshot} from './context.js';

type Follower = ContextCallback<ThreadSnapshot | undefined>;

/** Makes `host` the provider of `threadContext`. Returns the function that sets the snapshot. */
export function provideSnapshot(host: HTMLElement): (snapshot: ThreadSnapshot) => void {
  const followers = new Map<Follower, () => void>();
  let current: ThreadSnapshot | undefined;
  host.addEventListener('context-request', (event) => {
    const {context, contextTarget, callback, subscribe} = event as ContextEvent<typeof threadContext>;
    if (context !== threadContext || contextTarget === host) return;
    event.stopPropagation();
    const stop = (): void => void followers.delete(callback);
    if (subscribe) followers.set(callback, stop);
    callback(current, subscribe ? stop : undefined);
  });
  return (snapshot) => {
    current = snapshot;
    for (const [follower, stop] of followers) follower(snapshot, stop);
  };
}
