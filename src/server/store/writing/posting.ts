import type {Comment, CommentId, NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {Queries} from '../../database/database.js';
import {DatabaseError} from '../../database/database-error.js';
import type {Actor} from '../actor.js';
import {ownComment, type CommentRow} from '../comment-rows.js';
import {siteId, timeAgo, timeNow, type StoreContext} from '../context.js';
import {refuseBlocked} from '../people/block-checks.js';
import {refuseStaffName} from '../people/staff-names.js';
import {ensurePerson, subjectOf, type Person} from '../people/persons.js';
import {
  commentSeen,
  deedsOn,
  isTrusted,
  maySpeak,
  NO_DEEDS,
  seenAs,
  viewpointOf,
  type Viewpoint,
} from '../people/viewpoint.js';
import type {StoreIntent, ThreadName, Written} from '../store.js';
import {settlePage, type PageName} from '../thread-page.js';
import {ensureThread, readThread, type ThreadState} from '../thread-state.js';
import {checkDraft, guestFields} from './draft-checks.js';
import {holdReasons, isCleanTitle, publishedBy, refuseWords, signatureOf} from './holding.js';
import {checkPublished, findComment, notFound} from './find-comment.js';
import {insertComment, type Contact} from './insert-comment.js';
import {intentOwner, once, postedWith} from './intents.js';
import {publishNew} from './status-changes.js';
import {normaliseEmail} from '../people/email.js';

/** A post that repeats its author's last words this soon is a second press of the button. */
const DUPLICATE_WINDOW_MS = 60_000;

/** SQLSTATE for a row that refers to one that is not there. */
const FOREIGN_KEY_VIOLATION = '23503';

/** How many comments stand above one at most: an answer to a deeper one stands beside it. */
const DEEPEST = 100;

/** Posting, once and by the rules. */
export class Posting {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async post(thread: ThreadRef, draft: NewComment, actor: Actor, intent: StoreIntent): Promise<Written> {
    const owner = intentOwner(siteId(this.#context, thread.site), actor);
    const attempt = () =>
      once(this.#context, owner, 'post', intent, (queries) => this.#post(queries, thread, draft, actor));
    return attempt().catch((reason: unknown) => {
      // The page was moved between looking its thread up and writing there: now another thread is found.
      if (reason instanceof DatabaseError && reason.code === FOREIGN_KEY_VIOLATION) return attempt();
      throw reason;
    });
  }

  async findPosted(thread: ThreadName, key: string, actor: Actor): Promise<Comment | null> {
    const {database} = this.#context;
    const state = await readThread(database, this.#context, thread);
    const id = await postedWith(this.#context, intentOwner(state.site, actor), key);
    if (id === null) return null;
    const row = await findComment(database, state, id);
    if (!row) return null;
    // Nobody owns what came from an address, but the key is that of whoever has sent these words.
    if (subjectOf(actor).kind === 'address' && row.status === 'held') return ownComment(row, state.url);
    const viewpoint = await viewpointOf(database, this.#context, state, actor);
    return commentSeen(viewpoint, row, await deedsOn(database, viewpoint, row));
  }

  async #post(queries: Queries, thread: ThreadRef, draft: NewComment, actor: Actor): Promise<Comment> {
    const context = this.#context;
    const state = await readThread(queries, context, thread);
    const {settings, site} = state;
    if (state.closed) throw new CommentsError('closed', 'The thread is closed.');
    if (!maySpeak({settings, actor})) throw new CommentsError('login-required', 'Nobody is signed in.');
    const contact = await this.#contact(draft, actor, state);
    await refuseBlocked(queries, context, site, actor, contact.email_digest);
    checkDraft(draft, settings, actor.user !== null);
    if (actor.user === null) await refuseStaffName(queries, site, settings.title, contact.author_name);
    const viewpoint = await viewpointOf(queries, context, state, actor);
    const parent = draft.parentId === null ? null : await parentOf(queries, viewpoint, draft.parentId);
    refuseOldPolicy(state, draft);

    const person = await ensurePerson(queries, context, site, subjectOf(actor), true);
    const threadId = await ensureThread(queries, context, state, thread);
    await this.#refuseDuplicate(queries, threadId, draft, person);
    const signed = signatureOf(contact);
    await refuseWords(draft, signed, state);
    const held = isTrusted(actor) ? [] : await holdReasons(draft, signed, state, publishedBy(person));

    const page = await this.#pageOf(thread, draft, state);
    const ancestors = parent ? [...parent.ancestors, parent.id] : [];
    const row = await insertComment(queries, {
      ...contact,
      site_id: site,
      thread_id: threadId,
      parent_id: parent?.id ?? null,
      root_id: ancestors[0] ?? null,
      ancestors,
      person_id: person.id,
      address: actor.address,
      body_format: draft.body.format,
      body: draft.body.value,
      policy_version: draft.policyVersion ?? null,
      status: held.length > 0 ? 'held' : 'published',
      held_because: held,
      created_at: timeNow(context),
      page_url: page?.url ?? null,
      page_title: page?.title ?? null,
    });
    const isPublished = row.status === 'published';
    if (isPublished) await publishNew(queries, row, row.created_at);
    const renames = page !== null && (page.url !== state.url || page.title !== state.title);
    if (isPublished && renames && !state.pagePinned) await settlePage(queries, threadId);
    const url = isPublished && page !== null && !state.pagePinned ? page.url : state.url || thread.url;
    // Nobody owns what came from an address, but whoever has sent these words is told that they wait.
    if (person.kind === 'address' && !isPublished) return ownComment(row, url);
    return commentSeen(seenAs({...viewpoint, state: {...state, url}}, person), row, NO_DEEDS);
  }

  /**
   * What the post says of its page. Anybody can send a title, which feeds and the queue show: one with words that would be
   * held or refused is not taken, and the address keeps the title that it has.
   */
  async #pageOf(thread: ThreadRef, draft: NewComment, state: ThreadState): Promise<PageName | null> {
    const {url, title} = thread;
    if (!url && !title) return null;
    if (title === '' || title === state.title || (await isCleanTitle(draft, title, state)))
      return {url, title};
    return {url, title: url === state.url ? state.title : ''};
  }

  /** Who signs the letter, and how they can be reached. */
  async #contact({guest}: NewComment, {user}: Actor, {settings}: ThreadState): Promise<Contact> {
    if (user) {
      return {
        user_id: user.subject,
        author_name: user.name,
        author_url: null,
        author_avatar: user.avatarUrl ?? null,
        author_role: user.role,
        email: null,
        email_digest: null,
      };
    }
    const {name, url, email} = guestFields(guest, settings);
    const {digests} = this.#context;
    return {
      user_id: null,
      author_name: name,
      author_url: url,
      author_avatar: null,
      author_role: 'reader',
      email: email === null ? null : await digests.seal(email),
      email_digest: email === null ? null : await digests.digest('email', normaliseEmail(email)),
    };
  }

  /** The person is locked, so that of two letters with the same words the second sees the first. */
  async #refuseDuplicate(
    queries: Queries,
    thread: string,
    {parentId, body}: NewComment,
    {id: person}: Person,
  ): Promise<void> {
    const [found] = await queries.query<{id: string}>(
      `SELECT id FROM comments
       WHERE person_id = $1::bigint AND thread_id = $2::bigint AND created_at > $3::timestamptz
         AND parent_id IS NOT DISTINCT FROM $4::bigint AND body = $5 AND status NOT IN ('deleted', 'removed')
       ORDER BY id DESC LIMIT 1`,
      [person, thread, timeAgo(this.#context, DUPLICATE_WINDOW_MS), parentId, body.value],
    );
    if (!found) return;
    throw new CommentsError('duplicate', 'The same words were just posted.', {existingId: found.id});
  }
}

/** The comment that an answer hangs below: the one that it answers, or above that where it would be too deep. */
async function parentOf(
  queries: Queries,
  viewpoint: Viewpoint,
  id: CommentId,
): Promise<Pick<CommentRow, 'id' | 'ancestors'>> {
  const row = await findComment(queries, viewpoint.state, id);
  if (!row) throw notFound(id);
  checkPublished(viewpoint, row);
  const above = row.ancestors[DEEPEST - 1];
  return above === undefined ? row : {id: above, ancestors: row.ancestors.slice(0, DEEPEST - 1)};
}

/** Throws `conflict`, with the policy, when its author had to accept it as it stands, and did not. */
function refuseOldPolicy({settings, policy}: ThreadState, {policyVersion}: NewComment): void {
  if (!settings.policyRequired || !policy || policy.version === policyVersion) return;
  throw new CommentsError('conflict', 'The policy has changed.', {policy});
}
