import type {ThreadFacts, Viewer} from '../../model/thread.js';
import type {Client} from './client.js';
import type {DeviceStorage} from './device-storage.js';
import type {ItemContext} from './comment-item.js';
import type {PostResolver} from './post-resolver.js';

/** One site as the parts of the adapter share it. */
export interface Site {
  readonly client: Client;
  readonly posts: PostResolver;
  readonly device: DeviceStorage;
  readonly settings: SiteSettings;
  /** Who reads, once asked; `null` for a guest. */
  readonly viewer: (signal: AbortSignal) => Promise<SiteViewer | null>;
  /** Says who reads, where a page has told it. */
  readonly setViewer: (viewer: SiteViewer | null) => void;
  /** What is known of each post that was opened. */
  readonly postStates: Map<number, PostState>;
  /** Posts whose first page was taken from the article's page. */
  readonly openedFromPage: Set<number>;
  /** Whether there is a route that counts many posts; unknown until it was asked. */
  hasCountRoute: boolean | null;
}

/** The adapter's options with their defaults. */
export interface SiteSettings {
  readonly avatars: boolean;
  readonly authorBadge: string;
  readonly guestFields: NonNullable<ThreadFacts['guestFields']>;
  readonly formUrl: string | null;
  readonly postPassword: string | null;
  readonly pollInterval: number;
}

/** A viewer, and what WordPress lets them do. */
export interface SiteViewer {
  readonly viewer: Viewer;
  readonly isModerator: boolean;
  readonly canListUsers: boolean;
}

/** What later questions about a post need of what its opening told. */
export interface PostState {
  readonly context: ItemContext;
  /** Comments that readers may answer: WordPress itself takes replies to anything. */
  readonly publishedIds: Set<number>;
}

/** Whether the site's own form answers here: on pages of its own origin, or where the publisher has made it answer. */
export function canUseForm({client, settings}: Site): boolean {
  return settings.formUrl !== null || client.endpoint.isOwnOrigin;
}

/** What is known of a post, nothing at first. */
export function postStateOf(site: Site, post: number): PostState {
  const known = site.postStates.get(post) ?? {
    context: {
      closed: false,
      avatars: site.settings.avatars,
      badges: new Map(),
      isModerator: false,
      ownEditableUntil: new Map(),
      now: () => site.client.clock.now(),
    },
    publishedIds: new Set(),
  };
  site.postStates.set(post, known);
  return known;
}

/** Keeps what an opening told about a post. */
export function updatePostContext(site: Site, post: number, changes: Partial<ItemContext>): void {
  const {context, publishedIds} = postStateOf(site, post);
  const own = new Map(
    site.device
      .commentsOf(post)
      .flatMap(({id, editableUntil}) => (editableUntil ? [[id, editableUntil]] : [])),
  );
  site.postStates.set(post, {
    context: {...context, ...changes, ownEditableUntil: own},
    publishedIds,
  });
}
