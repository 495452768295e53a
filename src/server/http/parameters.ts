import type {CommentId, Cursor} from '../../model/comment.js';
import {SORTS, type Sort} from '../../model/thread.js';
import type {ThreadName} from '../store/store.js';
import {malformed} from './http-error.js';
import {LONGEST_ID, LONGEST_PAGE_ID, LONGEST_SITE} from './requests.js';
import {oneOf, text} from './shape.js';

/** How many threads, or comments, one request may name. */
export const MOST_NAMES = 100;
const MOST_ROOTS = 100;
const USUAL_ROOTS = 20;
const LONGEST_CURSOR = 8000;

/** The query of a request, field by field. Every method throws `malformed` for what cannot be meant. */
export class Parameters {
  readonly #query: URLSearchParams;

  constructor(query: URLSearchParams) {
    this.#query = query;
  }

  site(): string {
    return this.#text('site', LONGEST_SITE);
  }

  thread(): ThreadName {
    return {site: this.site(), pageId: this.#text('page', LONGEST_PAGE_ID)};
  }

  /** `page` where it may be left out. */
  pageId(): string | null {
    return this.#optional('page', LONGEST_PAGE_ID);
  }

  /** Every `page`, each once. */
  pageIds(): readonly string[] {
    return this.#several('page', LONGEST_PAGE_ID);
  }

  /** Every `id`, each once. */
  ids(): readonly CommentId[] {
    return this.#several('id', LONGEST_ID);
  }

  sort(): Sort {
    return oneOf(...SORTS)(this.#optional('sort', LONGEST_ID) ?? 'newest', 'sort');
  }

  /** 1 to 100. */
  limit(usual = USUAL_ROOTS): number {
    const given = this.#optional('limit', LONGEST_ID) ?? String(usual);
    const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
    if (limit < 1 || limit > MOST_ROOTS) throw malformed(`limit must be from 1 to ${String(MOST_ROOTS)}.`);
    return limit;
  }

  around(): CommentId | null {
    return this.#optional('around', LONGEST_ID);
  }

  cursor(): Cursor {
    return this.#text('cursor', LONGEST_CURSOR);
  }

  /** A cursor that may be left out. */
  optionalCursor(name: 'cursor' | 'since'): Cursor | null {
    return this.#optional(name, LONGEST_CURSOR);
  }

  queueStatus(): 'held' | 'reported' {
    return oneOf('held', 'reported')(this.#optional('status', LONGEST_ID) ?? 'held', 'status');
  }

  #text(name: string, longest: number): string {
    const value = this.#optional(name, longest);
    if (value === null) throw malformed(`The query must have ${name}.`);
    return value;
  }

  #several(name: string, longest: number): readonly string[] {
    const given = [...new Set(this.#query.getAll(name))];
    if (given.length === 0) throw malformed(`The query must have ${name}.`);
    if (given.length > MOST_NAMES)
      throw malformed(`${name} can be given ${String(MOST_NAMES)} times at most.`);
    return given.map((value) => text(longest, 1)(value, name));
  }

  /** Empty and absent are the same, twice is a mistake. */
  #optional(name: string, longest: number): string | null {
    const given = this.#query.getAll(name);
    if (given.length > 1) throw malformed(`The query must have ${name} once.`);
    return given[0] ? text(longest)(given[0], name) : null;
  }
}
