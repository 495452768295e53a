import type {Intent} from '../../../model/adapter.js';
import type {NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {ApiResponse} from '../api-client.js';
import {isOwnOrigin} from '../endpoint.js';
import {toCommentsError, retryAt, textOf} from '../errors.js';
import {fetchPostDetails} from '../reading/fetch-post-details.js';
import {ITEM_FIELDS} from '../comment-item.js';
import type {Site} from '../site.js';
import {withFields} from './draft-fields.js';
import {endChallenge, requireAnswers, showChallenge} from './challenge.js';
import {fill, siteForm, type FormValues, type SiteForm} from './site-form.js';
import {toWordPressHtml} from './to-wordpress-html.js';

/** The outcome of a post through the site's own form. */
export type FormOutcome =
  /** The plugin's response as JSON. */
  | {readonly kind: 'answered'; readonly data: unknown}
  /** Accepted, or redirected elsewhere by a filter. */
  | {
      readonly kind: 'redirected';
      /** The newest comments; `null` if it was accepted, but the list may not be read. */
      readonly newest: ApiResponse | null;
      readonly held: HeldProof | null;
    }
  /** The site has no form. */
  | {readonly kind: 'no form'};

/** The id of a held comment, and the hash that proves its authorship. */
interface HeldProof {
  readonly id: string;
  readonly hash: string;
}

interface Submission extends Intent {
  readonly thread: ThreadRef;
  readonly post: number;
  readonly draft: NewComment;
}

/**
 * Posts through the site's own form with all of its fields, as a browser without JavaScript does, so that spam filters
 * find what they check. A rejected post is retried once with the fields of a fresh page, because this one may be cached
 * or old. If the form asks the reader something, such as a captcha, it is shown beside Parley's form instead.
 */
export async function postByForm(site: Site, submission: Submission): Promise<FormOutcome> {
  const {thread, post, draft, signal} = submission;
  const viewer = await site.viewer(signal);
  const values = {
    parentId: draft.parentId,
    content: toWordPressHtml(draft.body),
    guest: viewer === null ? (draft.guest ?? {name: ''}) : null,
  };
  const ours = {
    parley_key: submission.key,
    parley_user: viewer?.viewer.id ?? '0',
    ...(draft.policyVersion !== undefined && {parley_policy_version: draft.policyVersion}),
  };
  const form = await siteForm(site, {thread, post, signal});
  requireAnswers(form);
  const fields = fieldsOf(form, post, values);
  const first = await submit(site, submission, {form, fields, ours});
  if (first.kind !== 'refused') {
    endChallenge(form);
    return first;
  }
  // A fresh page would ask a new question.
  if (showChallenge(form)) throw first.error;
  const fresh = await siteForm(site, {thread, post, signal, fresh: true});
  const others = fieldsOf(fresh, post, values);
  if (fresh === null || areEqual(fields, others)) throw first.error;
  const second = await submit(site, submission, {form: fresh, fields: others, ours});
  if (second.kind === 'refused') throw second.error;
  return second;
}

/** The filled-in fields of the form; WordPress's standard fields if there is no form. */
function fieldsOf(form: SiteForm | null, post: number, values: FormValues): FormData {
  if (form) return fill(form.element, values);
  const {parentId, content, guest} = values;
  const data = new FormData();
  const standard = {
    comment_post_ID: String(post),
    comment_parent: parentId ?? '0',
    comment: content,
    ...(guest && {author: guest.name, email: guest.email ?? '', url: guest.url ?? ''}),
  };
  for (const [name, value] of Object.entries(standard)) data.set(name, value);
  return data;
}

function areEqual(one: FormData, other: FormData): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

interface FilledForm {
  readonly form: SiteForm | null;
  readonly fields: FormData;
  /** Fields for Parley's plugin. */
  readonly ours: Readonly<Record<string, string>>;
}

async function submit(
  site: Site,
  {post, draft, signal}: Submission,
  {form, fields, ours}: FilledForm,
): Promise<FormOutcome | {readonly kind: 'refused'; readonly error: CommentsError}> {
  const {client} = site;
  const hasPlugin = client.plugin !== null;
  for (const [name, value] of Object.entries(ours)) fields.set(name, value);
  if (!hasPlugin) {
    // WordPress redirects to this address. The list of newest comments is smaller than the article, and shows the new
    // comment; `fetch` hides the fragment `#comment-12` of the default redirect.
    fields.set(
      'redirect_to',
      client.endpoint.url('wp/v2/comments', {post, per_page: 20, _fields: ITEM_FIELDS}),
    );
    // WordPress sends a held comment's id and hash only without this consent.
    fields.delete('wp-comment-cookies-consent');
  }
  const isMultipart = form?.element.getAttribute('enctype') === 'multipart/form-data';
  const {response, text} = await client.fetchPage(await formAddress(site, form), {
    method: 'POST',
    body: isMultipart ? fields : urlEncoded(fields),
    // As a browser requests a page: filters recognise the form by it.
    headers: {Accept: 'text/html'},
    redirect: hasPlugin ? 'manual' : 'follow',
    signal,
  });
  const data = response.headers.get('Content-Type')?.includes('json') ? parse(text) : undefined;
  const {code, status} = (data ?? {}) as {code?: unknown; status?: unknown};
  // WordPress redirects to the list only after it has stored the comment, even if the list may not be read.
  const isTaken =
    new URL(response.url || client.endpoint.url('')).searchParams.get('_fields') === ITEM_FIELDS;
  if (typeof code === 'string' && !isTaken) {
    const error = toCommentsError(response, data, text, true);
    const named = withFields(error, draft, error.message.replace(/^\d+ \w*: /, ''));
    if (code === 'parley_refused') return {kind: 'refused', error: named};
    throw named;
  }
  if (typeof status === 'string' && !isTaken) return {kind: 'answered', data};
  if (
    response.redirected ||
    response.type === 'opaqueredirect' ||
    (response.status >= 300 && response.status < 400)
  ) {
    const arrived = new URL(response.url || client.endpoint.url('')).searchParams;
    const [id, hash] = [arrived.get('unapproved'), arrived.get('moderation-hash')];
    return {
      kind: 'redirected',
      newest: isTaken && !Array.isArray(data) ? null : {data: Array.isArray(data) ? data : [], total: null},
      held: id && hash ? {id, hash} : null,
    };
  }
  if (response.status === 404 || response.status === 405) return {kind: 'no form'};
  return refusal(site, post, {response, text, draft, signal});
}

/** As browsers encode forms: of a file only its name. */
function urlEncoded(fields: FormData): URLSearchParams {
  return new URLSearchParams(
    [...fields].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  );
}

/** The form's address: filters may have changed it, but only to one on the same origin. */
async function formAddress({client, settings}: Site, form: SiteForm | null): Promise<string> {
  if (settings.formUrl !== null) return settings.formUrl;
  const action = form?.element.getAttribute('action') ?? '';
  const url = action !== '' && form && URL.canParse(action, form.base) ? new URL(action, form.base).href : '';
  return url !== '' && isOwnOrigin(url) ? url : client.fileUrl('wp-comments-post.php');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface FormRefusal {
  readonly response: Response;
  readonly text: string;
  readonly draft: NewComment;
  readonly signal: AbortSignal;
}

/**
 * The error of a form without the plugin: a page of HTML in the site's language, identified by its status. A spam
 * filter's message is shown to the reader.
 */
async function refusal(
  site: Site,
  post: number,
  {response, text, draft, signal}: FormRefusal,
): Promise<{kind: 'refused'; error: CommentsError}> {
  const {status} = response;
  const page = textOf(
    text.replace(/<a\b[^<>]*>[^<]*<\/a>/gi, (link) => (link.includes('history.back') ? '' : link)),
  );
  const words = page.replace(/^[^:]{1,20}:\s*/, '');
  const message = `${String(status)}: ${words}`;
  // An empty page: the post is unknown, in the trash, or protected.
  if (status === 200 && text.trim() === '')
    throw new CommentsError('not-found', 'The site does not know the post.');
  // WordPress answers 200 only with errors that readers can correct; any other page is not a form's response.
  if (status === 200 && !isMessagePage(text)) {
    throw new CommentsError(
      'malformed',
      `${response.url} answered with a page that is not a form's response.`,
    );
  }
  if (status === 200) throw withFields(new CommentsError('validation', message), draft, words);
  if (status === 409) throw new CommentsError('duplicate', message);
  if (status === 429) {
    throw new CommentsError('rate-limited', message, {retryAt: retryAt(response)});
  }
  if (status === 403) {
    if (/logged in/i.test(words)) throw new CommentsError('login-required', message);
    const details = await fetchPostDetails(site.client, post, signal);
    if (details?.closed || /closed/i.test(words)) throw new CommentsError('closed', message);
  }
  const saysWhy = isMessagePage(text) && words !== '';
  // 500 with a message: the default status of a filter's page.
  if (status >= 500 && !(status === 500 && saysWhy)) throw new CommentsError('server', message);
  const error = saysWhy
    ? new CommentsError('validation', message, {fields: {body: words}})
    : new CommentsError('forbidden', message);
  return {kind: 'refused', error};
}

/**
 * Whether a response is a message: WordPress's error page, or bare text. WordPress's pages about its own failures, such as
 * its database's, have a heading or a link to its documentation; error pages of web servers have another structure.
 */
function isMessagePage(text: string): boolean {
  if (!/<(?:html|body|!doctype)\b/i.test(text)) return !/<h1\b/i.test(text);
  return /<body\b[^>]*\bid=["']error-page["']/i.test(text) && !/<h1\b|faq-troubleshooting/i.test(text);
}
