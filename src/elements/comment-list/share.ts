import type {CommentListElement} from './comment-list.js';
import {allMessages} from '../form/all-messages.js';
import {SayEvent} from '../say-event.js';

/**
 * Hands on the address of a comment: by the device's own sheet where there is one and a finger to use it, else by the
 * clipboard. Where neither is allowed the keyboard goes to the link, from which it can be copied.
 */
export async function share(list: CommentListElement, item: Element): Promise<void> {
  const link = item.querySelector<HTMLAnchorElement>(':scope > article .byline > a');
  if (!link) return;
  const url = link.href;
  if ('share' in navigator && matchMedia('(pointer: coarse)').matches) {
    // A reader who changes their mind is no failure.
    await navigator.share({url}).catch(() => undefined);
    return;
  }
  try {
    await navigator.clipboard.writeText(url);
    list.dispatchEvent(new SayEvent(allMessages(list.snapshot?.messages).linkCopied));
  } catch {
    link.focus();
  }
}
