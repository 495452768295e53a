/** The comment on "The last boat home will run again", which shows the classic variant. */
export const ferry = [
  {
    by: 'Hester Vane',
    text: String.raw`I took the nine-forty for six years, first to night school and then home from the ropeworks, and I would like to put in a word for the gap that Skipper Arrieta speaks of.

The crews were\are the reason it worked. They knew that "the last boat" meant my mother standing on the Point with a torch, and they never once cast off while somebody was still on the stair. No board ever voted for that.

What we had was this:
6.10 – for those with children
8.25 – for those with shops
9.40 – for everybody else

You call it “an evening crossing”. We called it "the quiet one". It’s not the same boat, and I think the three who voted no have only ever been on the first.

26 < 30, I can do that sum. Count the ones who moved away as well.`,
  },
];

/** The comments on "The herring come by starlight". */
export const herring = [
  {
    by: 'Tobit Crane',
    text: 'My grandfather fished the Good Intent, and it was never a hymn. It was a song about a hymn, and there were women in it.\n\nI am glad somebody still asks them to stop.',
    up: 3,
    replies: [
      {
        by: 'Marit Oskarsen',
        text: 'They know eleven verses. I know because I have had to ask eleven times.',
        up: 6,
        replies: [
          {
            by: 'Lucan Doyle',
            staff: 'lucan',
            text: 'I stand by the second line. By then the tea was ready and my notes stop.',
          },
        ],
      },
    ],
  },
  {
    by: 'Yusra Hadley',
    text: 'Eleven baskets for one night, three boats, four hundred pounds. May I ask what a basket is? I have lived here for nine years and have been too proud to.',
    up: 2,
  },
];

/** The comments on "The bandstand stays green", which is closed. */
export const bandstand = [
  {
    by: 'Wilmot Sayer',
    text: 'I conducted in it for thirty years and could not have told you the colour. It was behind me.',
    up: 5,
    replies: [
      {
        by: 'Ottilie Frame',
        text: 'It was green, Wilmot. We sat facing it.',
        up: 9,
        replies: [{by: 'Wilmot Sayer', text: 'Then I withdraw my letter of 1998.'}],
      },
    ],
  },
  {
    by: 'Dorrit Lamb',
    text: 'Two hundred and six letters on one pot of paint. May I suggest that the next poll be about the clock?',
    up: 4,
  },
];
