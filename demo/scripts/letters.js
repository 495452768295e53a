/** What readers had written when the paper went to press, by page id. */
export const letters = {
  'packet/the-last-boat-home': [
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

  'packet/herring-by-starlight': [
    {
      id: 'tobit-crane-1',
      parentId: null,
      author: {name: 'Tobit Crane'},
      createdAt: '2026-11-05T22:16:00.000Z',
      body: {
        format: 'text',
        value: `My grandfather fished the Good Intent, and it was never a hymn. It was a song about a hymn, and there were women in it.

I am glad somebody still asks them to stop.`,
      },
    },
    {
      id: 'marit-oskarsen-1',
      parentId: 'tobit-crane-1',
      author: {name: 'Marit Oskarsen'},
      createdAt: '2026-11-06T05:03:00.000Z',
      body: {
        format: 'text',
        value: `They know eleven verses. I know because I have had to ask eleven times.`,
      },
    },
    {
      id: 'lucan-doyle-1',
      parentId: 'marit-oskarsen-1',
      author: {name: 'Lucan Doyle', isStaff: true, badge: 'The Packet'},
      createdAt: '2026-11-06T09:30:00.000Z',
      body: {
        format: 'text',
        value: `I stand by the second line. By then the tea was ready and my notes stop.`,
      },
    },
    {
      id: 'yusra-hadley-1',
      parentId: null,
      author: {name: 'Yusra Hadley'},
      createdAt: '2026-11-06T20:51:00.000Z',
      body: {
        format: 'text',
        value: `Eleven baskets for one night, three boats, four hundred pounds. May I ask what a basket is? I have lived here for nine years and have been too proud to.`,
      },
    },
  ],
};
