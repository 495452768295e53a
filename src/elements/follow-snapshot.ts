import {ContextEvent} from '@lit/context';
import type {ReactiveElement} from '@lit/reactive-element';
import {threadContext, type ThreadSnapshot} from './context.js';

/**
 * Calls `changed` with the snapshot of the thread around `host`, now and on every change: the consumer side of the
 * context protocol. Never called outside of a thread.
 */
export function followSnapshot(
  host: ReactiveElement,
  changed: (snapshot: ThreadSnapshot | undefined) => void,
): void {
  let stop: (() => void) | undefined;
  host.addController({
    hostConnected() {
      const listener = (snapshot: ThreadSnapshot | undefined, unsubscribe?: () => void): void => {
        stop = unsubscribe;
        changed(snapshot);
      };
      host.dispatchEvent(new ContextEvent(threadContext, host, listener, true));
    },
    hostDisconnected() {
      stop?.();
    },
  });
}
