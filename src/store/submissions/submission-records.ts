import {withTimeLimit} from '../../storage/clock.js';
import type {Change, KeyValueStore} from '../../storage/key-value-store.js';
import {scopePrefix, submissionKey} from '../../storage/stored-submission.js';
import type {Device} from '../device.js';
import {
  expire,
  finished,
  isFinished,
  later,
  openDrafts,
  parseSubmission,
  type Place,
  type Scope,
  type Submission,
} from './submission.js';

/** A database that does not respond counts as missing: a browser may let a request to open it hang forever. */
const TIME_LIMIT_MS = 2_000;

/** Returns the record to store; `null` and `undefined` remove it. Pure: it may be called again. */
type RecordChange = (stored: Submission | null) => Submission | null | undefined;

/** The message between tabs about a changed submission. */
export interface SubmissionMessage {
  readonly type: 'submission';
  readonly key: string;
  readonly isDraft: boolean;
}

const recordsByDevice = new WeakMap<Device, SubmissionRecords>();

/**
 * The stored submissions of a device, one per key, each in the best layer that accepts it, so that a full or denied storage loses
 * nothing. Copies in several layers count as their later one. Never rejects or throws: if the device cannot store them, records last
 * as long as the page, and the result says so.
 */
export class SubmissionRecords {
  readonly device: Device;
  readonly #layers: readonly KeyValueStore[];
  readonly #created = new Set<string>();

  /** The records of a device; one instance per device. */
  static of(device: Device): SubmissionRecords {
    const known = recordsByDevice.get(device) ?? new SubmissionRecords(device);
    recordsByDevice.set(device, known);
    return known;
  }

  private constructor(device: Device) {
    const {database, sync, memory} = device.layers;
    this.device = device;
    this.#layers = [database, sync, memory];
  }

  /**
   * All submissions of a reader on a page. Calls `onLateAnswer` if a layer that has exceeded the time limit, and was left out,
   * responds afterwards.
   */
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
    const key = submissionKey(submission);
    return (await Promise.all(this.#layers.map((layer) => readFrom(layer, key, this.device)))).reduce(later);
  }

  /** Changes a record atomically. Resolves with whether the stored value outlives the page. */
  async change({id, place}: Pick<Submission, 'id' | 'place'>, change: RecordChange): Promise<boolean> {
    const key = submissionKey({id, place});
    let next: Submission | null | undefined;
    const isPersisted = await this.#changeLayers(key, (stored) => (next = change(stored)));
    this.#notifyTabs(key, next?.status === 'draft');
    return isPersisted;
  }

  /**
   * Stores a record synchronously, unless a later one is stored, without knowing what is in the database. Returns whether it
   * outlives the page.
   */
  putSync(submission: Submission): boolean {
    const {sync, memory} = this.device.layers;
    const key = submissionKey(submission);
    const layer = [sync, memory].find((one) => {
      try {
        one.changeSync(key, (stored) => later(parseSubmission(stored), submission));
        return true;
      } catch {
        return false;
      }
    });
    this.#notifyTabs(key, submission.status === 'draft');
    return layer === sync;
  }

  /** Removes the persistent copies, which are wrong and could not be updated. */
  async remove(submission: Submission): Promise<void> {
    const {database, sync} = this.device.layers;
    const key = submissionKey(submission);
    await Promise.all([database, sync].map((layer) => changeIn(layer, key, () => undefined, this.device)));
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
    const nothing: ReadonlyMap<string, unknown> = new Map<string, unknown>();
    const lists = await Promise.all(
      this.#layers.map((layer) => inTime(layer.list(prefix), nothing, this.device, onLateAnswer)),
    );
    const stored = new Map<string, Submission>();
    for (const [key, value] of lists.flatMap((list) => [...list])) {
      const record = later(stored.get(key) ?? null, parseSubmission(value));
      if (record) stored.set(key, record);
    }
    const found: Submission[] = [];
    for (const [key, record] of stored) {
      const current = expire(record, now);
      if (current) found.push(current);
      // Other tabs find it themselves. Two that told each other of it would never end if it cannot be stored.
      if (current !== record) void this.#changeLayers(key, (latest) => latest && expire(latest, now));
    }
    return found;
  }

  /** Stores the changed record in the best layer that accepts it. Resolves with whether it outlives the page. */
  async #changeLayers(key: string, change: RecordChange): Promise<boolean> {
    for (const [index, layer] of this.#layers.entries()) {
      const copies = await Promise.all(
        this.#layers.map(async (other) => (other === layer ? null : readFrom(other, key, this.device))),
      );
      const merged = copies.reduce(later);
      let next: Submission | null | undefined;
      const isStored = await changeIn(
        layer,
        key,
        (before) => (next = change(later(parseSubmission(before), merged))) ?? undefined,
        this.device,
      );
      if (!isStored) continue;
      // A better layer that failed may hold an older copy, which is recognised as such; to clear it could take away what
      // others have put there in the meantime.
      const worse = this.#layers.slice(index + 1);
      await Promise.all(
        worse.map((other, place) => this.#clear(other, key, copies[index + 1 + place], next)),
      );
      return layer !== this.device.layers.memory;
    }
    return false;
  }

  /**
   * Removes a copy (`taken`) that was merged into a better layer; a later value stays. In the synchronous layer a mark stays as long as
   * the record is not finished: see `hasStoredSubmission`.
   */
  async #clear(
    layer: KeyValueStore,
    key: string,
    taken: Submission | null | undefined,
    stored: Submission | null | undefined,
  ): Promise<void> {
    const isSync = layer === this.device.layers.sync;
    if (!taken && !isSync) return;
    const mark = isSync && stored && !isFinished(stored) ? 1 : undefined;
    const clear = (value: unknown): unknown => {
      const now = parseSubmission(value);
      return !now || JSON.stringify(now) === JSON.stringify(taken) ? mark : value;
    };
    await changeIn(layer, key, clear, this.device);
  }

  #notifyTabs(key: string, isDraft: boolean): void {
    this.device.channel.post({type: 'submission', key, isDraft} satisfies SubmissionMessage);
  }
}

/** The copy in a layer; `null` if there is none. */
async function readFrom(layer: KeyValueStore, key: string, device: Device): Promise<Submission | null> {
  return parseSubmission(await inTime(layer.read(key), undefined, device));
}

/** Resolves with whether the layer has accepted it. */
function changeIn(layer: KeyValueStore, key: string, change: Change, device: Device): Promise<boolean> {
  return inTime(
    layer.change(key, change).then(() => true),
    false,
    device,
  );
}

/** What `work` gives in time, else `none`. Then it calls `onLateAnswer` if there is a result after all. */
async function inTime<Result>(
  work: Promise<Result>,
  none: Result,
  {clock}: Device,
  onLateAnswer?: () => void,
): Promise<Result> {
  try {
    return await withTimeLimit(clock, TIME_LIMIT_MS, work, () => new Error('The storage does not answer.'));
  } catch {
    if (onLateAnswer) work.then(onLateAnswer, () => undefined);
    return none;
  }
}

/** Whether a message of another tab is about a submission of this scope. */
export function isAbout(message: unknown, scope: Scope): message is SubmissionMessage {
  const {type, key} = (message ?? {}) as Partial<SubmissionMessage>;
  return type === 'submission' && typeof key === 'string' && key.startsWith(scopePrefix(scope));
}
