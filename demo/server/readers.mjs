/**
 * Who can be signed in by a link: two readers, a reporter and the letters editor. A real paper has accounts of its
 * own; what Parley needs of them is a token such as `sign-in.mjs` makes.
 */
export const readers = {
  rosalind: {name: 'Rosalind Achter', role: 'reader'},
  vahan: {name: 'Վահան Տէրեան', role: 'reader'},
  lucan: {name: 'Lucan Doyle', role: 'staff'},
  wilhelmina: {name: 'Wilhelmina Tate', role: 'moderator'},
};

/** The reader who may decide on letters. */
export const EDITOR = 'wilhelmina';
