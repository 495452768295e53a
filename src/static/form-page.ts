import {displayName} from '../content/name.js';
import {blockedMessage} from '../locale/blocked-message.js';
import {dayDate} from '../locale/dates.js';
import type {Messages} from '../locale/en.js';
import {fieldMessages} from '../locale/field-messages.js';
import {formPageMessages} from '../locale/form-page.js';
import {languageOf} from '../locale/languages.js';
import {element, type Markup, type MarkupChild} from '../markup/markup.js';
import type {Comment} from '../model/comment.js';
import type {CommentsErrorCode} from '../model/error-codes.js';
import type {CommentsError, DraftField} from '../model/errors.js';
import type {Policy} from '../model/policy.js';
import {shownRules} from '../model/shown-rules.js';
import type {ThreadFacts} from '../model/thread.js';
import {commentFormMarkup, type CommentForm} from './comment-form.js';
import {htmlDocument} from './document.js';
import {messagesFor} from './messages.js';
import {toHtml} from './to-html.js';

/** What has become of a comment; `unconfirmed`: nothing yet, the reader posts it again from here. */
export type FormOutcome = 'posted' | 'held' | 'unconfirmed' | CommentsError;

/** A page of a server by which readers without scripts write a comment. */
export interface FormPage {
  /** The language of the article, as a BCP 47 tag. */
  readonly lang: string;
  readonly facts: ThreadFacts;
  /** What the form sends beside what the reader writes; `null` if there can be no form. */
  readonly sent: CommentForm['sent'] | null;
  /** What the reader has written. */
  readonly values: Readonly<Partial<Record<DraftField, string>>>;
  /** The comment that is answered; `null` for none. */
  readonly parent: Comment | null;
  /** Absent before the reader has written. */
  readonly outcome?: FormOutcome;
  /** The address of the article; `null` if it is unknown or not the publisher's. */
  readonly articleUrl: string | null;
}

/** After these errors the same reader cannot post here: the text can only be copied. */
const PERMANENT: ReadonlySet<CommentsErrorCode> = new Set([
  'closed',
  'forbidden',
  'gone',
  'login-required',
  'not-found',
  'unsupported',
]);

/** Renders the page as a whole document; linear in the length of what was written. */
export function renderFormPage(page: FormPage): string {
  const {lang, parent, articleUrl, facts} = page;
  const messages = messagesFor(lang, {});
  const {back} = formPageMessages[languageOf(lang)];
  const title = parent
    ? messages.replyTo(displayName(parent.author.name) || messages.anonymous)
    : messages.formHeading;
  const content = [
    element('h1', {}, title),
    noticeMarkup(page, messages),
    parent ? {...element('blockquote', {dir: 'auto'}), body: parent.body} : null,
    isDone(page) ? null : policyMarkup(changedPolicy(page) ?? facts.policy, messages),
    isDone(page) ? null : (formMarkup(page, title, messages) ?? keptText(page, messages)),
    articleUrl === null ? null : element('p', {}, element('a', {href: articleUrl}, back)),
  ];
  return htmlDocument({
    lang,
    title,
    head: '<meta name="robots" content="noindex">',
    main: content.map((part) => (part ? toHtml(part) : '')).join(''),
  });
}

function isDone({outcome}: FormPage): boolean {
  return outcome === 'posted' || outcome === 'held';
}

function noticeMarkup({outcome, facts, lang}: FormPage, messages: Messages): Markup | null {
  const {held, confirm} = formPageMessages[languageOf(lang)];
  const notice = (text: string): Markup => element('p', {class: 'notice', role: 'status'}, text);
  if (outcome === 'posted') return notice(messages.posted);
  if (outcome === 'held') return notice(held);
  if (outcome === 'unconfirmed') return notice(confirm);
  if (outcome)
    return element(
      'p',
      {class: 'notice danger', role: 'alert'},
      `${failureMessage(outcome, messages)} ${PERMANENT.has(outcome.code) ? messages.unsentText : messages.notSent}`,
    );
  const {at, reason} = facts.closed ?? {};
  if (facts.closed)
    return element(
      'p',
      {class: 'notice'},
      `${messages.closed(at ? dayDate(new Date(at), messages.locale) : null)} `,
      element('bdi', {}, reason ?? null),
    );
  return facts.posting === 'signed-in' ? notice(messages.loginNeeded) : null;
}

function failureMessage({code, blocked, policy}: CommentsError, messages: Messages): string {
  if (blocked) return blockedMessage(blocked, messages);
  if (policy) return messages.policyChanged;
  // What was malformed is the form, not the site's answer.
  return messages.errors[code === 'malformed' ? 'server' : code];
}

/** The policy that the reader must confirm, because it is not that of the form. */
function changedPolicy({outcome}: FormPage): Policy | null {
  return typeof outcome === 'object' ? outcome.policy : null;
}

function policyMarkup(policy: Policy | null | undefined, messages: Messages): Markup | null {
  const {text, rules = []} = policy ?? {};
  if (!text && rules.length === 0) return null;
  const content: readonly MarkupChild[] = [
    element('summary', {}, messages.policyHeading),
    text ? {...element('div', {dir: 'auto'}), body: text} : null,
    rules.length > 0
      ? element('ul', {dir: 'auto'}, ...shownRules(rules).map((rule) => element('li', {}, rule)))
      : null,
  ];
  return element('details', {}, ...content);
}

function formMarkup(page: FormPage, label: string, messages: Messages): Markup | null {
  const {sent, values, facts, outcome, parent} = page;
  const error = typeof outcome === 'object' ? outcome : null;
  if (sent === null || (error && PERMANENT.has(error.code)) || facts.closed || facts.posting === 'signed-in')
    return null;
  const policy = changedPolicy(page);
  return commentFormMarkup({
    action: null,
    id: 'comment',
    sent: {...sent, policyVersion: policy ? null : sent['policyVersion']},
    facts,
    messages,
    label: parent ? label : messages.bodyLabel,
    values,
    problems: fieldMessages(error?.fields ?? {}, facts.limits?.bodyLength ?? null, messages),
    toConfirm: policy?.version ?? null,
  });
}

/** The text that can only be copied. */
function keptText({values: {body = ''}}: FormPage, messages: Messages): Markup | null {
  return body
    ? element(
        'div',
        {class: 'field'},
        element('label', {for: 'comment-body'}, messages.bodyLabel),
        element('textarea', {id: 'comment-body', readonly: '', rows: '6', dir: 'auto'}, body),
      )
    : null;
}
