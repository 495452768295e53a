/**
 * The only list of everything that Parley stores on a reader's device, by families of keys. `docs/privacy.md` has the same
 * list for publishers; a test compares them. Reading stores nothing.
 */

const DAY_MS = 24 * 60 * 60_000;

/** One kind of stored value. Its keys are `parley:<name>:<owner>`; the owner is a site, or a server's address. */
export interface StoredFamily {
  readonly name: string;
  /** How long a value is stored after it was last written, in milliseconds. */
  readonly maxAge: number;
}

export const SORT_CHOICE = /* @__PURE__ */ family('sort', 365);
export const POLICY_READ = /* @__PURE__ */ family('policy-read', 365);
export const MUTED_AUTHORS = /* @__PURE__ */ family('muted', 365);
export const REMEMBERED_GUEST = /* @__PURE__ */ family('remembered-guest', 365);
export const GUEST_KEY = /* @__PURE__ */ family('guest-key', 365);
export const SESSION_VIEWER = /* @__PURE__ */ family('viewer', 30);
export const WORDPRESS_COMMENTS = /* @__PURE__ */ family('wordpress', 30);
export const WORDPRESS_VOTES = /* @__PURE__ */ family('wordpress-votes', 365);

function family(name: string, days: number): StoredFamily {
  return {name, maxAge: days * DAY_MS};
}

/** A family as `docs/privacy.md` describes it. */
export interface StoredFamilyDescription {
  /** How its keys begin, or the database's name. */
  readonly key: string;
  readonly where: 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'IndexedDB, localStorage';
  readonly what: string;
  readonly personal: 'yes' | 'no';
  /** What the reader does that stores it. */
  readonly writtenWhen: string;
  readonly maxAge: string;
}

/** The list that `docs/privacy.md` shows. */
export const STORED_FAMILIES: readonly StoredFamilyDescription[] = [
  {
    key: 'parley:submission:',
    where: 'IndexedDB, localStorage',
    what: 'Drafts, and comments until the site has confirmed them: text, guest name and e-mail',
    personal: 'yes',
    writtenWhen: 'the reader writes a comment',
    maxAge:
      'until posted or discarded, at most 30 days; that a comment was posted or discarded, without its text, 1 day',
  },
  {
    key: 'parley:lease:',
    where: 'localStorage',
    what: 'Which tab sends a comment, where a browser has no Web Locks',
    personal: 'no',
    writtenWhen: 'the reader posts a comment',
    maxAge: '15 seconds; until the next comment where a tab crashes',
  },
  /* @__PURE__ */ described(REMEMBERED_GUEST, {
    what: 'Name, e-mail and website of a guest',
    personal: 'yes',
    writtenWhen: 'the reader ticks "Remember me on this device" and posts',
  }),
  /* @__PURE__ */ described(POLICY_READ, {
    what: 'The version of the comment policy that the reader has confirmed',
    personal: 'no',
    writtenWhen: 'the reader confirms the policy',
  }),
  /* @__PURE__ */ described(SORT_CHOICE, {
    what: 'The order of comments that the reader has chosen',
    personal: 'no',
    writtenWhen: 'the reader chooses another order',
  }),
  /* @__PURE__ */ described(MUTED_AUTHORS, {
    what: 'Ids or names of authors whom the reader has muted',
    personal: 'yes',
    writtenWhen: 'the reader mutes an author',
  }),
  /* @__PURE__ */ described(GUEST_KEY, {
    what: 'A random key that proves to the Parley server which comments are this guest’s',
    personal: 'yes',
    writtenWhen: 'a guest posts, votes or reports on a Parley server',
  }),
  /* @__PURE__ */ described(WORDPRESS_COMMENTS, {
    what: 'Ids of the reader’s own comments on WordPress, proofs that they are theirs, comments that await moderation',
    personal: 'yes',
    writtenWhen: 'the reader posts on WordPress',
  }),
  /* @__PURE__ */ described(WORDPRESS_VOTES, {
    what: 'Ids of comments that a guest recommends on WordPress',
    personal: 'yes',
    writtenWhen: 'a guest recommends a comment',
  }),
  {
    key: `parley:${SESSION_VIEWER.name}:`,
    where: 'sessionStorage',
    what: 'Id of the signed-in reader, by which their draft is found while the backend does not answer',
    personal: 'yes',
    writtenWhen: 'a signed-in reader writes a comment',
    maxAge: 'until the tab is closed or the reader signs out',
  },
  {
    key: 'parley-comments',
    where: 'IndexedDB',
    what: 'All comments of a thread with backend="local", the backend of the demo',
    personal: 'yes',
    writtenWhen: 'the reader posts with that backend',
    maxAge: 'until the reader clears the site’s data',
  },
];

function described(
  {name, maxAge}: StoredFamily,
  rest: Pick<StoredFamilyDescription, 'what' | 'personal' | 'writtenWhen'>,
): StoredFamilyDescription {
  return {key: `parley:${name}:`, where: 'localStorage', maxAge: `${String(maxAge / DAY_MS)} days`, ...rest};
}
