import {htmlOf, type SeedComment} from '../thread.js';

/** The post whose thread is embedded in its page, and its page id. */
export const POST = 12;

/**
 * The first page of a thread as the WordPress plugin embeds it in the article's page (`Parley\Page\first_page`), but with all
 * comments: one list for each level, like its REST lists. `tests/wordpress/plugin/carried-page.test.ts` compares it with
 * the output of a real WordPress, field by field.
 *
 * @param origin Of the site, such as `https://paper.example`, without a slash.
 * @param generatedAt When the page was made; pages of the last minute are not refreshed.
 */
export function carriedPage(
  comments: readonly SeedComment[],
  {origin, generatedAt}: {readonly origin: string; readonly generatedAt: Date},
): object {
  const below = new Map<number, number>();
  for (const {parent} of comments) if (parent) below.set(parent.id, (below.get(parent.id) ?? 0) + 1);
  const depth = comments.reduce((most, comment) => Math.max(most, comment.depth), 0);
  return {
    format: 1,
    post: POST,
    generated_at: generatedAt.toISOString().replace(/\.\d+Z$/, '.000Z'),
    sort: 'newest',
    page_size: 50,
    total: comments.length,
    lists: Array.from({length: depth + 1}, (_, level) => listOf(comments, level, origin, below)),
    cursor: `1.${String(comments.length)}`,
    settings: settings(origin),
    nonce: null,
    voted: [],
    held: [],
  };
}

/** The comments of one level: the newest first of top-level comments, the oldest first of replies. */
function listOf(
  comments: readonly SeedComment[],
  level: number,
  origin: string,
  below: ReadonlyMap<number, number>,
): object {
  const here = comments.filter(({depth}) => depth === level);
  const parents = level === 0 ? [0] : comments.filter(({depth}) => depth === level - 1).map(({id}) => id);
  return {
    parents,
    page: 1,
    total: here.length,
    total_pages: 1,
    comments: (level === 0 ? here.toReversed() : here).map((comment) =>
      itemOf(comment, origin, below.get(comment.id) ?? 0),
    ),
  };
}

/** A comment in the format of WordPress's REST API, with the plugin's field. */
function itemOf(comment: SeedComment, origin: string, replies: number): object {
  const date = comment.createdAt.slice(0, 19);
  return {
    id: comment.id,
    post: POST,
    parent: comment.parent?.id ?? 0,
    author: 0,
    author_name: comment.name,
    author_url: '',
    date,
    date_gmt: date,
    content: {rendered: `${htmlOf(comment)}\n`},
    link: `${origin}/article/#comment-${String(comment.id)}`,
    status: 'approved',
    type: 'comment',
    parley: {
      votes: comment.recommendations,
      voted: null,
      edited_at: null,
      badge: null,
      staff: false,
      replies,
      can: {reply: true, edit: false, remove: false, vote: true, report: true},
      editable_until: null,
      policy_version: null,
      reports: null,
    },
  };
}

function settings(origin: string): object {
  return {
    version: '0.1.0',
    post: POST,
    policy: null,
    acknowledgement: false,
    form_position: 'top',
    sort: 'newest',
    theme: 'auto',
    variant: 'default',
    live: 'off',
    edit_window: 300,
    nudge_words: [],
    posting: 'form',
    guest_fields: {name: 'required', email: 'required', url: 'optional'},
    body_length: 65_525,
    closed: false,
    sorts: ['newest', 'oldest', 'top'],
    page_size: 50,
    max_depth: 4,
    viewer: null,
    login_url: `${origin}/wp-login.php`,
    nonce_url: `${origin}/wp-admin/admin-ajax.php?action=rest-nonce`,
    form_url: `${origin}/wp-comments-post.php`,
    feed_url: `${origin}/article/feed/`,
  };
}
