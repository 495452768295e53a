import type {Comment, CommentId, NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {ownComment, type CommentRow} from '../comment-rows.js';
import {siteId, timeAgo, timeNow, type StoreContext} from '../context.js';
import {assertNotBlocked} from '../people/block-checks.js';
import {ensurePerson, normaliseEmail, subjectOf} from '../people/persons.js';
import {readActorContext, type ActorContext} from '../people/actor-context.js';
import {assertNotStaffName} from '../people/staff-names.js';
import {
  actionsOn,
  commentForViewer,
  isTrusted,
  mayInteract,
  NO_ACTIONS,
  readViewerContext,
  withPerson,
  type ViewerContext,
} from '../people/viewer-context.js';
import type {Idempotency, ThreadName, Written} from '../store.js';
import {updatePageName, type PageName} from '../thread-page.js';
import {ensureThread, readThread, type ThreadState} from '../thread-state.js';
import {checkDraft, guestFields} from './draft-checks.js';
import {
  assertNoBlockedWords,
  findingsToHold,
  holdReasons,
  isCleanTitle,
  publishedBy,
  signatureOf,
} from './holding.js';
import {checkPublished, findComment, notFound} from './find-comment.js';
import {keyOwner, postedWith, prepared, runIdempotent} from './idempotency.js';
import {insertComment, type Contact, type InsertedComment} from './insert-comment.js';
import {StaleError, retryStale} from './stale.js';
import {publishNew} from './status-changes.js';

/** A post with the same text by the same author within this time is a duplicate. */
const DUPLICATE_WINDOW_MS = 60_000;

/** The maximum number of ancestors: a reply to a deeper comment becomes its sibling. */
const MAX_DEPTH = 100;

/** Posting, once and by the rules. */
export class Posting {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async post(thread: ThreadRef, draft: NewComment, actor: Actor, idempotency: Idempotency): Promise<Written> {
    const owner = keyOwner(siteId(this.#context, thread.site), actor);
    return retryStale(async () => {
      const checked = await prepared(() => this.#check(thread, draft, actor));
      return runIdempotent(this.#context, owner, 'post', idempotency, checked, (queries, post) =>
        this.#store(queries, thread, draft, actor, post),
      );
    });
  }

  async findPosted(thread: ThreadName, key: string, actor: Actor): Promise<Comment | null> {
    const {database} = this.#context;
    const state = await readThread(database, this.#context, thread);
    const id = await postedWith(this.#context, keyOwner(state.site, actor), key);
    if (id === null) return null;
    const row = await findComment(database, state, id);
    if (!row) return null;
    // Comments of an address have no owner, but the idempotency key proves who sent this one.
    if (subjectOf(actor).kind === 'address' && row.status === 'held') return ownComment(row, state.url);
    const viewer = await readViewerContext(database, this.#context, state, actor);
    return commentForViewer(viewer, row, await actionsOn(database, viewer, row));
  }

  /** Whether the rules take the draft, before anything is locked: the checks may take their time. */
  async #check(thread: ThreadRef, draft: NewComment, actor: Actor): Promise<CheckedPost> {
    const {state, viewer, person, contact, block, staffNames, comment} = await this.#look(
      thread,
      draft,
      actor,
    );
    const {settings} = state;
    if (state.closed) throw new CommentsError('closed', 'The thread is closed.');
    if (!mayInteract({settings, actor})) throw new CommentsError('login-required', 'You must sign in.');
    assertNotBlocked(block);
    checkDraft(draft, settings, actor.user !== null);
    if (actor.user === null) assertNotStaffName([settings.title, ...staffNames], contact.author_name);
    const parent = draft.parentId === null ? null : parentOf(viewer, draft.parentId, comment);
    assertPolicyAccepted(state, draft);
    const signed = signatureOf(contact);
    await assertNoBlockedWords(draft, signed, state);
    return {
      ...{state, viewer, contact, parent},
      isKnown: person !== null,
      found: isTrusted(actor) ? null : await findingsToHold(draft, signed, state),
      page: await this.#pageOf(thread, draft, state),
    };
  }

  /** What is to be known of thread and person, with how the comment would be signed. */
  async #look(
    thread: ThreadRef,
    draft: NewComment,
    actor: Actor,
  ): Promise<ActorContext & {readonly contact: Contact}> {
    const given = actor.user === null ? draft.guest?.email?.trim() : undefined;
    const email = given ? await this.#context.digests.digest('email', normaliseEmail(given)) : null;
    const read = (of: string | null) =>
      readActorContext(this.#context.database, this.#context, thread, actor, {
        email: of,
        comment: draft.parentId,
        staffNames: actor.user === null,
      });
    const actorContext = await read(email);
    const contact = await this.#contact(draft, actor, actorContext.state);
    // An address that the site does not ask for is nothing to it, also where it is blocked.
    if (actorContext.block === null || contact.email_digest === email) return {...actorContext, contact};
    return {...(await read(contact.email_digest)), contact};
  }

  /** Stores a checked post, unless its rules are others by now: then `StaleError`. */
  async #store(
    queries: Queries,
    thread: ThreadRef,
    draft: NewComment,
    actor: Actor,
    {state, viewer, isKnown, contact, parent, found, page}: CheckedPost,
  ): Promise<Comment> {
    const context = this.#context;
    const {site, facts, generation} = state;
    const person = await ensurePerson(queries, context, site, subjectOf(actor), {
      known: isKnown,
      lock: 'NO KEY UPDATE',
    });
    const threadId = await ensureThread(queries, context, state, thread);
    const held = found === null ? [] : holdReasons(state, found, publishedBy(person));
    const ancestors = parent ? [...parent.ancestors, parent.id] : [];
    const comment: InsertedComment = {
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
    };
    const duplicatesSince = timeAgo(context, DUPLICATE_WINDOW_MS);
    const row = await insertComment(queries, comment, {duplicatesSince, facts, generation});
    if (row === null) {
      await this.#assertNotDuplicate(queries, comment, duplicatesSince);
      throw new StaleError();
    }
    const isPublished = row.status === 'published';
    if (isPublished) await publishNew(queries, row, row.created_at);
    const renames = page !== null && (page.url !== state.url || page.title !== state.title);
    if (isPublished && renames && !state.pagePinned) await updatePageName(queries, threadId);
    const url = isPublished && page !== null && !state.pagePinned ? page.url : state.url || thread.url;
    // Comments of an address have no owner, but the sender is told that this one is held.
    if (person.kind === 'address' && !isPublished) return ownComment(row, url);
    return commentForViewer(withPerson({...viewer, state: {...state, url}}, person), row, NO_ACTIONS);
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

  /** The author and contact details of the comment. */
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

  /** Throws `duplicate` where the person has just posted the same text in the same place. */
  async #assertNotDuplicate(
    queries: Queries,
    {person_id: person, thread_id: thread, parent_id: parent, body}: InsertedComment,
    since: string,
  ): Promise<void> {
    const [found] = await queries.query<{id: string}>(
      `SELECT id FROM comments
       WHERE person_id = $1::bigint AND thread_id = $2::bigint AND created_at > $3::timestamptz
         AND parent_id IS NOT DISTINCT FROM $4::bigint AND body = $5 AND status NOT IN ('deleted', 'removed')
       ORDER BY id DESC LIMIT 1`,
      [person, thread, since, parent, body],
    );
    if (!found) return;
    throw new CommentsError('duplicate', 'You have just posted the same text.', {existingId: found.id});
  }
}

/** A post that passed the checks, with what they were based on. */
interface CheckedPost extends Pick<ActorContext, 'state' | 'viewer'> {
  /** Whether the person had a row. */
  readonly isKnown: boolean;
  readonly contact: Contact;
  readonly parent: Parent | null;
  /** Why it is held; null for staff and moderators. */
  readonly found: readonly string[] | null;
  readonly page: PageName | null;
}

/** The comment that a reply hangs below. */
type Parent = Pick<CommentRow, 'id' | 'ancestors'>;

/** The comment that a reply hangs below: the one that it replies to, or above that where it would be too deep. */
function parentOf(viewer: ViewerContext, id: CommentId, row: CommentRow | null): Parent {
  if (!row) throw notFound(id);
  checkPublished(viewer, row);
  const above = row.ancestors[MAX_DEPTH - 1];
  return above === undefined ? row : {id: above, ancestors: row.ancestors.slice(0, MAX_DEPTH - 1)};
}

/** Throws `conflict`, with the policy, if the author must accept the current version and has not. */
function assertPolicyAccepted({settings, policy}: ThreadState, {policyVersion}: NewComment): void {
  if (!settings.policyRequired || !policy || policy.version === policyVersion) return;
  throw new CommentsError('conflict', 'The policy has changed.', {policy});
}
