import type {ReactiveControllerHost} from '@lit/reactive-element';
import {initialOf} from '../../content/initial.js';
import {isOn} from '../base/is-on.js';
import {avatarStyles} from './avatars.styles.js';
import type {ListHost} from './list-host.js';
import {setAttribute} from '../base/patch.js';

/** The thread of a list whose comments may have avatars. */
interface AvatarHost extends ReactiveControllerHost {
  /** `null` until it is rendered. */
  readonly list: ListHost | null;
  readonly avatars: boolean;
}

const shown = new WeakSet<AvatarHost>();

/**
 * Draws the initial of each author in a circle beside the name, as long as `avatars` is on. Requests nothing. Comments get theirs
 * before the frame in which they are first shown, so that nothing moves.
 */
export function showAvatars(thread: AvatarHost): void {
  if (shown.has(thread)) return;
  shown.add(thread);
  let list: ListHost | null = null;
  let wasOn = true;
  const observer = new MutationObserver((changes) => {
    if (!list) return;
    // A name may have changed; its element is another one then.
    for (const {target} of changes) {
      // The shadow root itself, when the list is drawn for the first time, is no element.
      const heading = (target as Partial<Element>).closest?.('[data-initial]');
      if (heading) drawInitial(heading, wasOn);
    }
    drawInitials(list, wasOn);
  });
  thread.addController({
    hostUpdated() {
      const isNow = isOn(thread.avatars);
      const {list: now} = thread;
      if (now && now !== list) {
        list = now;
        now.addStyles(avatarStyles);
        observer.disconnect();
        observer.observe(now.renderRoot, {childList: true, subtree: true});
      } else if (isNow === wasOn) return;
      wasOn = isNow;
      if (!list) return;
      for (const heading of list.renderRoot.querySelectorAll('[data-initial]')) drawInitial(heading, isNow);
      drawInitials(list, isNow);
    },
  });
}

/** Of the comments that have none yet. */
function drawInitials({renderRoot}: ListHost, isShown: boolean): void {
  if (!isShown) return;
  for (const heading of renderRoot.querySelectorAll('.author:not([data-initial])'))
    drawInitial(heading, isShown);
}

function drawInitial(heading: Element, isShown: boolean): void {
  const name = heading.querySelector('[part=author]')?.textContent ?? '';
  setAttribute(heading, 'data-initial', isShown ? initialOf(name) : null);
}
