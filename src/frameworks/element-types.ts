import type {CommentCountElement} from '../elements/comment-count/comment-count.js';
import type {CommentFormElement} from '../elements/comment-form/comment-form.js';
import type {CommentListElement} from '../elements/comment-list/comment-list.js';
import type {ParleyEventMap} from '../elements/events.js';
import type {PolicyNoticeElement} from '../elements/policy-notice/policy-notice.js';
import type {ThreadElement} from '../elements/thread/thread.js';
import type {AttributeValues} from '../model/thread-attributes.js';

/** `pageId` -> `page-id` */
type AttributeName<Property extends string> = Property extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${AttributeName<Rest>}`
  : Property;

/** What markup may say of a value: an attribute is a string, and a boolean one is on without a value. */
type Written<Value> = Value extends boolean
  ? boolean | '' | 'true' | 'false'
  : Value extends number
    ? number | `${number}`
    : Value;

/** Properties, and their attributes: `pageId` or `page-id`. */
type WithAttributes<Properties> = {
  [Name in keyof Properties]?: Written<Properties[Name]> | undefined;
} & {
  [Name in keyof Properties & string as AttributeName<Name>]?: Written<Properties[Name]> | undefined;
};

/** The properties without an attribute; frameworks set them as properties. */
type Objects<Element, Names extends keyof Element> = {
  [Name in Names]?: Element[Name] | undefined;
};

/** What can be set on `<parley-thread>`. */
export type ThreadProps = WithAttributes<Pick<ThreadElement, Exclude<keyof AttributeValues, 'checks'>>> &
  Objects<
    ThreadElement,
    'adapter' | 'policy' | 'viewer' | 'strings' | 'formatDate' | 'getToken' | 'checks'
  > & {
    /** Adds the published comments as JSON-LD to the document's head, for search engines. */
    'structured-data'?: boolean | '' | undefined;
    /** Readers must confirm the policy before their first comment. */
    'policy-acknowledge'?: boolean | '' | undefined;
    /** `html` lets readers use the tags that WordPress allows; only with `backend="wordpress"`. */
    'body-format'?: 'html' | undefined;
  };

/** What can be set on `<parley-comment-count>`. */
export type CountProps = WithAttributes<
  Pick<CommentCountElement, 'backend' | 'endpoint' | 'site' | 'pageId' | 'pageUrl' | 'numberOnly'>
> &
  Objects<CommentCountElement, 'adapter' | 'strings'>;

/** Each element by its tag: its class, and what can be set on it. */
export interface ParleyElements {
  'parley-thread': {element: ThreadElement; props: ThreadProps};
  'parley-comment-count': {element: CommentCountElement; props: CountProps};
  'parley-comment-form': {
    element: CommentFormElement;
    props: WithAttributes<Pick<CommentFormElement, 'parentId' | 'replyTo'>>;
  };
  'parley-comment-list': {element: CommentListElement; props: object};
  'parley-policy-notice': {element: PolicyNoticeElement; props: Objects<PolicyNoticeElement, 'policy'>};
}

/** Listeners by their names in a framework: `Prefix` is `on` for `onparley-posted`. */
export type Listeners<Prefix extends string> = {
  [Name in keyof ParleyEventMap as `${Prefix}${Name}`]?: ((event: ParleyEventMap[Name]) => void) | undefined;
};
