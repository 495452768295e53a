/**
 * The accounts that a link can sign in: two readers, a reporter and a moderator. A real paper has its own accounts;
 * Parley needs a token for them, such as `sign-in.mjs` makes.
 */
export const readers = {
  rosalind: {name: 'Rosalind Achter', role: 'reader'},
  vahan: {name: 'Վահան Տէրեան', role: 'reader'},
  lucan: {name: 'Lucan Doyle', role: 'staff'},
  wilhelmina: {name: 'Wilhelmina Tate', role: 'moderator'},
};

/** The account that may moderate. */
export const MODERATOR = 'wilhelmina';
