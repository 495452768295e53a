import {css} from '@lit/reactive-element';
import type {PolicyNoticeElement} from './policy-notice.js';

/** A rule that a policy notice lists, and its element there. */
export interface ListedRule {
  readonly notice: PolicyNoticeElement;
  readonly item: HTMLElement;
}

/** The element with the rule's text, if the notice shows it: a page may have replaced the content. */
export function findListedRule(thread: Element, text: string): ListedRule | null {
  const slot = thread.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="policy"]');
  const notices = slot?.assignedElements({flatten: true}) ?? [];
  const notice = notices.find(({localName}) => localName === 'parley-policy-notice');
  const items = notice?.shadowRoot?.querySelectorAll<HTMLElement>('slot li') ?? [];
  const item = [...items].find(({textContent}) => textContent.trim() === text.trim());
  const isReplaced = item?.closest('slot')?.assignedNodes().length;
  return item && !isReplaced ? {notice: notice as PolicyNoticeElement, item} : null;
}

const reached = css`
  li:focus {
    outline: var(--parley-focus-width, 3px) solid var(--parley-focus-color, currentColor);
    outline-offset: var(--parley-focus-offset, calc(-1 * var(--parley-focus-width, 3px)));
    scroll-margin-block: calc(var(--parley-scroll-offset, 0px) + 1em) 1em;
  }
`;

/** Takes the reader to a rule, which is shown if it was not. */
export async function goToRule({notice, item}: ListedRule): Promise<void> {
  notice.addStyles(reached);
  notice.isOpen = true;
  if (!item.checkVisibility()) await notice.updateComplete;
  item.tabIndex = -1;
  item.focus();
}
