import type {Guest} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import {isOwnOrigin, pageLocation} from '../endpoint.js';
import type {Site} from '../site.js';

/** A form of the site that takes comments of one post, and the address that its own are relative to. */
export interface SiteForm {
  readonly element: HTMLFormElement;
  readonly base: string;
}

/** What a reader wrote, as the form takes it. */
export interface FormValues {
  readonly parentId: string | null;
  /** The text as HTML. */
  readonly content: string;
  /** `null` for who is signed in: the form asks nothing of them. */
  readonly guest: Guest | null;
}

/**
 * The site's own form for a post, with all that spam filters and captchas put into it: the one in this page, else that of
 * the article's page, which is fetched anew where it is asked for `fresh`. `null` where there is none, and outside a browser.
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
  // This page itself has none, and so has its copy, until a filter has shown that there is something to fetch.
  const isHere = !fresh && url === pageLocation()?.href.split('#')[0];
  if (isHere || !URL.canParse(url) || !isOwnOrigin(url)) return null;
  const init: RequestInit = {headers: {Accept: 'text/html'}, cache: fresh ? 'reload' : 'default'};
  const {response, text} = await site.client.fetchPage(url, {...init, signal});
  if (response.status >= 500) throw new CommentsError('server', `${url} cannot be read.`);
  const {inertPage} = await import('../../../content/inert-page.js');
  const fetched = inertPage(text);
  const element = fetched && findForm(fetched, post);
  return element && {element, base: response.url};
}

/** The form that makes comments of a post: wherever it is sent to, it says which post. The first that has a text box. */
export function findForm(page: Document, post: number): HTMLFormElement | null {
  const forms = [...page.querySelectorAll('form')].filter((form) =>
    [...form.querySelectorAll<HTMLInputElement>('input[name="comment_post_ID"]')].some(
      ({value}) => Number(value) === post,
    ),
  );
  return forms.find(findTextBox) ?? null;
}

/**
 * All that a browser would send of a form in which a reader wrote: every field as it stands, the text in the text box that
 * readers see, and the button that sends it.
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

/** A field of a form that takes an answer. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Whether Parley fills in a field of a form by itself. */
export function isStandardField(field: Field, form: HTMLFormElement): boolean {
  return (
    field === findTextBox(form) ||
    ['author', 'email', 'url'].some((name) => field.name === name || field.name === guestField(form, name)) ||
    /^(?:comment(?:_post_ID|_parent)?|wp-comment-cookies-consent|parley_\w+)$/.test(field.name)
  );
}

/** The text box that readers see and must fill in. Spam filters give it another name, and put hidden ones beside it. */
function findTextBox(form: HTMLFormElement): HTMLTextAreaElement | undefined {
  const boxes = [...form.querySelectorAll<HTMLTextAreaElement>('textarea[name]')].filter(
    (box) => box.name !== '' && !isDecoy(box, form) && !ANSWERS_A_CAPTCHA.test(box.name),
  );
  const required = boxes.filter((box) => box.required || box.ariaRequired === 'true');
  const likely = required.length > 0 ? required : boxes;
  return likely.find(({id}) => id === 'comment') ?? likely.find(({name}) => name === 'comment') ?? likely[0];
}

/** Captchas keep their answer in a text box (`g-recaptcha-response`). */
const ANSWERS_A_CAPTCHA = /captcha|turnstile/i;

/** What a guest's fields are known by where they have other names. */
const FIELD_SELECTORS: Readonly<Record<string, string>> = {
  author: '[autocomplete="name"]',
  email: 'input[type="email"], [autocomplete="email"]',
  url: 'input[type="url"], [autocomplete="url"]',
};

/** The name under which the form takes one of a guest's fields; `null` where only machines would fill it in. */
function guestField(form: HTMLFormElement, name: string): string | null {
  const seen = [...form.querySelectorAll<HTMLInputElement>('input[name]')].filter(
    (field) => !isDecoy(field, form),
  );
  const field =
    seen.find((one) => one.name === name) ??
    seen.find((one) => one.name !== '' && one.matches(FIELD_SELECTORS[name] ?? ''));
  if (field) return field.name;
  const isTrap = form.querySelector(`input[name="${name}"]`) !== null;
  // A publisher who asks for no address of a site wants none.
  return isTrap || name === 'url' ? null : name;
}

const IS_HIDDEN_STYLE =
  /display:\s*none|visibility:\s*hidden|opacity:\s*0(?![.\d])|\bclip(?:-path)?:|\b(?:width|height):\s*[01](?:px)?\s*(?:[;!]|$)|:\s*-\d{3,}/i;

/**
 * Whether a field is hidden from readers, by what its markup says: the form itself is not shown while the thread is, so its
 * styles are not to be asked.
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
