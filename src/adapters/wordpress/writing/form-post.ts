import type {Intent} from '../../../model/adapter.js';
import type {NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {ApiResponse} from '../client.js';
import {isOwnOrigin} from '../endpoint.js';
import {toCommentsError, retryAt, textOf} from '../errors.js';
import {ITEM_FIELDS} from '../comment-item.js';
import type {Site} from '../site.js';
import {withFields} from './draft-fields.js';
import {endChallenge, requireAnswers, showChallenge} from './challenge.js';
import {fill, siteForm, type FormValues, type SiteForm} from './site-form.js';
import {toWordPressHtml} from './to-wordpress-html.js';

/** What became of a comment that was posted like the site's own form. */
export type FormOutcome =
  /** The plugin tells it. */
  | {readonly kind: 'told'; readonly data: unknown}
  /** Taken, or led elsewhere by a filter. */
  | {
      readonly kind: 'redirected';
      /** The newest comments; `null` where it was taken, and they may not be read. */
      readonly newest: ApiResponse | null;
      readonly held: HeldProof | null;
    }
  /** The site takes no comments by a form. */
  | {readonly kind: 'no form'};

/** Where a comment waits for a moderator: its id, and the hash that proves whose it is. */
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
 * Posts through the site's own form, as a reader without JavaScript does, with every field that the form has: so it meets
 * what the publisher's spam filters look for. What they refuse is tried once more with the fields of a fresh page, for
 * this one may come from a cache, or have been open for long; but what the form asks its reader is shown beside Parley's.
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
  // A fresh page asks something else.
  if (showChallenge(form)) throw first.error;
  const fresh = await siteForm(site, {thread, post, signal, fresh: true});
  const others = fieldsOf(fresh, post, values);
  if (fresh === null || areEqual(fields, others)) throw first.error;
  const second = await submit(site, submission, {form: fresh, fields: others, ours});
  if (second.kind === 'refused') throw second.error;
  return second;
}

/** What the form sends; WordPress's own fields where no form is to be found. */
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
  /** What only Parley's plugin looks at. */
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
    // WordPress answers with a redirect to where the form says. That is not the article but the list of newest comments:
    // smaller, and the only way to see what became of the comment, for `fetch` tells no fragment such as `#comment-12`.
    fields.set(
      'redirect_to',
      client.endpoint.url('wp/v2/comments', {post, per_page: 20, _fields: ITEM_FIELDS}),
    );
    // WordPress tells where a comment waits only to who wants no cookies.
    fields.delete('wp-comment-cookies-consent');
  }
  const isMultipart = form?.element.getAttribute('enctype') === 'multipart/form-data';
  const {response, text} = await client.fetchPage(await formAddress(site, form), {
    method: 'POST',
    body: isMultipart ? fields : urlEncoded(fields),
    // As a browser asks for a page: filters tell by it that this is the form.
    headers: {Accept: 'text/html'},
    redirect: hasPlugin ? 'manual' : 'follow',
    signal,
  });
  const data = response.headers.get('Content-Type')?.includes('json') ? parse(text) : undefined;
  const {code, status} = (data ?? {}) as {code?: unknown; status?: unknown};
  // WordPress leads to the list only once it has the comment, and not everybody may read lists.
  const isTaken =
    new URL(response.url || client.endpoint.url('')).searchParams.get('_fields') === ITEM_FIELDS;
  if (typeof code === 'string' && !isTaken) {
    const error = toCommentsError(response, data, text, true);
    const named = withFields(error, draft, error.message.replace(/^\d+ \w*: /, ''));
    if (code === 'parley_refused') return {kind: 'refused', error: named};
    throw named;
  }
  if (typeof status === 'string' && !isTaken) return {kind: 'told', data};
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

/** As browsers do, of a file only its name. */
function urlEncoded(fields: FormData): URLSearchParams {
  return new URLSearchParams(
    [...fields].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  );
}

/** Where the form is sent to: filters may have given it another address, but not on another site. */
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
 * Without the plugin its errors are pages of HTML in the site's language; their status, and what is known anyway, tell
 * them apart. What a filter of the site says is for readers to read.
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
  // Not even an error: the post is unknown, in the trash, or behind a password.
  if (status === 200 && text.trim() === '') throw new CommentsError('not-found', 'There is no such post.');
  // Of WordPress's own refusals only those that readers can mend have no other status; any other page is no answer.
  if (status === 200 && !isMessagePage(text)) {
    throw new CommentsError('malformed', `${response.url} did not answer as a form does.`);
  }
  if (status === 200) throw withFields(new CommentsError('validation', message), draft, words);
  if (status === 409) throw new CommentsError('duplicate', message);
  if (status === 429) {
    throw new CommentsError('rate-limited', message, {retryAt: retryAt(response)});
  }
  if (status === 403) {
    if (/logged in/i.test(words)) throw new CommentsError('login-required', message);
    const details = await site.posts.fetchDetails(post, signal);
    if (details?.closed || /closed/i.test(words)) throw new CommentsError('closed', message);
  }
  const saysWhy = isMessagePage(text) && words !== '';
  // A page that many filters show without naming a status.
  if (status >= 500 && !(status === 500 && saysWhy)) throw new CommentsError('server', message);
  const error = saysWhy
    ? new CommentsError('validation', message, {fields: {body: words}})
    : new CommentsError('forbidden', message);
  return {kind: 'refused', error};
}

/**
 * Whether an answer is what a filter says: WordPress's page for it, or bare text. WordPress's pages about itself, such as
 * one about its database, have a heading or a link to its documentation; those of web servers are pages of their own.
 */
function isMessagePage(text: string): boolean {
  if (!/<(?:html|body|!doctype)\b/i.test(text)) return !/<h1\b/i.test(text);
  return /<body\b[^>]*\bid=["']error-page["']/i.test(text) && !/<h1\b|faq-troubleshooting/i.test(text);
}
