import type {Report} from '../../../model/adapter.js';
import type {Body, CommentId} from '../../../model/comment.js';
import {cutText} from '../../../model/cut-text.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import {recordEvent} from '../../events/record-event.js';
import type {Actor} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {timeNow, type StoreContext} from '../context.js';
import {writeLog} from '../moderating/audit-log.js';
import {assertNotBlocked} from '../people/block-checks.js';
import {ensurePerson, lockPerson, subjectOf} from '../people/persons.js';
import type {ActorContext} from '../people/actor-context.js';
import {
  isChangeable,
  isModerator,
  isOwn,
  isTrusted,
  withPerson,
  type ViewerContext,
} from '../people/viewer-context.js';
import type {SiteSettings} from '../site-settings.js';
import type {Idempotency, ThreadName, Written} from '../store.js';
import {lockKnown, runAction} from './comment-action.js';
import {countAddress, isKnownReader} from './counted-addresses.js';
import {checkBody} from './draft-checks.js';
import {eraseText} from './erase-text.js';
import {checkPublished, checkReadable, notFound} from './find-comment.js';
import {
  assertNoBlockedWords,
  findingsToHold,
  holdReasons,
  publishedBy,
  signatureOf,
  type Signature,
} from './holding.js';
import {StaleError} from './stale.js';
import {changeStatus} from './status-changes.js';
import {recordChanges} from './thread-changes.js';

/** What an edit was checked with. */
interface CheckedEdit {
  readonly signed: Signature;
  /** Why it is held; null for staff and moderators. */
  readonly found: readonly string[] | null;
}

/** The longest text of a report that is stored, in code points; of a longer one the beginning is. */
const MAX_REPORT_LENGTH = 2_000;

/** Editing, removing and reporting, once and by the rules. */
export class Changing {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async edit(
    thread: ThreadName,
    id: CommentId,
    body: Body,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written> {
    const check = async ({viewer, block, comment}: ActorContext): Promise<CheckedEdit> => {
      assertNotBlocked(block);
      if (!comment) throw notFound(id);
      checkReadable(viewer, comment);
      checkChangeable(viewer, comment);
      const {state} = viewer;
      checkBody(body, state.settings, comment.body_format);
      const draft = {parentId: comment.parent_id, body};
      const signed = signatureOf(comment);
      await assertNoBlockedWords(draft, signed, state);
      return {signed, found: isTrusted(actor) ? null : await findingsToHold(draft, signed, state)};
    };
    const edit = async (
      queries: Queries,
      actorContext: ActorContext,
      {signed, found}: CheckedEdit,
    ): Promise<CommentRow> => {
      const {viewer} = actorContext;
      const before = await lockKnown(queries, actorContext, id, true);
      checkReadable(viewer, before);
      checkChangeable(viewer, before);
      // It was checked with the name that it is signed with.
      if (signatureOf(before).join('\n') !== signed.join('\n')) throw new StaleError();
      const reasons =
        found === null ? [] : holdReasons(viewer.state, found, await this.#othersPublished(queries, before));
      const edited = await this.#replaceBody(queries, before, body, reasons);
      await recordEvent(queries, id, 'comment.edited', timeNow(this.#context), {status: edited.status});
      if (edited.status === 'published' && reasons.length > 0) {
        return this.#changeStatus(queries, edited, {status: 'held', heldBecause: reasons});
      }
      if (edited.listed) await this.#announce(queries, edited);
      return edited;
    };
    return runAction(
      this.#context,
      {kind: 'edit', thread, id, actor, idempotency},
      check,
      async (queries, actorContext, checked) => ({row: await edit(queries, actorContext, checked)}),
    );
  }

  async remove(thread: ThreadName, id: CommentId, actor: Actor, idempotency: Idempotency): Promise<Written> {
    const remove = async (queries: Queries, actorContext: ActorContext): Promise<CommentRow> => {
      const {viewer} = actorContext;
      const before = await lockKnown(queries, actorContext, id, true);
      const own = isOwn(viewer, before);
      if (own && before.status === 'deleted') return before;
      checkReadable(viewer, before);
      if (isModerator(actor) && !own) {
        const removed = await this.#changeStatus(queries, before, {status: 'removed'});
        await writeLog(queries, this.#context, viewer.state.site, actor, {action: 'remove', target: id});
        return removed;
      }
      if (!isModerator(actor)) checkChangeable(viewer, before);
      await this.#changeStatus(queries, before, {status: 'deleted'});
      return eraseText(queries, before);
    };
    return runAction(
      this.#context,
      {kind: 'remove', thread, id, actor, idempotency},
      async () => undefined,
      async (queries, actorContext) => ({row: await remove(queries, actorContext)}),
    );
  }

  async report(
    thread: ThreadName,
    id: CommentId,
    {ruleId, text}: Report,
    actor: Actor,
    idempotency: Idempotency,
  ): Promise<Written> {
    const check = async ({block}: ActorContext): Promise<void> => {
      assertNotBlocked(block);
      if (!ruleId) throw new CommentsError('validation', 'A report must name a rule.');
    };
    return runAction(
      this.#context,
      {kind: 'report', thread, id, actor, idempotency},
      check,
      async (queries, actorContext) => {
        const {settings, site} = actorContext.state;
        const person = await ensurePerson(queries, this.#context, site, subjectOf(actor), {
          known: actorContext.person !== null,
          lock: 'KEY SHARE',
        });
        const row = await lockKnown(queries, actorContext, id, true);
        checkPublished(actorContext.viewer, row);
        if (isOwn(actorContext.viewer, row)) {
          throw new CommentsError('forbidden', 'You cannot report your own comment.');
        }
        const viewer = withPerson(actorContext.viewer, person);
        const known = await isKnownReader(queries, this.#context, settings, actor, person);
        const inserted = await queries.query(
          `INSERT INTO reports (comment_id, person_id, thread_id, rule_id, text, at, known, counted)
         VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5, $6::timestamptz, $7, false)
         ON CONFLICT DO NOTHING RETURNING 1`,
          [
            id,
            person.id,
            row.thread_id,
            ruleId,
            text === undefined ? null : cutText(text, MAX_REPORT_LENGTH),
            timeNow(this.#context),
            known,
          ],
        );
        if (inserted.length === 0) return {row, viewer};
        await recordEvent(queries, id, 'comment.reported', timeNow(this.#context), {ruleId});
        const isFirst = await countAddress(queries, this.#context, 'report', id, actor);
        if (!known && !isFirst) return {row, viewer};
        await queries.query(
          'UPDATE reports SET counted = true WHERE comment_id = $1::bigint AND person_id = $2::bigint',
          [id, person.id],
        );
        const reported = await update(
          queries,
          id,
          'reports = reports + 1, reports_known = reports_known + $2::integer',
          [known ? 1 : 0],
        );
        // Reports never hide comments of staff.
        const hidden = hidesComment(reported, settings) && row.author_role === 'reader';
        return {
          row: hidden
            ? await this.#changeStatus(queries, reported, {status: 'held', heldBecause: ['reports']})
            : reported,
          viewer,
        };
      },
    );
  }

  /** Sets a new body. A held comment stays held, for the new reasons, too. */
  async #replaceBody(
    queries: Queries,
    {id}: CommentRow,
    {format, value}: Body,
    reasons: readonly string[],
  ): Promise<CommentRow> {
    return update(
      queries,
      id,
      `body_format = $2, body = $3, edited_at = $4::timestamptz,
       reports_reviewed = false, held_because = CASE WHEN status = 'held'
         THEN ARRAY(SELECT DISTINCT unnest(held_because || $5::text[])) ELSE held_because END`,
      [format, value, timeNow(this.#context), reasons],
    );
  }

  /** How many of the author's other comments are published. The author is locked. */
  async #othersPublished(queries: Queries, {person_id: person, status}: CommentRow): Promise<number> {
    if (person === null) return 0;
    return publishedBy(await lockPerson(queries, person)) - (status === 'published' ? 1 : 0);
  }

  async #changeStatus(
    queries: Queries,
    row: CommentRow,
    change: Parameters<typeof changeStatus>[2],
  ): Promise<CommentRow> {
    return changeStatus(queries, row, change, timeNow(this.#context));
  }

  async #announce(queries: Queries, {id, thread_id: thread}: CommentRow): Promise<void> {
    const at = timeNow(this.#context);
    await recordChanges(queries, thread, {changes: [{type: 'changed', id}], total: 0, at});
  }
}

/** Throws `forbidden` for another's comment, or one that was turned down, and `edit-window-closed`. */
function checkChangeable(viewer: ViewerContext, row: CommentRow): void {
  if (isChangeable(viewer, row)) return;
  if (!isOwn(viewer, row) || row.status === 'rejected') {
    throw new CommentsError('forbidden', 'You cannot change a comment of another author.');
  }
  throw new CommentsError('edit-window-closed', 'The edit window has closed.');
}

/** A comment with its reports that count and were not dismissed, and how many of them are of known readers. */
type ReportedRow = CommentRow & {
  readonly reports: number;
  readonly reports_known: number;
  /** Whether a moderator has let it stand as it is. */
  readonly reports_reviewed: boolean;
};

/** Whether a comment has so many reports that it waits for a moderator. */
function hidesComment(
  {reports, reports_known: known, reports_reviewed: reviewed}: ReportedRow,
  {hold: {reports: most, guestReports}}: SiteSettings,
): boolean {
  if (most === null) return false;
  const guests = guestReports === null || reviewed ? 0 : (reports - known) / guestReports;
  return known + guests >= most;
}

async function update(
  queries: Queries,
  id: CommentId,
  assignments: string,
  values: readonly (string | number | readonly string[])[],
): Promise<ReportedRow> {
  const [row] = await queries.query<ReportedRow>(
    `UPDATE comments SET ${assignments} WHERE id = $1::bigint
     RETURNING ${commentColumns()}, reports, reports_known, reports_reviewed`,
    [id, ...values],
  );
  if (!row) throw new Error('A comment no longer exists.');
  return row;
}
