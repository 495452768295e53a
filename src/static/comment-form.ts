import type {Messages} from '../locale/en.js';
import {element, type Markup, type MarkupChild} from '../markup/markup.js';
import type {CommentId} from '../model/comment.js';
import type {DraftField} from '../model/errors.js';
import {DEFAULT_GUEST_FIELDS, type GuestField, type ThreadFacts} from '../model/thread.js';
import {addressOf} from './address.js';
import type {RenderOptions} from './options.js';

/** The path of the form below the address of a Parley server. */
const PATH = '/v1/comments/form';

/** A field that readers do not see; programs that fill in every field betray themselves. */
export const TRAP_FIELD = 'homepage';

/** A form for a comment that works without scripts. */
export interface CommentForm {
  /** The address to which it is posted; `null` for that of the document. */
  readonly action: string | null;
  /** Makes the ids of its fields unique in a page with several threads. */
  readonly id: string;
  /** What is sent beside what the reader writes. Values that are empty or `null` are left out. */
  readonly sent: Readonly<Record<string, string | null | undefined>>;
  readonly facts: ThreadFacts;
  readonly messages: Messages;
  /** The label of the text. */
  readonly label: string;
  /** What the reader has written. */
  readonly values?: Readonly<Partial<Record<DraftField, string>>>;
  /** Messages for fields that are not valid. */
  readonly problems?: Readonly<Partial<Record<DraftField, string>>>;
  /** The version of the policy that the reader must confirm; `null` for none. */
  readonly toConfirm?: string | null;
}

/** Describes the form: the text, what the site asks guests for, and the button. */
export function commentFormMarkup(form: CommentForm): Markup {
  const {action, sent, messages, toConfirm = null, facts} = form;
  const rules = {...DEFAULT_GUEST_FIELDS, ...facts.guestFields};
  return element(
    'form',
    {class: 'plain-form', method: 'post', action},
    ...Object.entries(sent).map(([name, value]) =>
      value ? element('input', {type: 'hidden', name, value}) : null,
    ),
    element(
      'div',
      {hidden: ''},
      element(
        'label',
        {},
        messages.urlLabel,
        element('input', {type: 'text', name: TRAP_FIELD, autocomplete: 'off', tabindex: '-1'}),
      ),
    ),
    field(form, 'body', form.label, true),
    ...(['name', 'email', 'url'] as const).map((name) =>
      rules[name] === 'hidden'
        ? null
        : field(form, name, guestLabel(name, messages), rules[name] === 'required'),
    ),
    toConfirm === null
      ? null
      : element(
          'label',
          {class: 'choice'},
          element('input', {type: 'checkbox', name: 'policyVersion', value: toConfirm, required: ''}),
          ` ${messages.policyRead}`,
        ),
    element(
      'button',
      {type: 'submit', class: 'submit', part: 'button submit'},
      sent['parentId'] ? messages.postReply : messages.post,
    ),
  );
}

/**
 * The form in the HTML of a thread, for readers without scripts, where a Parley server takes their comments. Empty where
 * the options do not say which thread of which server it is.
 */
export function formWithoutScripts(
  options: RenderOptions,
  {facts, messages, now}: Pick<CommentForm, 'facts' | 'messages'> & {readonly now: number},
): readonly MarkupChild[] {
  const action = formAddress(options);
  const {pageId: page = '', pageTitle, lang} = options;
  if (action === null) return [];
  const form = commentFormMarkup({
    action,
    id: `parley-${page.replace(/\s/g, '-')}`,
    sent: {
      site: siteOf(options),
      page,
      pageUrl: addressOf(options.pageUrl),
      pageTitle,
      lang,
      key: now.toString(36),
      format: facts.bodyFormat,
      policyVersion: options.policyVersion || (options.policy ?? facts.policy)?.version,
    },
    facts,
    messages,
    label: messages.bodyLabel,
  });
  return [element('noscript', {}, form)];
}

/** The link to the form for a reply, for readers without scripts; `null` where there is none. */
export function replyLink(id: CommentId, options: RenderOptions, messages: Messages): Markup | null {
  const address = formAddress(options);
  if (address === null) return null;
  const {pageId: page = '', lang} = options;
  const url = addressOf(options.pageUrl);
  const query = new URLSearchParams({
    site: siteOf(options),
    page,
    reply: id,
    ...(lang && {lang}),
    ...(url && {url}),
  });
  return element(
    'noscript',
    {},
    element(
      'a',
      {class: 'reply-link', rel: 'nofollow', href: `${address}?${query.toString()}`},
      messages.reply,
    ),
  );
}

function formAddress(options: RenderOptions): string | null {
  const {backend, endpoint = '', pageId} = options;
  if (backend !== 'rest' || !endpoint || !pageId || !siteOf(options)) return null;
  return addressOf(endpoint.replace(/\/$/, '') + PATH);
}

/** The elements take the host of their page, if no site is given. */
function siteOf({site, pageUrl = ''}: RenderOptions): string {
  return site || (URL.canParse(pageUrl) ? new URL(pageUrl).host : '');
}

function guestLabel(name: GuestField, messages: Messages): string {
  return {name: messages.nameLabel, email: messages.emailLabel, url: messages.urlLabel}[name];
}

function field(
  {id: form, messages, values = {}, problems = {}}: CommentForm,
  name: DraftField,
  label: string,
  isRequired: boolean,
): Markup {
  const id = `${form}-${name}`;
  const problem = problems[name];
  const hint = name === 'email' ? messages.emailHint : null;
  const attributes = {
    id,
    name,
    dir: 'auto',
    required: isRequired ? '' : null,
    'aria-invalid': problem === undefined ? null : 'true',
    'aria-describedby':
      [problem === undefined ? '' : `${id}-problem`, hint === null ? '' : `${id}-hint`]
        .filter(Boolean)
        .join(' ') || null,
  };
  const value = values[name] ?? '';
  return element(
    'div',
    {class: 'field'},
    element('label', {for: id}, isRequired ? label : `${label} ${messages.optional}`),
    name === 'body'
      ? element('textarea', {...attributes, rows: '6'}, value)
      : element('input', {
          ...attributes,
          type: name === 'name' ? 'text' : name,
          autocomplete: name,
          value: value || null,
        }),
    problem === undefined ? null : element('span', {id: `${id}-problem`, class: 'wrong'}, problem),
    hint === null ? null : element('span', {id: `${id}-hint`, class: 'hint'}, hint),
  );
}
