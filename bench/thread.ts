/** A comment of the seeded thread, before it is converted to a backend's wire format. */
export interface SeedComment {
  /** Its position in the thread, from 1. Parents come before their replies. */
  readonly id: number;
  readonly parent: SeedComment | null;
  /** 0 for a top-level comment, at most `MAX_DEPTH`. */
  readonly depth: number;
  readonly name: string;
  /** 40 to 120 words in one to three paragraphs. */
  readonly paragraphs: readonly string[];
  /** UTC ISO 8601 with milliseconds. */
  readonly createdAt: string;
  readonly recommendations: number;
}

/** The maximum depth of replies; top-level comments have depth 0. */
export const MAX_DEPTH = 4;

const SEED = 20_261;
const FIRST_MS = Date.UTC(2026, 0, 5, 8);
const STEP_MS = 97_000;
const ROOT_SHARE = 0.4;

const NAMES = ['Ada Quill', 'Ben Okafor', 'Carla Reyes', 'Dmitri Volkov', 'Esther Cohen', 'Farid Haddad'];
const INITIALS = 'ABCDEFGHIJKLMNOPRSTW';
const WORDS = (
  'the a of and to in that it was for on with as at by from this which have their about would there when more ' +
  'council bridge harbour ferry school budget teacher weather morning election street market winter river station ' +
  'neighbour library hospital account figure mayor reporter question answer evening children village promise project ' +
  'money decade reason meeting letter article timetable ticket crossing engineer railway concrete repair season ' +
  'remember believe expect notice wonder agree explain measure propose refuse deserve support ignore describe publish ' +
  'expensive careful honest quiet modern reasonable broken public local familiar narrow patient ordinary serious'
).split(' ');

/**
 * A thread of `count` comments, the same on every machine. The text is random words in sentences and paragraphs as long as
 * those of real comments.
 */
export function seededThread(count: number): readonly SeedComment[] {
  const random = mulberry32(SEED);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const pick = <Item>(items: ArrayLike<Item>): Item => items[between(0, items.length - 1)] as Item;
  const comments: SeedComment[] = [];
  for (let id = 1; id <= count; id++) {
    const parent = random() < ROOT_SHARE ? null : parentAmong(comments, random);
    comments.push({
      id,
      parent,
      depth: parent ? parent.depth + 1 : 0,
      name: `${pick(NAMES)} ${pick(INITIALS)}.`,
      paragraphs: paragraphs(between(40, 120), between, pick),
      createdAt: new Date(FIRST_MS + id * STEP_MS).toISOString(),
      recommendations: between(0, 60),
    });
  }
  return comments;
}

/** One of the newest forty comments that may still be replied to, as in a real discussion. */
function parentAmong(comments: readonly SeedComment[], random: () => number): SeedComment | null {
  const recent = comments.slice(-40).filter(({depth}) => depth < MAX_DEPTH);
  return recent[Math.floor(random() * recent.length)] ?? null;
}

function paragraphs(
  words: number,
  between: (least: number, most: number) => number,
  pick: <Item>(items: ArrayLike<Item>) => Item,
): string[] {
  const count = words < 60 ? 1 : between(1, 3);
  const sentences: string[] = [];
  for (let left = words; left > 0;) {
    const length = left < 12 ? left : between(6, 12);
    const sentence = Array.from({length}, () => pick(WORDS)).join(' ');
    sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
    left -= length;
  }
  const each = Math.ceil(sentences.length / count);
  return Array.from({length: count}, (_, index) =>
    sentences.slice(index * each, (index + 1) * each).join(' '),
  ).filter(Boolean);
}

/** The body as HTML, as backends that store HTML deliver it. */
export function htmlOf({paragraphs}: SeedComment): string {
  return paragraphs.map((text) => `<p>${text}</p>`).join('\n');
}

/** The body as plain text. */
export function textOf({paragraphs}: SeedComment): string {
  return paragraphs.join('\n\n');
}

/** A pseudo-random number generator for [0, 1); `Math.random` cannot be seeded. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
