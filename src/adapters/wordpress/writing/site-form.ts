import type {Guest} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {isOwnOrigin, pageLocation} from '../endpoint.js';
import type {Site} from '../site.js';

/** The site's comment form for one post, and the base of its relative addresses. */
export interface SiteForm {
  readonly element: HTMLFormElement;
  readonly base: string;
}

/** The values that Parley fills in. */
export interface FormValues {
  readonly parentId: string | null;
  /** The text as HTML. */
  readonly content: string;
  /** `null` for a signed-in reader, whose form has no such fields. */
  readonly guest: Guest | null;
}

/**
 * The site's own form for a post, with the fields of spam filters and captchas: the one in this page, else that of the
 * article's page, fetched anew with `fresh`. `null` if there is none, and outside a browser.
 */
export async function siteForm(
  site: Site,
  {
    thread,
    post,
    signal,
    fresh = false,
  }: {thread: ThreadRef; post: number; signal: AbortSignal; fresh?: boolean},
): Promise<SiteForm | null> {
  const page = globalThis.document as Document | undefined;
  if (!page) return null;
  const here = fresh ? null : findForm(page, post);
  if (here) return {element: here, base: page.baseURI};
  const [url = ''] = thread.url.split('#');
  // A copy of this page would have no form either, unless a fresh one is needed.
  const isHere = !fresh && url === pageLocation()?.href.split('#')[0];
  if (isHere || !URL.canParse(url) || !isOwnOrigin(url)) return null;
  const init: RequestInit = {headers: {Accept: 'text/html'}, cache: fresh ? 'reload' : 'default'};
  const {response, text} = await site.client.fetchPage(url, {...init, signal});
  if (response.status >= 500)
    throw new CommentsError('server', `${url} answered with status ${String(response.status)}.`);
  const {inertPage} = await import('../../../content/inert-page.js');
  const fetched = inertPage(text);
  const element = fetched && findForm(fetched, post);
  return element && {element, base: response.url};
}

/** The first form that names the post in `comment_post_ID` and has a text box. */
export function findForm(page: Document, post: number): HTMLFormElement | null {
  const forms = [...page.querySelectorAll('form')].filter((form) =>
    [...form.querySelectorAll<HTMLInputElement>('input[name="comment_post_ID"]')].some(
      ({value}) => Number(value) === post,
    ),
  );
  return forms.find(findTextBox) ?? null;
}

/**
 * All that a browser would send: every field of the form, the text in the visible text box, and the submit button.
 */
export function fill(form: HTMLFormElement, {parentId, content, guest}: FormValues): FormData {
  const data = new FormData(form);
  const button = form.querySelector<HTMLButtonElement>(
    'button:not([type])[name], :is(button, input)[type="submit"][name]',
  );
  if (button) data.set(button.name, button.value);
  data.set('comment_parent', parentId ?? '0');
  data.set(findTextBox(form)?.name ?? 'comment', content);
  if (!guest) return data;
  const values = {author: guest.name, email: guest.email ?? '', url: guest.url ?? ''};
  for (const [name, value] of Object.entries(values)) {
    const field = guestField(form, name);
    if (field !== null) data.set(field, value);
  }
  return data;
}

/** A form field with a value. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Whether Parley fills in the field itself. */
export function isStandardField(field: Field, form: HTMLFormElement): boolean {
  return (
    field === findTextBox(form) ||
    ['author', 'email', 'url'].some((name) => field.name === name || field.name === guestField(form, name)) ||
    /^(?:comment(?:_post_ID|_parent)?|wp-comment-cookies-consent|parley_\w+)$/.test(field.name)
  );
}

/** The visible text box. Spam filters rename it, and add hidden ones. */
function findTextBox(form: HTMLFormElement): HTMLTextAreaElement | undefined {
  const boxes = [...form.querySelectorAll<HTMLTextAreaElement>('textarea[name]')].filter(
    (box) => box.name !== '' && !isDecoy(box, form) && !ANSWERS_A_CAPTCHA.test(box.name),
  );
  const required = boxes.filter((box) => box.required || box.ariaRequired === 'true');
  const likely = required.length > 0 ? required : boxes;
  return likely.find(({id}) => id === 'comment') ?? likely.find(({name}) => name === 'comment') ?? likely[0];
}

/** Captchas store their answer in a text box (`g-recaptcha-response`). */
const ANSWERS_A_CAPTCHA = /captcha|turnstile/i;

/** Selectors for renamed guest fields. */
const FIELD_SELECTORS: Readonly<Record<string, string>> = {
  author: '[autocomplete="name"]',
  email: 'input[type="email"], [autocomplete="email"]',
  url: 'input[type="url"], [autocomplete="url"]',
};

/** The name of a guest field in the form; `null` if it is a hidden trap for bots. */
function guestField(form: HTMLFormElement, name: string): string | null {
  const seen = [...form.querySelectorAll<HTMLInputElement>('input[name]')].filter(
    (field) => !isDecoy(field, form),
  );
  const field =
    seen.find((one) => one.name === name) ??
    seen.find((one) => one.name !== '' && one.matches(FIELD_SELECTORS[name] ?? ''));
  if (field) return field.name;
  const isTrap = form.querySelector(`input[name="${name}"]`) !== null;
  // A form without a website field does not want one.
  return isTrap || name === 'url' ? null : name;
}

const IS_HIDDEN_STYLE =
  /display:\s*none|visibility:\s*hidden|opacity:\s*0(?![.\d])|\bclip(?:-path)?:|\b(?:width|height):\s*[01](?:px)?\s*(?:[;!]|$)|:\s*-\d{3,}/i;

/**
 * Whether a field is hidden from readers, by its markup alone: the form itself is hidden while the thread is shown, so
 * computed styles do not tell.
 */
export function isDecoy(field: Field, form: HTMLFormElement): boolean {
  const isReadOnly = 'readOnly' in field && field.readOnly;
  if (field.disabled || isReadOnly || field.tabIndex < 0 || field.type === 'hidden') return true;
  for (let at: Element | null = field; at && at !== form; at = at.parentElement) {
    if (at.matches('[hidden], [aria-hidden="true"]')) return true;
    if (IS_HIDDEN_STYLE.test(at.getAttribute('style') ?? '')) return true;
  }
  return false;
}
