import type {MessageOverrides} from '../locale/en.js';
import type {Policy} from '../model/policy.js';
import type {AttributeValues} from '../model/thread-attributes.js';

/** The options of `renderThread` besides the attributes of the thread. */
export interface StaticOptions {
  /** The BCP 47 tag of the page's language. Default: English. */
  readonly lang: string;
  /** The publisher's own messages. */
  readonly strings: MessageOverrides;
  /** The paper's policy. Takes precedence over the backend's. */
  readonly policy: Policy | null;
  /** When the page was made, in milliseconds since 1970. Default: now. */
  readonly now: number;
  /** The readers' time zone, as in the IANA database, such as `Europe/Berlin`. Default: that of the process. */
  readonly timeZone: string;
  /** For how many seconds the elements use the carried page without asking for what is new. Default: 60. */
  readonly maxAge: number;
  /** Whether the string carries the page's data, so that the elements start without a request. Default: true. */
  readonly carry: boolean;
  /** Whether readers can recommend comments with this backend. Default: with `rest`. */
  readonly canVote: boolean;
  /** Adds the published comments as JSON-LD (schema.org) for search engines. */
  readonly structuredData: boolean;
  /** The address of a page with the next comments, for readers without scripts and for crawlers. Begins like `endpoint`. */
  readonly nextUrl: string | null;
  /** Puts the comments into a declarative shadow root, which the page's style sheets do not reach. Needs `stylesheet`. */
  readonly shadow: boolean;
  /** The address of `static.css`, to be linked from within. Without it, the page itself links the style sheet. */
  readonly stylesheet: string;
}

/** How `renderThread` renders a page: the thread's attributes by the names of their properties, and `StaticOptions`. All are optional. */
export type RenderOptions = {
  readonly [Name in keyof AttributeValues]?: AttributeValues[Name] | undefined;
} & {
  readonly [Name in keyof StaticOptions]?: StaticOptions[Name] | undefined;
};
