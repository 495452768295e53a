import {ContextEvent} from '@lit/context';
import type {ReactiveElement} from 'lit';
import {threadContext, type ThreadSnapshot} from './context.js';

/**
 * Calls `changed` with the snapshot of the thread that `host` stands in, now and whenever it is another: the asking
 * side of the context protocol. Elements that stand in no thread never hear of one.
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
