import {ADDRESSES} from './address.js';
import {warnOnce} from './warn-once.js';

// Console warnings for developers. A module of its own, loaded only when there is something to warn of.

/** The class of each adapter, by its `backend`. */
const ADAPTERS: ReadonlyMap<string, string> = new Map([
  ['local', 'LocalAdapter'],
  ['memory', 'MemoryAdapter'],
  ['rest', 'RestAdapter'],
  ['wordpress', 'WordPressAdapter'],
]);

/** An enumerated attribute has an unknown value. */
export function unknownValue(attribute: string, value: string, known: readonly string[], used: string): void {
  warnOnce(attribute, `Invalid ${attribute} "${value}"; expected ${listed(known)}. Using "${used}".`);
}

/** A numeric attribute is not a number, or out of range. */
export function outOfRange(attribute: string, min: number, max: number, used: number): void {
  warnOnce(attribute, `Invalid ${attribute}; expected a number from ${min} to ${max}. Using ${used}.`);
}

/** An attribute has a value that is not an address, and is ignored. */
export function invalidAddress(attribute: string, value: unknown): void {
  warnOnce(
    attribute,
    `Invalid ${attribute} "${String(value)}"; expected an address that begins with ${ADDRESSES}.`,
  );
}

/** An object property was set as an attribute, as frameworks do before an element is defined. */
export function propertyAsAttribute(attribute: string, property: string): void {
  warnOnce(
    attribute,
    `The attribute "${attribute}" has no effect; set the element's property "${property}".`,
  );
}

/** Nobody has given the thread a backend; an attribute `backend` works with the script tag only. */
export function noAdapter(backend: string): void {
  warnOnce(
    'adapter',
    ADAPTERS.has(backend)
      ? `backend="${backend}" works with the script tag only; import ${ADAPTERS.get(backend)} from "parley-comments/adapters/${backend}.js" and set the property "adapter".`
      : 'A thread has no adapter and shows no comments; set its property "adapter".',
  );
}

/** The page has no identity but its address. */
export function guessedPage(pageId: string): void {
  warnOnce('page-id', `The page has no page-id, page-url or canonical link; using the page id "${pageId}".`);
}

/** An adapter returned an invalid comment. */
export function invalidComment(): void {
  warnOnce('malformed', 'Dropped a comment; expected an id, an author with a name, a body and a time.');
}

/** A body of this format could not be rendered. */
export function shownAsText(format: string, reason: unknown): void {
  warnOnce('body', `Failed to render a body in ${format}; showing it as text. ${String(reason)}`);
}

/** The sanitizer could not be loaded or run. */
export function noSanitizer(): void {
  warnOnce('no-sanitizer', 'DOMPurify failed to load or is blocked; HTML comments are shown as plain text.');
}

/** A language could not be loaded. */
export function languageFailed(tag: string, reason: unknown): void {
  warnOnce('language', `Failed to load the messages for "${tag}"; using English. ${String(reason)}`);
}

/** A comment could not be rendered fully. */
export function renderedPartially(reason: unknown): void {
  warnOnce('draw', `Failed to render a comment; showing it without date and buttons. ${String(reason)}`);
}

/** The code or data for a part of the thread could not be loaded. */
export function preparationFailed(reason: unknown): void {
  warnOnce('draw', `Failed to prepare a part of the thread. ${String(reason)}`);
}

/** A backend sent invalid comments. */
export function droppedComments(dropped: readonly {readonly reason: string}[]): void {
  for (const {reason} of dropped) warnOnce('malformed', `Dropped a comment. ${reason}`);
}

/** The thread was loaded, but not the viewer. */
export function viewerFailed(reason: unknown): void {
  warnOnce('viewer', `Failed to load the viewer; showing the thread as to a guest. ${String(reason)}`);
}

/** The page that an article carries is not what a backend answers. */
export function malformedCarriedPage(): void {
  warnOnce('carried', 'The page in <script data-parley-page> is malformed; requesting it from the backend.');
}

/** The backend has no page with this id. */
export function unknownPage(pageId: string): void {
  warnOnce('page-id', `The backend has no page "${pageId}"; the thread is closed.`);
}

/** A tag is already defined with another class. */
export function tagAlreadyDefined(tag: string): void {
  warnOnce('tag-taken', `<${tag}> is already defined; skipping registration.`);
}

/** The target of a script tag does not exist. */
export function unknownTarget(selector: string): void {
  warnOnce('target', `data-target "${selector}" matches no element.`);
}

/** A script tag or an element has an unknown backend. */
export function unknownBackend(name: string, known: readonly string[]): void {
  warnOnce('backend', `Invalid backend "${name}"; expected ${listed(known)}.`);
}

/** A chunk of Parley's code could not be loaded. */
export function chunkFailed(reason: unknown): void {
  warnOnce('load', `Failed to load a chunk. ${String(reason)}`);
}

/** `"newest", "oldest" or "top"` */
function listed(values: readonly string[]): string {
  const quoted = values.map((value) => `"${value}"`);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].filter(Boolean).join(' or ');
}
