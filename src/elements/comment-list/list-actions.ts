import {addStyles} from '../../styles/add-styles.js';
import {feedback} from '../../styles/feedback.js';
import type {CommentFormElement} from '../comment-form/comment-form.js';
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
import {closeReply, openReply} from './reply-forms.js';
import {mutesAnybody} from './mutes-anybody.js';
import {NextDiscussion} from './next-discussion.js';

export {renderFailure, renderNotices} from './list-status.js';

/** The late code of one list. */
interface Connection {
  readonly outcomes: Outcomes;
  readonly next: NextDiscussion;
  readonly stop: () => void;
  loading: Promise<ListControls> | undefined;
  controls: ListControls | undefined;
}

const connections = new WeakMap<ListHost, Connection>();

/** Readies a list that is on the page for what readers do in it. To be called again when it comes back to the page. */
export function connect(list: ListHost): void {
  if (connections.has(list)) return;
  addStyles(list.renderRoot as ShadowRoot, feedback, lateStyles);
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

/** Lets go of a list that has left the page. */
export function disconnect(list: ListHost): void {
  const connection = connections.get(list);
  connection?.outcomes.disconnect();
  connection?.next.disconnect();
  connection?.stop();
  connection?.controls?.disconnect();
  connections.delete(list);
}

/** Draws what of a comment is drawn only once something happens. */
export function draw(list: ListHost, view: CommentView): void {
  drawStatus(view);
  const {controls} = connections.get(list) ?? {};
  if (controls) controls.draw(view);
  else if (view.node.comment.status === 'rejected' || mutesAnybody(view.snapshot.state.thread?.site))
    controlsOf(list).catch(() => undefined);
}

/** Fetches the menu, the dialogs and the editor of a list, once; rejects where they cannot be had. */
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

/** Carries out what a reader has done in a list, told by an event and the target that it had. */
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
    case 'parley-reply-close':
      if (view) await closeReply(view, target as CommentFormElement);
      break;
    default:
      // Who comes near the button of the menu is likely to press it.
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

/** Shows all of a long body or its beginning alone; nothing above it moves. */
function expand(view: CommentView, isExpanded: boolean): void {
  view.set({isExpanded});
  // Who has read to the end finds the beginning again, if it was out of sight.
  if (!isExpanded) view.article.querySelector('.byline')?.scrollIntoView({block: 'nearest'});
}

/** What the browser scrolls to within a collapsed body, found on the page or focused, is shown with all of it. */
function expandScrolled(view: CommentView, body: Element): void {
  const {scrollTop} = body;
  if (scrollTop === 0 || view.ui.isExpanded) return;
  view.set({isExpanded: true});
  // It stays where the browser has put it.
  window.scrollBy({top: scrollTop, behavior: 'instant'});
}
