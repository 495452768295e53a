import type {Endpoint, Parameters} from './endpoint.js';

/** A request to the REST API. `route` is relative to its root: `wp/v2/comments`. */
export interface ApiRequest {
  readonly route: string;
  readonly parameters?: Parameters;
  /** Default: GET. */
  readonly method?: 'HEAD' | 'POST' | 'DELETE';
  readonly json?: unknown;
  /** Sent without credentials, so that a cached response can serve all readers. */
  readonly isAnonymous?: boolean;
  readonly signal: AbortSignal;
}

/** A successful response of the REST API. */
export interface ApiResponse {
  /** The body as JSON; `null` if there is none. */
  readonly data: unknown;
  /** The total number of entries of a list, or `null` if unknown. */
  readonly total: number | null;
}

/** The description of a site at the root of its REST API. */
export interface SiteInfo {
  /** The folder of its own files, such as `wp-comments-post.php`; `null` if unknown. */
  readonly files: string | null;
  /** The offset of its time zone from UTC in milliseconds, at a time in milliseconds since 1970. */
  readonly offsetAt: (moment: number) => number;
}

/** What the parts of the adapter need of its client. */
export interface ApiClient {
  readonly endpoint: Endpoint;
  /** Throws only `CommentsError`, or the signal's reason. */
  request(request: ApiRequest): Promise<ApiResponse>;
  /** Fetches a page of the site, such as its form's response, with the reader's cookies. Throws as `request`. */
  fetchPage(
    url: string,
    init: RequestInit & {signal: AbortSignal},
  ): Promise<{response: Response; text: string}>;
  /** The address of a file of WordPress, which may be in another folder than the site's pages. */
  fileUrl(path: string): Promise<string>;
  /** The site's own description, requested once. */
  siteInfo(): Promise<SiteInfo>;
}
