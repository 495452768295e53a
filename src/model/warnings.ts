import {ADDRESSES} from './address.js';
import {warnOnce} from './warn-once.js';

// What developers are told about a page that readers read all the same. Apart, because no reader needs it.

/** An attribute has a value that it does not know. */
export function unknownValue(attribute: string, value: string, known: readonly string[], used: string): void {
  warnOnce(attribute, `"${value}" is no ${attribute}; known are ${known.join(', ')}. Using ${used}.`);
}

/** A number is missing, or beyond its bounds. */
export function outOfRange(attribute: string, least: number, most: number, used: number): void {
  warnOnce(attribute, `${attribute} is a number from ${least} to ${most}. Using ${used}.`);
}

/** An attribute that holds an address holds something else, which is not used. */
export function noAddress(attribute: string, value: unknown): void {
  warnOnce(
    attribute,
    `Invalid ${attribute} "${String(value)}"; expected an address that begins with ${ADDRESSES}.`,
  );
}

/** A property that no attribute can hold was written as one, as frameworks do before an element is defined. */
export function propertyAsAttribute(attribute: string, property: string): void {
  warnOnce(
    attribute,
    `The attribute ${attribute} does nothing; set the property ${property} of the element.`,
  );
}

/** The page says nothing of its identity but its address. */
export function guessedPage(pageId: string): void {
  warnOnce(
    'page-id',
    `The page gives no page-id, page-url or canonical link; its discussion is kept under ${pageId}.`,
  );
}

/** An adapter gave something that is no comment. */
export function unusableComment(): void {
  warnOnce('malformed', 'A comment was left out: it needs an id, an author with a name, a body and a time.');
}

/** A body of this format could not be made into what a comment may hold. */
export function shownAsText(format: string, reason: unknown): void {
  warnOnce('body', `A body in ${format} is shown as text. ${String(reason)}`);
}

/** A comment could not be drawn as it should be. */
export function drawnBare(reason: unknown): void {
  warnOnce('draw', `A comment is shown without date and buttons. ${String(reason)}`);
}

/** What a page needs to be drawn could not be prepared. */
export function unprepared(reason: unknown): void {
  warnOnce('draw', `A part of a thread is missing. ${String(reason)}`);
}

/** A backend sent what is no comment, and why not. */
export function leftOut(dropped: readonly {readonly reason: string}[]): void {
  for (const {reason} of dropped) warnOnce('malformed', `A comment was left out. ${reason}`);
}

/** A backend answered with comments, but not with who reads them. */
export function unknownReader(reason: unknown): void {
  warnOnce('viewer', `The backend did not say who reads. ${String(reason)}`);
}

/** A page id leads to no page of the backend's. */
export function unknownPage(pageId: string): void {
  warnOnce('page-id', `The backend has no page "${pageId}": nobody can write here.`);
}

/** A tag belongs to another class. */
export function takenTag(tag: string): void {
  warnOnce('tag-taken', `<${tag}> is defined already; this copy of Parley stays out of it.`);
}

/** A script tag names a target that is not there. */
export function unknownTarget(selector: string): void {
  warnOnce('target', `nothing on this page is ${selector}.`);
}

/** A script tag or an element names a backend that there is not. */
export function unknownBackend(name: string, known: readonly string[]): void {
  warnOnce('backend', `"${name}" is no backend; known are ${known.join(', ')}.`);
}

/** Some of Parley's code could not be fetched. */
export function missingPart(reason: unknown): void {
  warnOnce('load', `a part of it did not come: ${String(reason)}`);
}
