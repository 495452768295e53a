/** Comments for the gallery of states, from ordinary to extreme. */

const DAY = 24 * 60 * 60 * 1000;
const NOON = Date.parse('2026-11-05T12:00:00.000Z');

/** A comment, `hours` after noon on 5 November 2026. */
export function comment(id, name, value, {hours = 0, ...more} = {}) {
  return {
    id,
    parentId: null,
    author: {name},
    body: {format: 'text', value},
    createdAt: new Date(NOON + hours * 60 * 60 * 1000).toISOString(),
    ...more,
  };
}

const RIGHTS = {reply: true, vote: true, report: true};

/** An ordinary discussion: votes, replies, one by staff, a featured comment, an edited one. */
export const DISCUSSION = [
  comment(
    'boat',
    'Hester Vane',
    'The seven o’clock boat has gone without me three times this month, each time in sight of the stair.\n\n' +
      'The timetable says “on the hour”. It does not say whose.',
    {
      can: RIGHTS,
      score: {up: 42},
      featured: {by: 'The letters desk', reason: 'For the last sentence.'},
      replies: {count: 2},
    },
  ),
  comment('harbour', 'Piers Calloway', 'Ours. The harbour clock is right since Tuesday; I set it myself.', {
    hours: 1,
    parentId: 'boat',
    author: {name: 'Piers Calloway', isStaff: true, badge: 'The Quillmere Packet'},
    can: RIGHTS,
  }),
  comment('thanks', 'Hester Vane', 'Then I was early, and have been for years.', {
    hours: 2,
    parentId: 'harbour',
    can: RIGHTS,
    editedAt: new Date(NOON + 3 * 60 * 60 * 1000).toISOString(),
  }),
  comment('gulls', 'Anon. of Net Loft Row', 'And the gulls? Nobody writes about the gulls.', {
    hours: 5,
    can: RIGHTS,
    score: {up: 3, mine: true},
  }),
];

/** A chain of replies, six levels deep. */
export const DEEP = Array.from({length: 7}, (_, depth) =>
  comment(
    `deep-${depth}`,
    ['Ida Marl', 'Tom Quay', 'Bea Sandhurst'][depth % 3],
    `Answer number ${depth}: the pier was longer before the storm, or so my aunt had it, and she kept the lamp there for eleven winters.`,
    {hours: depth, parentId: depth === 0 ? null : `deep-${depth - 1}`, can: RIGHTS},
  ),
);

/** Seven replies to one comment. */
export const WIDE = [
  comment('wide', 'Ida Marl', 'Who has a good word for the fog bell?', {can: RIGHTS, replies: {count: 7}}),
  ...Array.from({length: 7}, (_, number) =>
    comment(`wide-${number}`, `Reader ${number + 1}`, `Good word number ${number + 1}.`, {
      hours: number + 1,
      parentId: 'wide',
      can: RIGHTS,
    }),
  ),
];

/** Texts that could make a page too wide: a URL of 120 characters, a name of 45 and a word of 168. */
export const WIDE_WORDS = [
  comment(
    'address',
    'B',
    `It is all in https://records.quillmere.example/${'moorings-and-buoys-'.repeat(4)}of-the-year-1911`,
    {
      can: RIGHTS,
    },
  ),
  comment('name', 'Wolfeschlegelsteinhausenbergerdorffvoralternn', `${'Rhubarb'.repeat(24)}!`, {
    hours: 1,
    can: RIGHTS,
    parentId: 'address',
    author: {
      name: 'Wolfeschlegelsteinhausenbergerdorffvoralternn',
      isStaff: true,
      badge: 'Correspondent for all the islands',
    },
  }),
];

/** A comment of sixty lines. */
export const LONG = [
  comment(
    'long',
    'Josiah Penhallow',
    Array.from(
      {length: 15},
      (_, number) =>
        `${number + 1}. I have kept the tide book since my father put it down, and in it there is no day on which the water asked the council first. Nor will it begin now, whatever the minutes say.`,
    ).join('\n\n'),
    {can: RIGHTS},
  ),
];

/** Five scripts and two directions. */
export const LANGUAGES = [
  comment('ar', 'ليلى حداد', 'انتبهوا إلى الدرجة! وقد كُتبت على الجدار منذ زمن (بخط جدي).', {
    can: RIGHTS,
    lang: 'ar',
  }),
  comment('he', 'נועה לוי', 'זהירות, מדרגה. ומי שמע את הפעמון?', {
    hours: 1,
    can: RIGHTS,
    lang: 'he',
    parentId: 'ar',
  }),
  comment('hy', 'Անի Պետրոսյան', 'Զգո՛ւյշ, աստիճան։ Նավը ժամը 7-ին է։', {hours: 2, can: RIGHTS, lang: 'hy'}),
  comment('tr', 'Işıl Öztürk', 'Basamağa dikkat! İskele ıslak.', {hours: 3, can: RIGHTS, lang: 'tr'}),
  comment('ru', 'Фёдор Щукин', 'Осторожно, ступенька. Её не видно в тумане.', {
    hours: 4,
    can: RIGHTS,
    lang: 'ru',
  }),
];

/** Sixty days earlier, so that dates are shown instead of relative times. */
export const OLD = DISCUSSION.map((comment) => ({
  ...comment,
  createdAt: new Date(Date.parse(comment.createdAt) - 60 * DAY).toISOString(),
}));
