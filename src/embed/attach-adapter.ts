import type {CommentsAdapter} from '../model/adapter.js';
import type {PrefetchedPage} from './prefetched-pages.js';

/** The backend attributes of an element. */
export interface BackendSettings {
  readonly backend: string;
  readonly endpoint: string;
  readonly site: string;
}

/** A `<parley-thread>` or `<parley-comment-count>`, perhaps not upgraded yet. */
export type ParleyElement = HTMLElement & {
  adapter?: Partial<CommentsAdapter> | null;
  isNear?: boolean;
  loading?: string;
} & Partial<BackendSettings>;

/** What every module in `backends/` exports. */
export interface Backend {
  /** `prefetched` is the request that was already sent for the element. */
  readonly attachAdapter: (
    ...given: [...Parameters<typeof attachAdapter>, prefetched?: PrefetchedPage | false]
  ) => void;
  readonly createAdapter: (settings: BackendSettings) => Partial<CommentsAdapter>;
}

/** Elements with the same backend share an adapter. */
const adapters = new Map<string, Partial<CommentsAdapter>>();

/** Sets an element's adapter. */
export function attachAdapter(
  element: ParleyElement,
  settings: BackendSettings,
  createAdapter: Backend['createAdapter'],
): void {
  const name = JSON.stringify([settings.backend, settings.endpoint, settings.site]);
  const adapter = adapters.get(name) ?? createAdapter(settings);
  adapters.set(name, adapter);
  element.adapter = adapter;
}
