import {LayeredStore} from '../../storage/layered-store.js';
import type {Device} from '../device.js';
import {
  expire,
  isFinished,
  later,
  openDrafts,
  parseSubmission,
  scopePrefix,
  finished,
  submissionKey,
  type Place,
  type Scope,
  type Submission,
} from './submission.js';

/** Returns the record to store; `undefined` removes it. */
type RecordChange = (stored: Submission | null) => Submission | null | undefined;

/** The message between tabs about a changed submission. */
export interface SubmissionMessage {
  readonly type: 'submission';
  readonly key: string;
  readonly isDraft: boolean;
}

const recordsByDevice = new WeakMap<Device, SubmissionRecords>();

/**
 * The stored submissions of a device, one per key. Never rejects or throws: if the device cannot store them, records last as
 * long as the page, and the result says so.
 */
export class SubmissionRecords {
  readonly device: Device;
  readonly #store: LayeredStore;
  readonly #created = new Set<string>();

  /** The records of a device; one instance per device. */
  static of(device: Device): SubmissionRecords {
    const known = recordsByDevice.get(device) ?? new SubmissionRecords(device);
    recordsByDevice.set(device, known);
    return known;
  }

  private constructor(device: Device) {
    this.device = device;
    this.#store = new LayeredStore(device.layers, device.clock, {
      merge: (one, other) => later(parseSubmission(one), parseSubmission(other)) ?? undefined,
      mark: (value) => {
        const found = parseSubmission(value);
        return found && !isFinished(found) ? 1 : undefined;
      },
    });
  }

  /** All submissions of a reader on a page. Calls `onLateAnswer` if a storage responds after its time limit. */
  async list(scope: Scope, onLateAnswer?: () => void): Promise<readonly Submission[]> {
    return (await this.#list(scopePrefix(scope), onLateAnswer)).filter(
      ({place}) => place.site === scope.site && place.pageId === scope.pageId,
    );
  }

  /** The drafts at a position that the reader can continue, the latest first. */
  async drafts(place: Place, onLateAnswer?: () => void): Promise<readonly Submission[]> {
    return openDrafts(await this.list(place, onLateAnswer), place.parentId);
  }

  async read(submission: Pick<Submission, 'id' | 'place'>): Promise<Submission | null> {
    return parseSubmission(await this.#store.read(submissionKey(submission)));
  }

  /** Changes a record atomically. Resolves with whether the stored value outlives the page. */
  async change({id, place}: Pick<Submission, 'id' | 'place'>, change: RecordChange): Promise<boolean> {
    const key = submissionKey({id, place});
    let next: Submission | null | undefined;
    const isPersisted = await this.#store.change(key, (stored) => {
      next = change(parseSubmission(stored));
      return next ?? undefined;
    });
    this.#notifyTabs(key, next?.status === 'draft');
    return isPersisted;
  }

  /** Stores a record synchronously, unless a later one is stored. Returns whether it outlives the page. */
  putSync(submission: Submission): boolean {
    const key = submissionKey(submission);
    const isPersisted = this.#store.changeSync(key, (stored) => later(parseSubmission(stored), submission));
    this.#notifyTabs(key, submission.status === 'draft');
    return isPersisted;
  }

  /** Removes the persistent copy, which is wrong and could not be updated. */
  async remove(submission: Submission): Promise<void> {
    await this.#store.remove(submissionKey(submission));
  }

  /** Discards a draft. If it may have arrived, the backend is still asked for it. */
  async discard(submission: Submission): Promise<void> {
    const now = this.device.clock.now();
    await this.change(submission, (stored) => {
      const latest = later(stored, submission) ?? submission;
      return latest.status === 'draft' ? finished(latest, 'discarded', now) : latest;
    });
  }

  /** Removes every draft of a viewer who has signed out. */
  async signOut(site: string, viewerId: string): Promise<void> {
    const all = await this.#list(`submission:${JSON.stringify([site]).slice(0, -1)},`);
    const drafts = all.filter(({place, status}) => place.viewerId === viewerId && status === 'draft');
    await Promise.all(drafts.map((draft) => this.change(draft, () => undefined)));
  }

  /** Remembers that this page has created a record: no other page has sent it. */
  addCreated(id: string): void {
    this.#created.add(id);
  }

  isCreatedHere(id: string): boolean {
    return this.#created.has(id);
  }

  async #list(prefix: string, onLateAnswer?: () => void): Promise<readonly Submission[]> {
    const now = this.device.clock.now();
    const found: Submission[] = [];
    for (const [key, value] of await this.#store.list(prefix, onLateAnswer)) {
      const submission = parseSubmission(value);
      const current = submission && expire(submission, now);
      if (current) found.push(current);
      if (current === submission) continue;
      // Other tabs find it themselves. Two that told each other of it would never end if it cannot be stored.
      void this.#store.change(key, (stored) => {
        const latest = parseSubmission(stored);
        return (latest && expire(latest, now)) ?? undefined;
      });
    }
    return found;
  }

  #notifyTabs(key: string, isDraft: boolean): void {
    this.device.channel.post({type: 'submission', key, isDraft} satisfies SubmissionMessage);
  }
}

/** Whether a message of another tab is about a submission of this scope. */
export function isAbout(message: unknown, scope: Scope): message is SubmissionMessage {
  const {type, key} = (message ?? {}) as Partial<SubmissionMessage>;
  return type === 'submission' && typeof key === 'string' && key.startsWith(scopePrefix(scope));
}
