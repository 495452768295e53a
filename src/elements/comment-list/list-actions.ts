import {feedback} from '../../styles/feedback.js';
import {ParleyMoreRequestEvent, ParleyReloadRequestEvent, ParleyVoteRequestEvent} from '../events.js';
import {foldAtLine, foldFromEnd} from './fold-branch.js';
import {everyMinute} from './minute-clock.js';
import {keyOfOptimisticId} from '../../store/reduce.js';
import type {CommentView} from './comment-view.js';
import type {ListControls} from './controls/list-controls.js';
import {lateStyles} from './late.styles.js';
import type {ListHost} from './list-host.js';
import {drawStatus, renewTimes} from './list-status.js';
import {mark} from './marks.js';
import {drawMore, reveal} from './navigation.js';
import {Outcomes} from './outcomes.js';
import {openReply} from './reply-forms.js';
import {MUTED_AUTHORS} from '../../storage/families.js';
import {isStored} from '../../storage/stored-value.js';
import {NextDiscussion} from './next-discussion.js';
import {stayInDocument} from './stay-in-document.js';

export {drawNotices} from './list-status.js';

/** The late code of one list. */
interface Connection {
  readonly outcomes: Outcomes;
  readonly next: NextDiscussion;
  readonly stop: () => void;
  loading: Promise<ListControls> | undefined;
  controls: ListControls | undefined;
}

const connections = new WeakMap<ListHost, Connection>();

/** Sets up the late code of a connected list. Call it again when the list is reconnected. */
export function connect(list: ListHost): void {
  if (connections.has(list)) return;
  list.addStyles(feedback, lateStyles);
  list.renderRoot.addEventListener('click', stayInDocument);
  const outcomes = new Outcomes(list);
  const stop = everyMinute(() => {
    renewTimes(list);
  });
  connections.set(list, {
    outcomes,
    next: new NextDiscussion(list),
    stop,
    loading: undefined,
    controls: undefined,
  });
}

/** Cleans up after a list was removed from the page. */
export function disconnect(list: ListHost): void {
  const connection = connections.get(list);
  connection?.outcomes.disconnect();
  connection?.next.disconnect();
  connection?.stop();
  connection?.controls?.disconnect();
  connections.delete(list);
}

/** Renders parts of a comment that are needed only after an event. */
export function draw(list: ListHost, view: CommentView): void {
  drawStatus(view);
  const {controls} = connections.get(list) ?? {};
  if (controls) controls.draw(view);
  else if (
    view.node.comment.status === 'rejected' ||
    isStored(MUTED_AUTHORS, view.snapshot.state.thread?.site)
  )
    controlsOf(list).catch(() => undefined);
}

/** Loads menu, dialogs and editor of a list once; rejects on failure. */
async function controlsOf(list: ListHost): Promise<ListControls> {
  const connection = connections.get(list);
  if (!connection) throw new Error('The list is not on the page.');
  connection.loading ??= import('./controls/list-controls.js').then(({ListControls}) => {
    const controls = new ListControls(list);
    connection.controls = controls;
    for (const view of list.renderer.views.values()) controls.draw(view);
    return controls;
  });
  try {
    return await connection.loading;
  } catch (reason) {
    connection.loading = undefined;
    throw reason;
  }
}

/** Handles a reader's action in a list, given an event and its original target. */
export async function handle(list: ListHost, event: Event, target: Element): Promise<void> {
  const view = list.renderer.viewAround(target);
  const control = target.closest<HTMLButtonElement>('button[data-action]');
  switch (event.type) {
    case 'click':
      if (control) await press(list, control, view);
      else if (view) foldAtLine(view, target, (event as MouseEvent).clientX);
      break;
    case 'beforematch':
      if (view) await reveal(list, view, target === view.replies);
      break;
    case 'scroll':
      if (view?.body === target) expandScrolled(view, target);
      break;
    default:
      // A pointer near the menu button predicts that it will be pressed.
      if (control?.dataset['action'] === 'menu') await controlsOf(list).catch(() => undefined);
  }
}

async function press(
  list: ListHost,
  control: HTMLButtonElement,
  view: CommentView | undefined,
): Promise<void> {
  if (control.ariaDisabled === 'true') return;
  const {action, list: parent = null} = control.dataset;
  const id = view?.node.comment.id;
  switch (action) {
    case 'more':
      list.dispatchEvent(new ParleyMoreRequestEvent(parent));
      return;
    case 'draw':
      await drawMore(list);
      return;
    case 'next':
      connections.get(list)?.next.go();
      return;
    case 'arrivals':
      for (const {id} of list.snapshot?.state.arrived ?? []) mark(list, id, 'new');
      list.dispatchEvent(new ParleyMoreRequestEvent(null, true));
      return;
    case 'reload':
      list.dispatchEvent(new ParleyReloadRequestEvent());
      return;
    default:
  }
  if (!view || id === undefined) return;
  switch (action) {
    case 'vote':
      list.dispatchEvent(new ParleyVoteRequestEvent(id, control.ariaPressed !== 'true'));
      break;
    case 'reply':
      await openReply(view);
      break;
    case 'fold':
      view.set({repliesFolded: !view.ui.repliesFolded});
      break;
    case 'fold-end':
      foldFromEnd(view);
      break;
    case 'read':
      expand(view, !view.ui.isExpanded);
      break;
    case 'retry-submission':
    case 'withdraw': {
      const key = keyOfOptimisticId(id);
      if (key !== null) list.snapshot?.host.changeSubmission(key, action === 'withdraw' ? action : 'retry');
      break;
    }
    default:
      (await controlsOf(list)).press(view, action ?? '', control);
  }
}

/** Expands or collapses a long body without moving what is above it. */
function expand(view: CommentView, isExpanded: boolean): void {
  view.set({isExpanded});
  // A reader at the end of a body that is collapsed returns to its beginning if that is out of view.
  if (!isExpanded) view.article.querySelector('.byline')?.scrollIntoView({block: 'nearest'});
}

/** A collapsed body is expanded when the browser finds or focuses something in it. */
function expandScrolled(view: CommentView, body: Element): void {
  const {scrollTop} = body;
  if (scrollTop === 0 || view.ui.isExpanded) return;
  view.set({isExpanded: true});
  // The scroll position stays as the browser has set it.
  window.scrollBy({top: scrollTop, behavior: 'instant'});
}
