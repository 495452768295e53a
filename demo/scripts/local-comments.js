/** The first comments of local threads, by page id. */
export const comments = {
  'packet/the-quiet-one': [
    {
      id: 'hester-vane-1',
      parentId: null,
      author: {name: 'Hester Vane'},
      createdAt: '2026-11-06T07:42:00.000Z',
      body: {
        format: 'text',
        value: String.raw`I took the nine-forty for six years, first to night school and then home from the ropeworks, and I would like to put in a word for the gap that Skipper Arrieta speaks of.

The crews were\are the reason it worked. They knew that "the last boat" meant my mother standing on the Point with a torch, and they never once cast off while somebody was still on the stair. No board ever voted for that.

What we had was this:
6.10 – for those with children
8.25 – for those with shops
9.40 – for everybody else

You call it “an evening crossing”. We called it "the quiet one". It’s not the same boat, and I think the three who voted no have only ever been on the first.

26 < 30, I can do that sum. Count the ones who moved away as well.`,
      },
    },
  ],
};
