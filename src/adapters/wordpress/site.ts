import type {ThreadFacts, Viewer} from '../../model/thread.js';
import type {Client} from './client.js';
import type {Device} from './device.js';
import type {ItemContext} from './item.js';
import type {PostIds} from './post-ids.js';

/** One site as the parts of the adapter share it. */
export interface Site {
  readonly client: Client;
  readonly posts: PostIds;
  readonly device: Device;
  readonly settings: SiteSettings;
  /** Who reads, once asked; `null` for a guest. */
  readonly viewer: (signal: AbortSignal) => Promise<SiteViewer | null>;
  /** Says who reads, where a page has told it. */
  readonly meet: (viewer: SiteViewer | null) => void;
  /** What is known of each post that was opened. */
  readonly knowledge: Map<number, PostKnowledge>;
  /** Posts whose first page was taken from the article's page. */
  readonly adopted: Set<number>;
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
  readonly moderates: boolean;
  readonly listsUsers: boolean;
}

/** What later questions about a post need of what its opening told. */
export interface PostKnowledge {
  readonly context: ItemContext;
  /** Comments that readers may answer: WordPress itself takes replies to anything. */
  readonly published: Set<number>;
}

/** Whether the site's own form answers here: on pages of its own origin, or where the publisher has made it answer. */
export function canUseForm({client, settings}: Site): boolean {
  return settings.formUrl !== null || client.endpoint.isOwnOrigin;
}

/** What is known of a post, nothing at first. */
export function knowledgeOf(site: Site, post: number): PostKnowledge {
  const known = site.knowledge.get(post) ?? {
    context: {
      closed: false,
      avatars: site.settings.avatars,
      badges: new Map(),
      moderates: false,
      own: new Map(),
      now: () => site.client.clock.now(),
    },
    published: new Set(),
  };
  site.knowledge.set(post, known);
  return known;
}

/** Keeps what an opening told about a post. */
export function learn(site: Site, post: number, news: Partial<ItemContext>): void {
  const {context, published} = knowledgeOf(site, post);
  const own = new Map(
    site.device.kept(post).flatMap(({id, editableUntil}) => (editableUntil ? [[id, editableUntil]] : [])),
  );
  site.knowledge.set(post, {context: {...context, ...news, own}, published});
}
