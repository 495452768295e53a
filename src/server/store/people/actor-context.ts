import type {CommentId} from '../../../model/comment.js';
import type {Blocked} from '../../../model/thread.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {commentColumns, commentFrom, type CommentRow} from '../comment-rows.js';
import {siteId, timeNow, type StoreContext} from '../context.js';
import {isId} from '../cursors.js';
import type {ThreadName} from '../store.js';
import {threadByKey, threadDigest} from '../thread-key.js';
import {stateOf, THREAD_COLUMNS, THREAD_TABLES, type StateRow, type ThreadState} from '../thread-state.js';
import {blockedSubjects, blockOf, FIND_BLOCK, type BlockRow} from './block-checks.js';
import {ownersOf, subjectOf, type Person} from './persons.js';
import {STAFF_NAMES} from './staff-names.js';
import {viewerContextOf, type ViewerContext} from './viewer-context.js';

/** What is to be known beside the thread and the person. */
export interface ActorContextOptions {
  /** The digest of the e-mail address that the person leaves: a block may be of that. */
  readonly email?: string | null;
  /** A comment of the thread. */
  readonly comment?: CommentId | null;
  /** Whether the names are wanted with which staff has written. */
  readonly staffNames?: boolean;
}

/** What has to be known before a person reads or changes something in a thread. Nothing of it is locked. */
export interface ActorContext {
  readonly state: ThreadState;
  readonly viewer: ViewerContext;
  /** The row as whom the actor writes, recommends and reports; null before the first time. */
  readonly person: Person | null;
  /** The actor's block that lasts the longest. */
  readonly block: Blocked | null;
  /** What is published of the signed-in reader's account instead of its id. */
  readonly authorId: string | null;
  /** The requested comment, without a check of rights; null if the thread has none. */
  readonly comment: CommentRow | null;
  readonly staffNames: readonly string[];
}

type ActorContextRow = StateRow &
  Partial<BlockRow> & {
    readonly people: readonly Person[] | null;
    readonly author_id: string | null;
    readonly staff_names: readonly string[];
  };

/** Prefix of the columns of the comment. */
const COMMENT = 'comment_';

/** Reads it with one statement. Throws `not-found` for an unknown site. */
export async function readActorContext(
  queries: Queries,
  context: StoreContext,
  thread: ThreadName,
  actor: Actor,
  {email = null, comment = null, staffNames = false}: ActorContextOptions = {},
): Promise<ActorContext> {
  const acting = subjectOf(actor);
  const owners = ownersOf(actor);
  const subjects = owners.length > 0 ? owners : [acting];
  const blocked = blockedSubjects(actor, email);
  const site = siteId(context, thread.site);
  const [row] = await queries.query<ActorContextRow>(
    `SELECT ${THREAD_COLUMNS}, block.*, ${commentColumns('c', COMMENT)},
            parley_author_id(s.id, $8::text) AS author_id,
            ${staffNames ? `ARRAY(${STAFF_NAMES})` : "'{}'::text[]"} AS staff_names,
            (SELECT json_agg(json_build_object(
               'id', id::text, 'kind', kind, 'published', published, 'rejected', rejected))
             FROM people
             WHERE site_id = s.id AND (kind, subject) IN (SELECT * FROM unnest($3::text[], $4::text[]))
            ) AS people
     ${THREAD_TABLES(threadByKey('$2'))}
     LEFT JOIN LATERAL (${FIND_BLOCK(['$5', '$6', '$7'])}) AS block ON true
     LEFT JOIN comments c ON c.id = $9::bigint AND c.thread_id = t.id
     WHERE s.id = $1::integer`,
    [
      site,
      threadDigest(thread),
      subjects.map(({kind}) => kind),
      subjects.map(({subject}) => subject),
      ...blocked,
      timeNow(context),
      actor.user?.subject ?? null,
      comment !== null && isId(comment) ? comment : null,
    ],
  );
  const state = stateOf(context, thread, row);
  const people = row?.people ?? [];
  return {
    state,
    viewer: viewerContextOf(context, state, actor, people),
    person: people.find(({kind}) => kind === acting.kind) ?? null,
    block: blockOf(row),
    authorId: row?.author_id ?? null,
    comment: row ? commentFrom(row, COMMENT) : null,
    staffNames: row?.staff_names ?? [],
  };
}
