/** The closed discussion in archive.html: what `renderThread` wrote into that file, once. */

const comment = (id, name, createdAt, value, more = {}) => ({
  id,
  author: {name},
  body: {format: 'text', value},
  createdAt,
  ...more,
});

export const page = {
  comments: [
    comment(
      '1',
      'Hester Vane',
      '2019-01-22T12:10:00.000Z',
      'I walked from the Customs Stair to Saltby on it, with a lantern and against advice. It sang all the way.',
      {score: {up: 14}},
    ),
    comment('2', 'Bram Oakes', '2019-01-22T12:45:00.000Z', 'It sang for me, too, until it did not.', {
      parentId: '1',
      score: {up: 31},
    }),
    comment('3', 'Ottilie Frame', '2019-01-23T12:05:00.000Z', 'The band played on the ice.\n\nIn gloves.', {
      score: {up: 9},
    }),
  ],
  next: null,
  total: 3,
  live: null,
  facts: {closed: {at: '2019-02-01T12:00:00.000Z', reason: 'The river has thawed.'}},
};

export const options = {
  lang: 'en-GB',
  pageUrl: 'https://packet.example/archive/the-hard-frost',
  publisher: 'The Quillmere Packet',
  policyUrl: '/policy.html',
  sort: 'oldest',
  structuredData: true,
  // No script goes on from here.
  carry: false,
  now: Date.parse('2019-02-02T12:00:00.000Z'),
};
