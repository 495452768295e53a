import {WordPressAdapter} from '../../adapters/wordpress.js';
import type {CommentsAdapter} from '../../model/adapter.js';
import type {Check} from '../../policy/check.js';
import {
  attachAdapter as attachToElement,
  type Backend,
  type BackendSettings,
  type ParleyElement,
} from '../attach-adapter.js';

/** `backend="wordpress"`: the comments of a WordPress site, by its REST API; `body-format="html"` lets readers use tags. */
export function createAdapter({endpoint}: BackendSettings): CommentsAdapter {
  // Counts share the adapter, and may be first.
  const bodyFormat = document.querySelector('[body-format=html]') ? 'html' : 'text';
  return new WordPressAdapter({endpoint, bodyFormat});
}

/** Adds a check for the plugin's setting "Words to reconsider", which the page contains. */
export function attachAdapter(element: CheckedElement, ...rest: AttachArguments): void {
  const page = element.querySelector('script[data-parley-page]')?.textContent ?? '';
  // Beside the code of the elements, which is longer. The adapter imports it too, and reports a failure.
  if (!page && element.localName === 'parley-thread')
    import('../../adapters/wordpress/reading/fetch-thread.js').catch(() => undefined);
  if (page.includes('"nudge_words":["') && !element.hasAttribute('checks')) {
    element.checks ??= (defaults) => [...defaults, nudge(page)];
  }
  attachToElement(element, ...rest);
}

type AttachArguments = [settings: BackendSettings, create: Backend['createAdapter']];
type CheckedElement = ParleyElement & {checks?: ((defaults: readonly Check[]) => readonly Check[]) | null};

function nudge(page: string): Check {
  return async (draft, context) => {
    const {wordList} = await import('../../policy/word-list.js');
    const {settings} = JSON.parse(page) as {settings: {nudge_words: readonly string[]}};
    return wordList(settings.nudge_words, 'nudge')(draft, context);
  };
}
