/**
 * What is kept of one place where a reader writes. Usually that is one version of a draft; there are more when tabs
 * wrote side by side, for none may overwrite another. All functions are pure.
 *
 * A version keeps its `id` while one writer goes on with it, and gets a higher `order` with each save. So of two
 * copies of a version the one with the higher order is the later one, whatever the clocks said, and a writer can
 * tell by the order whether somebody else has gone on with it.
 */

const DAY_MS = 24 * 60 * 60_000;
const KEPT_FOR_MS = 30 * DAY_MS;
/** A place keeps no more marks of versions that are gone. */
const MOST_GONE = 12;

/** One text, or the mark that it is gone, which tabs that still show it must be able to tell from a loss. */
export interface DraftVersion {
  readonly id: string;
  readonly order: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly text: string;
  readonly gone?: 'posted' | 'discarded';
  /** The states of other versions that it is the next of, for one that was written without seeing all that is kept. */
  readonly replaces?: readonly DraftBase[];
  /** The reader has asked to sign in with these words in the form: they may follow to the signed-in side. */
  readonly forSignIn?: boolean;
  /** Under which key these very words were posted: should the device have lost that intent, they may have arrived. */
  readonly postedAs?: string;
  /** The reader has taken these words up to post them once more: that they were posted before makes them no less a draft. */
  readonly again?: boolean;
  /** When it was first found to be too old; a clock can be wrong, so that it is dropped a day later. */
  readonly doubtedAt?: number;
}

/** Which version a writer has before them, as far as they know. */
export interface DraftBase {
  readonly id: string;
  readonly order: number;
}

/** How words are kept. */
export interface WriteOptions {
  readonly now: number;
  /** For a version that is new. */
  readonly freshId: string;
  readonly forSignIn?: boolean;
  readonly again?: boolean;
  /** The words were kept before, in another place of the device: what has become of them there since then holds. */
  readonly isKept?: boolean;
}

/** The versions in a value that was kept, whoever wrote it; what makes no sense is left out. */
export function versionsIn(kept: unknown): readonly DraftVersion[] {
  const {versions} = (kept ?? {}) as {versions?: unknown};
  return Array.isArray(versions) ? versions.filter(isVersion) : [];
}

/** The value to keep; `undefined` when there is nothing to. */
export function keptVersions(versions: readonly DraftVersion[]): unknown {
  return versions.length > 0 ? {versions} : undefined;
}

/** Puts two copies of the same place together. Two texts under one id and order are both kept. */
export function mergeVersions(
  one: readonly DraftVersion[],
  other: readonly DraftVersion[],
): readonly DraftVersion[] {
  const merged = new Map(one.map((version) => [version.id, version]));
  for (const version of other) {
    const known = merged.get(version.id);
    if (!known || known.order < version.order) merged.set(version.id, version);
    else if (known.order === version.order && known.text !== version.text) {
      const id = `${version.id}'`;
      if (!version.gone && !merged.has(id)) merged.set(id, {...version, id});
    }
  }
  const replaced = new Set([...merged.values()].flatMap(({replaces = []}) => replaces.map(stampOf)));
  return [...merged.values()].filter((version) => !replaced.has(stampOf(version)));
}

/**
 * Adds `version`, which is not known to be all that is kept: it takes the place of `base` wherever that is still as it
 * was, and stands beside it where somebody else has gone on with it. Empty words mark what they are based on as
 * discarded.
 */
export function withHasty(
  versions: readonly DraftVersion[],
  base: DraftBase | null,
  version: DraftVersion,
): readonly DraftVersion[] {
  if (version.text.trim() === '') {
    if (!base) return versions;
    const mark: DraftVersion = {...version, id: base.id, order: base.order + 1, gone: 'discarded'};
    return [...without(versions, base.id), mark];
  }
  if (!base) return [...versions, version];
  const before = versions.find((other) => stampOf(other) === stampOf(base));
  const others = versions.filter((other) => other !== before);
  const {id, order} = base;
  return [...others, {...version, replaces: [{id, order}, ...(before?.replaces ?? [])]}];
}

/** What a state of a version is known by, in every tab. */
export function stampOf({id, order}: DraftBase): string {
  return `${id}-${String(order)}`;
}

/**
 * Keeps `text` as the next state of the version `base`, or beside it, as `freshId`, when somebody else has gone on
 * with that or has posted it. Empty words are none: what was based on is marked as discarded.
 */
export function withText(
  versions: readonly DraftVersion[],
  base: DraftBase | null,
  text: string,
  {now, freshId, forSignIn = false, again = false, isKept = false}: WriteOptions,
): {versions: readonly DraftVersion[]; base: DraftBase | null} {
  const current = versions.find(({id}) => id === base?.id);
  const isOurs = !!current && !current.gone && current.order === base?.order;
  if (text.trim() === '') {
    return {versions: isOurs ? withGone(versions, current, 'discarded', now) : versions, base: null};
  }
  if (isKept && current && !isOurs) return {versions, base: null};
  // A storage that was given up as silent may do its work all the same, long after.
  const late = versions.find(({id}) => id === freshId);
  if (!isOurs && late) return {versions, base: late};
  const twin = isOurs ? current : versions.find((version) => !version.gone && version.text === text);
  const isSame =
    twin?.text === text && forSignIn === (twin.forSignIn ?? false) && again === (twin.again ?? false);
  if (isSame) return {versions, base: twin};
  const version: DraftVersion = {
    id: isOurs ? current.id : (twin?.id ?? freshId),
    order: nextOrder(versions),
    savedAt: now,
    text,
    ...(forSignIn && {forSignIn}),
    ...(again && {again}),
  };
  return {versions: tidied([...without(versions, version.id), version]), base: version};
}

/** Marks the version `base` as gone, unless somebody else has gone on with it. */
export function withGone(
  versions: readonly DraftVersion[],
  base: DraftBase,
  gone: 'posted' | 'discarded',
  now: number,
): readonly DraftVersion[] {
  const current = versions.find(({id}) => id === base.id);
  if (!current || current.gone || current.order !== base.order) return versions;
  const mark: DraftVersion = {id: base.id, order: nextOrder(versions), savedAt: now, text: '', gone};
  return tidied([...without(versions, base.id), mark]);
}

/** Marks every version with this text as gone. */
export function withTextGone(
  versions: readonly DraftVersion[],
  text: string,
  gone: 'posted' | 'discarded',
  now: number,
): readonly DraftVersion[] {
  return versions
    .filter((version) => !version.gone && version.text === text)
    .reduce((left, version) => withGone(left, version, gone, now), versions);
}

/** The texts that can be gone on with, the latest first; of two with the same words the one that was first. */
export function openVersions(versions: readonly DraftVersion[]): readonly DraftVersion[] {
  const open = versions.filter(({gone, doubtedAt}) => !gone && doubtedAt === undefined);
  const first = new Map<string, DraftVersion>();
  for (const version of open.sort((a, b) => a.order - b.order)) {
    const known = first.get(version.text);
    first.set(version.text, known ? withMarksOf(known, version) : version);
  }
  return [...first.values()].reverse();
}

/** What is known of the same words in another version is known of these. */
function withMarksOf(version: DraftVersion, {postedAs, forSignIn}: DraftVersion): DraftVersion {
  return {
    ...version,
    ...(!version.postedAs && postedAs && {postedAs}),
    ...(forSignIn && {forSignIn}),
  };
}

/**
 * Leaves out what is older than 30 days. As clocks jump, a version that seems too old is only hidden at first; a time
 * in the future becomes now.
 */
export function withoutOld(versions: readonly DraftVersion[], now: number): readonly DraftVersion[] {
  return versions.flatMap((version): DraftVersion[] => {
    if (version.savedAt > now + DAY_MS) return [{...version, savedAt: now}];
    const {doubtedAt, ...certain} = version;
    const isOld = now - version.savedAt > KEPT_FOR_MS;
    if (!isOld) return [doubtedAt === undefined ? version : certain];
    if (version.gone) return [];
    if (doubtedAt === undefined || doubtedAt > now) return [{...version, doubtedAt: now}];
    return now - doubtedAt > DAY_MS ? [] : [version];
  });
}

function without(versions: readonly DraftVersion[], gone: string): readonly DraftVersion[] {
  return versions.filter(({id}) => id !== gone);
}

function nextOrder(versions: readonly DraftVersion[]): number {
  return 1 + versions.reduce((highest, {order}) => Math.max(highest, order), 0);
}

/** The latest marks of what is gone are enough. */
function tidied(versions: readonly DraftVersion[]): readonly DraftVersion[] {
  const marks = versions.filter(({gone}) => gone).sort((a, b) => b.order - a.order);
  const old = new Set(marks.slice(MOST_GONE));
  return old.size > 0 ? versions.filter((version) => !old.has(version)) : versions;
}

function isVersion(thing: unknown): thing is DraftVersion {
  const {id, order, savedAt, text, gone} = (thing ?? {}) as Partial<DraftVersion>;
  return (
    typeof id === 'string' &&
    typeof order === 'number' &&
    typeof savedAt === 'number' &&
    typeof text === 'string' &&
    (gone === undefined || gone === 'posted' || gone === 'discarded')
  );
}
