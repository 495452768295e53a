import type {Report} from '../../../model/adapter.js';
import type {Body, Comment, CommentId} from '../../../model/comment.js';
import {cutText} from '../../../model/cut-text.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import {writeLog} from '../moderating/audit-log.js';
import {refuseBlocked} from '../people/block-checks.js';
import {ensurePerson, lockPerson, subjectOf, type Person} from '../people/persons.js';
import {
  commentSeen,
  deedsOn,
  isChangeable,
  isModerator,
  isOwn,
  isTrusted,
  maySpeak,
  seenAs,
  viewpointOf,
  type Viewpoint,
} from '../people/viewpoint.js';
import type {SiteSettings} from '../site-settings.js';
import type {StoreIntent, ThreadName, Written} from '../store.js';
import {readThread} from '../thread-state.js';
import {countAddress, isKnownReader, releaseAddress} from './counted-addresses.js';
import {checkBody} from './draft-checks.js';
import {eraseWords} from './erase-words.js';
import {checkPublished, checkReadable, lockComment} from './find-comment.js';
import {holdReasons, publishedBy, refuseWords, signatureOf} from './holding.js';
import {intentOwner, once, type IntentKind} from './intents.js';
import {changeStatus} from './status-changes.js';
import {recordChanges} from './thread-changes.js';

/** The longest text of a report that is stored, in code points; of a longer one the beginning is. */
const LONGEST_REPORT = 2_000;

/** Editing, removing, recommending and reporting, once and by the rules. */
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
    intent: StoreIntent,
  ): Promise<Written> {
    return this.#once('edit', thread, actor, intent, async (queries, viewpoint) => {
      const {settings, site} = viewpoint.state;
      await refuseBlocked(queries, this.#context, site, actor);
      const before = await lockComment(queries, viewpoint.state, id, true);
      checkReadable(viewpoint, before);
      checkChangeable(viewpoint, before);
      checkBody(body, settings, before.body_format);
      const draft = {parentId: before.parent_id, body};
      const signed = signatureOf(before);
      await refuseWords(draft, signed, viewpoint.state);
      const reasons = isTrusted(actor)
        ? []
        : await holdReasons(draft, signed, viewpoint.state, await this.#othersPublished(queries, before));
      const edited = await this.#keepWords(queries, before, body, reasons);
      if (edited.status === 'published' && reasons.length > 0) {
        return this.#changeStatus(queries, edited, {status: 'held', heldBecause: reasons});
      }
      if (edited.listed) await this.#announce(queries, edited);
      return edited;
    });
  }

  async remove(thread: ThreadName, id: CommentId, actor: Actor, intent: StoreIntent): Promise<Written> {
    return this.#once('remove', thread, actor, intent, async (queries, viewpoint) => {
      const before = await lockComment(queries, viewpoint.state, id, true);
      const own = isOwn(viewpoint, before);
      if (own && before.status === 'deleted') return before;
      checkReadable(viewpoint, before);
      if (isModerator(actor) && !own) {
        const removed = await this.#changeStatus(queries, before, {status: 'removed'});
        await writeLog(queries, this.#context, viewpoint.state.site, actor, {action: 'remove', target: id});
        return removed;
      }
      if (!isModerator(actor)) checkChangeable(viewpoint, before);
      await this.#changeStatus(queries, before, {status: 'deleted'});
      return eraseWords(queries, before);
    });
  }

  async vote(
    thread: ThreadName,
    id: CommentId,
    up: boolean,
    actor: Actor,
    intent: StoreIntent,
  ): Promise<Written> {
    return this.#once('vote', thread, actor, intent, async (queries, viewpoint, as) => {
      const {settings, site} = viewpoint.state;
      await refuseBlocked(queries, this.#context, site, actor);
      if (!maySpeak({settings, actor})) throw new CommentsError('login-required', 'Nobody is signed in.');
      const person = await ensurePerson(queries, this.#context, site, subjectOf(actor));
      const row = await lockComment(queries, viewpoint.state, id, false);
      checkPublished(viewpoint, row);
      if (isOwn(viewpoint, row)) throw new CommentsError('forbidden', 'Nobody votes for their own comment.');
      as(seenAs(viewpoint, person));
      const known = await isKnownReader(queries, this.#context, settings, actor, person);
      const counted = up
        ? await this.#castVote(queries, row, person, actor, known)
        : await this.#takeVoteBack(queries, row, person, actor, known);
      if (!counted) return row;
      const scored = await update(queries, id, 'score_up = greatest(0, score_up + $2::integer)', [
        up ? 1 : -1,
      ]);
      await this.#announce(queries, scored);
      return scored;
    });
  }

  async report(
    thread: ThreadName,
    id: CommentId,
    {ruleId, text}: Report,
    actor: Actor,
    intent: StoreIntent,
  ): Promise<Written> {
    return this.#once('report', thread, actor, intent, async (queries, viewpoint, as) => {
      const {settings, site} = viewpoint.state;
      await refuseBlocked(queries, this.#context, site, actor);
      if (!ruleId) throw new CommentsError('validation', 'A report names a rule.');
      const person = await ensurePerson(queries, this.#context, site, subjectOf(actor));
      const row = await lockComment(queries, viewpoint.state, id, true);
      checkPublished(viewpoint, row);
      if (isOwn(viewpoint, row)) throw new CommentsError('forbidden', 'Nobody reports their own comment.');
      as(seenAs(viewpoint, person));
      const known = await isKnownReader(queries, this.#context, settings, actor, person);
      const noted = await queries.query(
        `INSERT INTO reports (comment_id, person_id, thread_id, rule_id, text, at, known, counted)
         VALUES ($1::bigint, $2::bigint, $3::bigint, $4, $5, $6::timestamptz, $7, false)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [
          id,
          person.id,
          row.thread_id,
          ruleId,
          text === undefined ? null : cutText(text, LONGEST_REPORT),
          timeNow(this.#context),
          known,
        ],
      );
      if (noted.length === 0) return row;
      const isFirst = await countAddress(queries, this.#context, 'report', id, actor);
      if (!known && !isFirst) return row;
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
      // Readers do not silence the newsroom.
      return hidesComment(reported, settings) && row.author_role === 'reader'
        ? this.#changeStatus(queries, reported, {status: 'held', heldBecause: ['reports']})
        : reported;
    });
  }

  /** Whether there is one vote more that counts: a known reader's, or the first of unknown guests at an address. */
  async #castVote(
    queries: Queries,
    {id, thread_id: thread}: CommentRow,
    person: Person,
    actor: Actor,
    known: boolean,
  ): Promise<boolean> {
    const cast = await queries.query(
      `INSERT INTO votes (comment_id, person_id, thread_id, at, counted)
       VALUES ($1::bigint, $2::bigint, $3::bigint, $4::timestamptz, false) ON CONFLICT DO NOTHING RETURNING 1`,
      [id, person.id, thread, timeNow(this.#context)],
    );
    if (cast.length === 0) return false;
    const isFirst = await countAddress(queries, this.#context, 'vote', id, actor);
    if (!known && !isFirst) return false;
    await queries.query(
      'UPDATE votes SET counted = true WHERE comment_id = $1::bigint AND person_id = $2::bigint',
      [id, person.id],
    );
    return true;
  }

  /** Whether there is one vote less that counted. */
  async #takeVoteBack(
    queries: Queries,
    {id}: CommentRow,
    person: Person,
    actor: Actor,
    known: boolean,
  ): Promise<boolean> {
    const [taken] = await queries.query<{counted: boolean}>(
      'DELETE FROM votes WHERE comment_id = $1::bigint AND person_id = $2::bigint RETURNING counted',
      [id, person.id],
    );
    if (!taken?.counted) return false;
    // A known reader's vote has taken nobody's turn: who could give one back at will could let a whole machine vote.
    if (!known) await releaseAddress(queries, 'vote', id, actor);
    return true;
  }

  /** `work` gives the comment's row, and with `as` whom the answer is for when it made a person. */
  async #once(
    kind: IntentKind,
    thread: ThreadName,
    actor: Actor,
    intent: StoreIntent,
    work: (queries: Queries, viewpoint: Viewpoint, as: (viewpoint: Viewpoint) => void) => Promise<CommentRow>,
  ): Promise<Written> {
    const owner = intentOwner(siteId(this.#context, thread.site), actor);
    return once(this.#context, owner, kind, intent, async (queries): Promise<Comment> => {
      const state = await readThread(queries, this.#context, thread);
      let viewpoint = await viewpointOf(queries, this.#context, state, actor);
      const row = await work(queries, viewpoint, (other) => (viewpoint = other));
      return commentSeen(viewpoint, row, await deedsOn(queries, viewpoint, row));
    });
  }

  /** New words. A letter that waits goes on waiting, for the new reasons too. */
  async #keepWords(
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
function checkChangeable(viewpoint: Viewpoint, row: CommentRow): void {
  if (isChangeable(viewpoint, row)) return;
  if (!isOwn(viewpoint, row) || row.status === 'rejected') {
    throw new CommentsError('forbidden', 'The comment is not theirs to change.');
  }
  throw new CommentsError('edit-window-closed', 'The time for changing the comment is over.');
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
  if (!row) throw new Error('A comment went away.');
  return row;
}
