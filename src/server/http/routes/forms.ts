import type {NewComment} from '../../../model/comment.js';
import {CommentsError, type DraftField} from '../../../model/errors.js';
import type {ThreadFacts, ThreadRef} from '../../../model/thread.js';
import {TRAP_FIELD} from '../../../static/comment-form.js';
import {renderFormPage, type FormOutcome} from '../../../static/form-page.js';
import type {ThreadName} from '../../store/store.js';
import {MAX_ID, MAX_LANGUAGE_TAG, MAX_PAGE_ID, MAX_SITE, MAX_URL} from '../bounds.js';
import {HttpError} from '../http-error.js';
import {htmlPage} from '../html-page.js';
import {operation, type AnyOperation, type HtmlPage, type Services} from '../operation.js';
import {isPublishersPage, ownThread} from '../own-page.js';
import {ARTICLE, THREAD} from '../parameters.js';
import {CACHE, sha256} from '../responses.js';
import {named, oneOf, optional, record, text, type Static} from '../schema.js';
import {threadOf} from './reading.js';
import {idempotencyOf} from './writing.js';

const PATH = '/v1/comments/form';

/** What the form of a page sends. An empty text is the same as none. */
const CommentForm = named(
  'CommentForm',
  record({
    site: text(MAX_SITE, 1),
    page: text(MAX_PAGE_ID, 1),
    key: text(MAX_ID, 1, {
      description:
        'The same for all who have the form from one copy of a page. The same text of one network address with the same ' +
        'key is one comment.',
    }),
    body: optional(text()),
    name: optional(text()),
    email: optional(text()),
    url: optional(text()),
    parentId: optional(text(MAX_ID)),
    format: optional(oneOf(['', 'text', 'markdown'])),
    policyVersion: optional(text(MAX_ID)),
    pageUrl: optional(text(MAX_URL)),
    pageTitle: optional(text()),
    lang: optional(text(MAX_LANGUAGE_TAG)),
    [TRAP_FIELD]: optional(text(undefined, 0, {description: 'Must be empty: no person sees it.'})),
  }),
);

type SentForm = Static<typeof CommentForm>;

/** Writing without scripts: pages with a form, for people. */
export const formOperations: readonly AnyOperation[] = [
  operation({
    id: 'commentForm',
    method: 'GET',
    path: PATH,
    tag: 'writing',
    identity: 'none',
    limit: 'reads',
    summary: 'A page with a form for a comment, or for a reply, which works without scripts.',
    query: {...THREAD, ...ARTICLE},
    answers: {200: {type: 'text/html'}},
    explain,
    async handle({query}, services) {
      const facts = await factsOf(threadOf(query), services);
      const page = await formPage({...emptyForm(query), key: crypto.randomUUID()}, facts, services);
      return new Response(page.html, {headers: page.headers});
    },
  }),
  operation({
    id: 'postForm',
    method: 'POST',
    path: PATH,
    tag: 'writing',
    identity: 'reader',
    limit: 'writes',
    summary: 'Posts a comment from a form, and leads to it, or to a page that says what has become of it.',
    body: CommentForm,
    encoding: 'form',
    typed: {'/body': 'body', '/name': 'name', '/email': 'email', '/url': 'url'},
    answers: {200: {type: 'text/html'}, 303: {headers: ['Location']}},
    problems: [403, 409, 410, 422],
    explain,
    async handle({request, body: form, actor}, services) {
      if (!isFromKnownPage(request, services)) throw new UnconfirmedError();
      if (form[TRAP_FIELD])
        throw new CommentsError('captcha-required', `The field ${TRAP_FIELD} is filled in.`);
      const thread = threadRefOf(form);
      const draft = draftOf(form);
      const sent = ['post', thread.site, thread.pageId, draft];
      // Others have the same form: only the same text of the same network address is the same comment.
      const key = `form:${await sha256(JSON.stringify([form.key, sent]))}`;
      const idempotency = await idempotencyOf(key, sent, services.limiter.charges('writes', actor));
      const {comment} = await services.store.post(ownThread(thread, services), draft, actor, idempotency);
      if (comment.status !== 'held' && comment.url !== undefined && isPublishersPage(comment.url, services))
        return new Response(null, {
          status: 303,
          headers: {location: comment.url, 'cache-control': CACHE.private},
        });
      const outcome = comment.status === 'held' ? 'held' : 'posted';
      const page = await formPage(form, {}, services, outcome);
      return new Response(page.html, {headers: page.headers});
    },
  }),
];

/** The form came from a page that the server does not know: the reader is asked to post it from the server's own page. */
class UnconfirmedError extends HttpError {
  constructor() {
    super(403, 'forbidden', 'The form must be sent from a page of an allowed origin.');
  }
}

async function explain(
  error: CommentsError,
  request: Request,
  sent: unknown,
  services: Services,
): Promise<HtmlPage> {
  const form =
    (sent as Partial<SentForm> | undefined) ??
    emptyForm(Object.fromEntries(new URL(request.url).searchParams));
  const outcome = error instanceof UnconfirmedError ? 'unconfirmed' : error;
  const isUsable = !!form.site && !!form.page && !!form.key;
  const facts = isUsable
    ? await factsOf({site: form.site ?? '', pageId: form.page ?? ''}, services).catch(() => ({}))
    : {};
  return formPage(form, facts, services, outcome);
}

/** The form as the address of its page has it. */
function emptyForm({
  site = '',
  page = '',
  reply = '',
  lang = '',
  url = '',
}: Readonly<Partial<Record<'site' | 'page' | keyof typeof ARTICLE, string | undefined>>>): Partial<SentForm> {
  return {site, page, parentId: reply, lang, pageUrl: url};
}

async function formPage(
  form: Partial<SentForm>,
  facts: ThreadFacts,
  services: Services,
  outcome?: FormOutcome,
): Promise<HtmlPage> {
  const {site = '', page = '', key, parentId, pageUrl = '', pageTitle, lang} = form;
  const articleUrl = isPublishersPage(pageUrl, services) ? pageUrl : null;
  const parent = parentId && site && page ? await findParent({site, pageId: page}, parentId, services) : null;
  if (outcome === undefined && parentId && parent === null)
    throw new CommentsError('not-found', 'There is no such comment to reply to.');
  const html = renderFormPage({
    lang: lang || 'en',
    facts,
    sent:
      site && page && key
        ? {
            site,
            page,
            key,
            parentId,
            pageUrl: articleUrl,
            pageTitle,
            lang,
            format: facts.bodyFormat,
            policyVersion: form.policyVersion ?? facts.policy?.version,
          }
        : null,
    values: valuesOf(form),
    parent,
    articleUrl,
    ...(outcome !== undefined && {outcome}),
  });
  return htmlPage(html);
}

async function findParent(thread: ThreadName, id: string, {store}: Services) {
  const [parent] = await store.find(thread, [id]).catch(() => []);
  return parent ?? null;
}

function valuesOf(form: Partial<SentForm>): Partial<Record<DraftField, string>> {
  const {body = '', name = '', email = '', url = ''} = form;
  return {body, name, email, url};
}

async function factsOf(thread: ThreadName, {store}: Services): Promise<ThreadFacts> {
  const {facts} = await store.open({...thread, url: '', title: ''}, {sort: 'newest', limit: 1});
  return facts;
}

function threadRefOf({site, page, pageUrl = '', pageTitle = ''}: SentForm): ThreadRef {
  return {site, pageId: page, url: pageUrl, title: pageTitle};
}

function draftOf(form: SentForm): NewComment {
  const {body = '', name = '', email, url, parentId, format, policyVersion} = form;
  return {
    parentId: parentId || null,
    body: {format: format || 'text', value: body},
    guest: {name, ...(email && {email}), ...(url && {url})},
    ...(policyVersion && {policyVersion}),
  };
}

/**
 * Whether the page with the form is one whose scripts could have posted as well, or the server's own. Other pages could
 * make their visitors post without their knowledge.
 */
function isFromKnownPage({headers, url}: Request, {allowsOrigin, publicUrl}: Services): boolean {
  const origin = headers.get('origin') ?? originOf(headers.get('referer'));
  if (origin === null) return false;
  if (allowsOrigin(origin)) return true;
  // A proxy may hide the scheme, and browsers do not let pages set `Host`.
  const own = [url, ...(publicUrl === null ? [] : [publicUrl])];
  return URL.canParse(origin) && own.some((address) => new URL(address).host === new URL(origin).host);
}

function originOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).origin : null;
}
