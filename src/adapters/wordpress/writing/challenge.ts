import {CommentsError} from '../../../model/errors.js';
import {isDecoy, isStandardField, type Field, type SiteForm} from './site-form.js';

/** Boxes in which captchas draw themselves, but for those that ask nobody anything. */
const WIDGETS =
  ':is(.g-recaptcha, .h-captcha, .cf-turnstile, .frc-captcha, altcha-widget):not([data-size="invisible"])';
const IS_CAPTCHA = /captcha|turnstile|human|robot|antispam/i;
const IS_CHOICE = /^(?:checkbox|radio)$/;
const IS_NO_QUESTION = /^(?:hidden|submit|button|reset|image|file)$/;

/** What a site's form asks beside the comment itself. */
interface Question {
  /** What of the form has to be seen to answer it. */
  readonly parts: readonly Element[];
  /** Where it is answered: a field, or the box of a captcha. */
  readonly place: HTMLElement;
  /** Whether nobody can post without an answer, as far as the form says. */
  readonly isCaptcha: boolean;
  readonly isAnswered: boolean;
}

/**
 * Shows beside Parley's form what the site's own form asks before it can be sent. Throws `captcha-required` where that is a
 * captcha or another field that must be filled in, and is not answered.
 */
export function requireAnswers(form: SiteForm | null): void {
  if (questionsIn(form).some(({isCaptcha, isAnswered}) => isCaptcha && !isAnswered)) {
    showChallenge(form);
    throw new CommentsError('captcha-required', 'The form of the site asks something.');
  }
}

/**
 * Shows beside Parley's form what the site's own form asks, after the site has refused a comment: few plugins mark their
 * field as required. Whether there is something, so that a fresh copy of the form would not do.
 */
export function showChallenge(form: SiteForm | null): boolean {
  const questions = questionsIn(form);
  const host = form?.element.closest('parley-thread');
  const [first] = questions;
  if (!first) return false;
  if (host) {
    addStyleSheet(host);
    const parts = questions.flatMap((one) => one.parts);
    for (const child of host.children) {
      if (!parts.some((part) => child.contains(part))) continue;
      child.slot = 'challenge';
      hideOthers(child, parts);
    }
  }
  // The focus stays where the failure is told; the question comes next.
  (questions.find(({isAnswered}) => !isAnswered) ?? first).place.scrollIntoView({block: 'nearest'});
  return true;
}

/** Hides it again once a comment was taken, for an answer is good for one. */
export function endChallenge(form: SiteForm | null): void {
  const host = form?.element.closest('parley-thread');
  const shown = host?.querySelector(':scope > [slot="challenge"]');
  if (!shown) return;
  shown.removeAttribute('slot');
  for (const aside of shown.querySelectorAll(`[${HIDDEN_ATTRIBUTE}]`))
    aside.removeAttribute(HIDDEN_ATTRIBUTE);
  for (const {place} of questionsIn(form)) resetField(place);
  const {grecaptcha, hcaptcha, turnstile} = globalThis as Captchas;
  for (const captcha of [grecaptcha, hcaptcha, turnstile]) {
    try {
      captcha?.reset?.();
    } catch {
      // It has drawn nothing here.
    }
  }
}

/** Gives a field the answer that the page came with, as resetting the form would; a choice keeps what may be chosen. */
function resetField(place: HTMLElement): void {
  if (place instanceof HTMLSelectElement) {
    const chosen = [...place.options].map(({defaultSelected}) => defaultSelected);
    place.selectedIndex = place.multiple ? -1 : Math.max(0, chosen.lastIndexOf(true));
    if (place.multiple)
      for (const [at, option] of [...place.options].entries()) option.selected = chosen[at] === true;
  } else if (place instanceof HTMLInputElement && IS_CHOICE.test(place.type)) {
    place.checked = place.defaultChecked;
  } else if (place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement) {
    place.value = place.defaultValue;
  }
}

type Captchas = Partial<Record<'grecaptcha' | 'hcaptcha' | 'turnstile', {reset?: () => void}>>;

/** Nothing where the form is none of this page, for nobody could answer there. */
function questionsIn(form: SiteForm | null): Question[] {
  if (!form?.element.isConnected || form.element.ownerDocument !== globalThis.document) return [];
  const {element} = form;
  const fields = [...element.elements].filter((one): one is Field => isQuestion(one, element));
  const widgets = [...element.querySelectorAll<HTMLElement>(WIDGETS)];
  return [
    ...fields
      .filter((field) => !widgets.some((widget) => widget.contains(field)))
      .map((field) => ({
        parts: [...(field.labels ?? []), boxOf(field, element)],
        place: field,
        isCaptcha: isRequired(field) || IS_CAPTCHA.test(`${field.name} ${field.id}`),
        isAnswered: isAnswered(field, element),
      })),
    ...widgets.map((widget) => ({
      parts: [widget],
      place: widget,
      isCaptcha: true,
      isAnswered: [...widget.querySelectorAll<Field>('[name]')].some(({value}) => value !== ''),
    })),
  ];
}

function isQuestion(one: Element, form: HTMLFormElement): boolean {
  if (!one.matches('input[name], select[name], textarea[name]')) return false;
  const field = one as Field;
  if (IS_NO_QUESTION.test(field.type) || isStandardField(field, form) || isDecoy(field, form)) return false;
  // A box to tick is mostly an offer: to be told of replies, to get a newsletter.
  return field.type !== 'checkbox' || isRequired(field) || IS_CAPTCHA.test(`${field.name} ${field.id}`);
}

/** Of a group of choices one answers for all. */
function isAnswered(field: Field, form: HTMLFormElement): boolean {
  if (!IS_CHOICE.test(field.type)) return field.value !== '';
  const group = field.type === 'radio' ? [...form.elements] : [field];
  return group.some(
    (one) =>
      one instanceof HTMLInputElement && one.name === field.name && one.type === field.type && one.checked,
  );
}

function isRequired(field: Field): boolean {
  return field.required || field.ariaRequired === 'true';
}

/** The paragraph or the like that holds a field and what is said of it, but no field that Parley asks for itself. */
function boxOf(field: Field, form: HTMLFormElement): Element {
  let box: Element = field;
  for (let at = field.parentElement; at && at !== form; at = at.parentElement) {
    const others = [...at.querySelectorAll<Field>('input, select, textarea, button')];
    if (others.some((one) => isStandardField(one, form) || one.type === 'submit')) break;
    box = at;
  }
  return box;
}

/** Marks what of the form is not to be seen: not by its own style, from which decoys are told. */
const HIDDEN_ATTRIBUTE = 'data-parley-aside';

/** Hides all that is neither one of these parts nor around one nor within one. */
function hideOthers(root: Element, parts: readonly Element[]): void {
  if (parts.includes(root)) return;
  for (const child of root.children) {
    if (parts.some((part) => child.contains(part))) hideOthers(child, parts);
    else child.toggleAttribute(HIDDEN_ATTRIBUTE, true);
  }
}

/** Has the page, or the shadow tree that the thread stands in, hide what is marked. */
function addStyleSheet(host: Element): void {
  const tree = host.getRootNode() as Document | ShadowRoot;
  sheet ??= new CSSStyleSheet();
  if (sheet.cssRules.length === 0) sheet.insertRule(`[${HIDDEN_ATTRIBUTE}] { display: none !important; }`);
  if (!tree.adoptedStyleSheets.includes(sheet)) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}

let sheet: CSSStyleSheet | undefined;
