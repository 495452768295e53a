import {CommentsError} from '../../../model/errors.js';
import {isDecoy, isStandardField, type Field, type SiteForm} from './site-form.js';

/** The containers of captcha widgets, except invisible ones. */
const WIDGETS =
  ':is(.g-recaptcha, .h-captcha, .cf-turnstile, .frc-captcha, altcha-widget):not([data-size="invisible"])';
const IS_CAPTCHA = /captcha|turnstile|human|robot|antispam/i;
const IS_CHOICE = /^(?:checkbox|radio)$/;
const IS_NO_QUESTION = /^(?:hidden|submit|button|reset|image|file)$/;

/** A question of the site's form, such as a captcha. */
interface Question {
  /** The elements that must be visible to answer it. */
  readonly parts: readonly Element[];
  /** The field, or the container of the captcha. */
  readonly place: HTMLElement;
  /** Whether an answer is required, as far as the form shows. */
  readonly isCaptcha: boolean;
  readonly isAnswered: boolean;
}

/**
 * Shows the questions of the site's form beside Parley's. Throws `captcha-required` if a captcha or a required field is
 * not answered.
 */
export function requireAnswers(form: SiteForm | null): void {
  if (questionsIn(form).some(({isCaptcha, isAnswered}) => isCaptcha && !isAnswered)) {
    showChallenge(form);
    throw new CommentsError('captcha-required', 'The form of the site has an unanswered question.');
  }
}

/**
 * Shows the questions of the site's form after it has rejected a comment: few plugins mark their field as required.
 * Returns whether there are any, so that a retry with a fresh form is pointless.
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
  // The focus stays on the error message; the question follows it.
  (questions.find(({isAnswered}) => !isAnswered) ?? first).place.scrollIntoView({block: 'nearest'});
  return true;
}

/** Hides and resets the questions after a comment was accepted: an answer is valid once. */
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
      // It has no widget on this page.
    }
  }
}

/** Resets a field to its default value, as resetting the form would. */
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

/** Empty if the form is not in this page, where nobody could answer. */
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
  // Most checkboxes are offers, such as a newsletter.
  return field.type !== 'checkbox' || isRequired(field) || IS_CAPTCHA.test(`${field.name} ${field.id}`);
}

/** One chosen radio button answers its group. */
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

/** The largest ancestor of a field that contains none of Parley's own fields: its paragraph with label and hints. */
function boxOf(field: Field, form: HTMLFormElement): Element {
  let box: Element = field;
  for (let at = field.parentElement; at && at !== form; at = at.parentElement) {
    const others = [...at.querySelectorAll<Field>('input, select, textarea, button')];
    if (others.some((one) => isStandardField(one, form) || one.type === 'submit')) break;
    box = at;
  }
  return box;
}

/** Marks hidden parts of the form: not by a style attribute, by which decoys are recognised. */
const HIDDEN_ATTRIBUTE = 'data-parley-aside';

/** Hides everything except these parts, their ancestors and descendants. */
function hideOthers(root: Element, parts: readonly Element[]): void {
  if (parts.includes(root)) return;
  for (const child of root.children) {
    if (parts.some((part) => child.contains(part))) hideOthers(child, parts);
    else child.toggleAttribute(HIDDEN_ATTRIBUTE, true);
  }
}

/** Adds a style sheet that hides marked elements to the thread's document or shadow tree. */
function addStyleSheet(host: Element): void {
  const tree = host.getRootNode() as Document | ShadowRoot;
  sheet ??= new CSSStyleSheet();
  if (sheet.cssRules.length === 0) sheet.insertRule(`[${HIDDEN_ATTRIBUTE}] { display: none !important; }`);
  if (!tree.adoptedStyleSheets.includes(sheet)) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}

let sheet: CSSStyleSheet | undefined;
