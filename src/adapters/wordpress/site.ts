import type {ThreadFacts, Viewer} from '../../model/thread.js';
import type {Client} from './client.js';
import type {DeviceStorage} from './device-storage.js';
import type {ItemContext} from './comment-item.js';
import type {PostResolver} from './post-resolver.js';

/** The most comments per response of WordPress. */
export const MAX_PER_PAGE = 100;

/** The state that the parts of the adapter share. */
export interface Site {
  readonly client: Client;
  readonly posts: PostResolver;
  readonly device: DeviceStorage;
  readonly settings: SiteSettings;
  /** The viewer, requested once; `null` for a guest. */
  readonly viewer: (signal: AbortSignal) => Promise<SiteViewer | null>;
  /** Sets the viewer, where a response has it. */
  readonly setViewer: (viewer: SiteViewer | null) => void;
  /** The state of each opened post, by id. */
  readonly postStates: Map<number, PostState>;
  /** The posts whose first page came from the article's HTML. */
  readonly openedFromPage: Set<number>;
  /** Whether there is a route that counts many posts; `null` while unknown. */
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

/** A viewer, and their capabilities. */
export interface SiteViewer {
  readonly viewer: Viewer;
  readonly isModerator: boolean;
  readonly canListUsers: boolean;
}

/** What later requests for a post need from its opening. */
export interface PostState {
  readonly context: ItemContext;
  /** The ids of comments that readers may reply to: WordPress itself accepts replies to anything. */
  readonly publishedIds: Set<number>;
}

/** Whether the site's own form can be used: on pages of its own origin, or with `formUrl`. */
export function canUseForm({client, settings}: Site): boolean {
  return settings.formUrl !== null || client.endpoint.isOwnOrigin;
}

/** The state of a post, created if there is none. */
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

/** Updates the context of a post. */
export function updatePostContext(site: Site, post: number, changes: Partial<ItemContext>): void {
  const {context, publishedIds} = postStateOf(site, post);
  const ownEditableUntil = new Map(
    site.device
      .commentsOf(post)
      .flatMap(({id, editableUntil}) => (editableUntil ? [[id, editableUntil]] : [])),
  );
  site.postStates.set(post, {
    context: {...context, ...changes, ownEditableUntil},
    publishedIds,
  });
}
