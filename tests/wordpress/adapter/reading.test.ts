import {beforeEach, describe, expect, it} from 'vitest';
import {WordPressAdapter} from '../../../src/adapters/wordpress.js';
import {threadOf} from '../../support/wordpress/adapter-harness.js';
import {errorOf, never, Reader} from '../../support/wordpress/reader.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll();
let post: SitePost;
let reader: Reader;

beforeEach(async () => {
  post = await site.createPost();
  reader = new Reader(site, post);
});

const minute = (number: number) => new Date(Date.UTC(2026, 0, 5, 8, number)).toISOString();

/** Straight into the table: many at once. Each has its minute, or one second for all. Gives the first id. */
async function insertMany(
  count: number,
  {parents = [0], sameSecond = false, to = post.id} = {},
): Promise<number> {
  return site.run<number>(
    `global $wpdb;
    list($post, $count, $parents, $same) = $given;
    $first = 1 + (int) $wpdb->get_var("SELECT MAX(comment_ID) FROM $wpdb->comments");
    for ($done = 0; $done < $count; $done += 500) {
      $rows = array();
      for ($i = $done; $i < min($count, $done + 500); $i++) {
        $time = strtotime('2026-01-01T00:00:00Z') + ($same ? 0 : $i * 60);
        $rows[] = sprintf("(%d, %d, %d, 'Reader %d', '%s', '%s', 'Letter %d.', '1', 'comment', '', '', '', '')",
          $first + $i, $post, $parents[$i % count($parents)], $i, gmdate('Y-m-d H:i:s', $time + 3 * 3600), gmdate('Y-m-d H:i:s', $time), $i);
      }
      $wpdb->query("INSERT INTO $wpdb->comments (comment_ID, comment_post_ID, comment_parent, comment_author, comment_date, comment_date_gmt, comment_content, comment_approved, comment_type, comment_author_email, comment_author_url, comment_author_IP, comment_agent) VALUES " . implode(',', $rows));
    }
    wp_cache_flush();
    return $first;`,
    [to, count, parents, sameSecond],
  );
}

describe('a comment', () => {
  it('has its name and address without character references', async () => {
    await site.createComment({
      post: post.id,
      name: 'Bob &amp; &quot;Co&quot; d&#8217;Or',
      url: 'https://a.example/?x=1&amp;y=2',
      content: 'Hello.',
    });
    expect((await reader.open()).comments[0]?.author).toEqual({
      name: 'Bob & "Co" d’Or',
      url: 'https://a.example/?x=1&y=2',
    });
  });

  it('has its time in UTC in any time zone of the site', async () => {
    await site.createComment({post: post.id, content: 'Hello.', createdAt: '2026-07-01T21:30:33Z'});
    expect((await reader.open()).comments[0]?.createdAt).toBe('2026-07-01T21:30:33.000Z');
  });

  it('leaves its permalink to the page that shows it, which may be another site’s', async () => {
    await site.createComment({post: post.id, content: 'Hello.'});
    expect((await reader.open()).comments[0]?.url).toBeUndefined();
    expect(reader.requests[0]).not.toContain('link%2C');
  });

  it('brings no picture from another site, unless it is asked for', async () => {
    await site.createComment({post: post.id, content: 'Hello.'});
    expect(JSON.stringify((await reader.open()).comments)).not.toContain('gravatar');
    const withAvatars = new Reader(site, post, {avatars: true});
    expect((await withAvatars.open()).comments[0]?.author.avatarUrl).toContain('gravatar.com');
  });

  it('by the author of the post is marked, one by another account is not', async () => {
    await site.createComments([
      {post: post.id, content: 'I wrote it.', by: 'author', createdAt: minute(1)},
      {post: post.id, content: 'I read it.', by: 'reader', createdAt: minute(2)},
      {post: post.id, content: 'Author', name: 'Author', createdAt: minute(3)},
    ]);
    const authors = (await reader.open()).comments.map(({author}) => [
      author.name,
      author.isStaff,
      author.badge,
    ]);
    expect(authors).toEqual([
      ['Author', true, 'Author'],
      ['Reader', undefined, undefined],
      ['Author', undefined, undefined],
    ]);
  });

  it('that is invalid does not affect the others', async () => {
    await site.createComments([{post: post.id, content: 'Whole.', createdAt: minute(1)}]);
    reader.answerInstead(async (ask) => {
      const response = await ask();
      const list = (await response.json()) as unknown[];
      return Response.json([null, 7, {id: 1}, {...(list[0] as object), date_gmt: 'never'}, ...list], {
        headers: {'X-WP-Total': '5'},
      });
    });
    expect((await reader.open()).comments).toHaveLength(1);
  });
});

describe('a thread', () => {
  it('takes two requests and one for the post, however many of its comments are on the page', async () => {
    const first = await insertMany(40);
    await insertMany(60, {parents: [first, first + 1, first + 50]});
    const page = await reader.open();
    expect(reader.requests).toHaveLength(3);
    expect([page.comments.length, page.total, page.next]).toEqual([100, 100, null]);
    expect(page.comments.every(({replies}) => replies?.next === null)).toBe(true);
  });

  it.each(['newest', 'oldest'] as const)(
    'of 10,000 comments takes at most four requests, by %s',
    async (sort) => {
      const first = await insertMany(500);
      const roots = Array.from({length: 500}, (_, index) => first + index);
      await insertMany(9_500, {parents: roots});
      const page = await reader.open({sort});
      expect(reader.requests.length).toBeLessThanOrEqual(4);
      expect(page.total).toBe(10_000);
      expect(page.comments.filter(({parentId}) => parentId === null)).toHaveLength(50);
      expect(page.next).not.toBeNull();
    },
  );

  it('is read to its end, each comment once, when it has more than a hundred replies', async () => {
    const first = await insertMany(30);
    const roots = Array.from({length: 30}, (_, index) => first + index);
    const replies = await insertMany(250, {parents: [...roots.slice(0, 3), ...roots]});
    await insertMany(150, {parents: [replies, replies + 1, replies + 7]});
    const ids = (await reader.readAll({limit: 7})).map(({id}) => id);
    expect(ids).toHaveLength(430);
    expect(new Set(ids).size).toBe(430);
  });

  it('is paged through comments of one second, each once', async () => {
    await insertMany(130, {sameSecond: true});
    for (const sort of ['newest', 'oldest'] as const) {
      const ids = (await reader.readAll({sort, limit: 20})).map(({id}) => id);
      expect([ids.length, new Set(ids).size]).toEqual([130, 130]);
    }
  });

  it('loses nothing when comments are removed while it is paged', async () => {
    const first = await insertMany(30);
    const {next} = await reader.open({sort: 'oldest', limit: 10});
    for (const id of [first, first + 3, first + 9]) await site.setCommentStatus(id, 'trash');
    const page = await reader.adapter.more(threadOf(post), next ?? '', never());
    expect(page.comments.map(({id}) => Number(id) - first)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it('shows replies whose parent was thrown away, waits, is another post’s, or never was', async () => {
    const other = await site.createPost();
    const [away, waits, elsewhere] = await site.createComments([
      {post: post.id, content: 'Away.', status: 'trash', createdAt: minute(1)},
      {post: post.id, content: 'Waits.', status: 'hold', createdAt: minute(2)},
      {post: other.id, content: 'Elsewhere.', createdAt: minute(3)},
    ]);
    const parents = [away ?? 0, waits ?? 0, elsewhere ?? 0, 987_654_321];
    const orphans = await site.createComments(
      parents.map((parent, index) => ({
        post: post.id,
        parent,
        content: `Orphan ${String(index)}.`,
        createdAt: minute(10 + index),
      })),
    );
    const answer = await site.createComment({
      post: post.id,
      parent: orphans[0] ?? 0,
      content: 'Answer.',
      createdAt: minute(20),
    });
    const wanted = [...orphans, answer].map(String).sort();
    const {comments} = await reader.open();
    const isTombstone = ({status}: (typeof comments)[number]) => status === 'removed';
    expect(
      comments
        .filter((comment) => !isTombstone(comment))
        .map(({id}) => id)
        .sort(),
    ).toEqual(wanted);
    expect(
      comments
        .filter(isTombstone)
        .map(({id}) => Number(id))
        .sort((a, b) => a - b),
    ).toEqual(parents);

    // And where they come to light only at the end of many pages.
    const first = await insertMany(25);
    await insertMany(120, {parents: [first]});
    const ids = (await reader.readAll({limit: 10}))
      .filter((comment) => !isTombstone(comment))
      .map(({id}) => id);
    expect([ids.length, new Set(ids).size]).toEqual([150, 150]);
    for (const id of wanted) expect(ids).toContain(id);
  });

  it('survives comments that answer each other', async () => {
    const [one = 0, two = 0] = await site.createComments([
      {post: post.id, content: 'One.', createdAt: minute(1)},
      {post: post.id, content: 'Two.', createdAt: minute(2)},
    ]);
    await site.run(
      'global $wpdb; foreach ($given as $id => $parent) $wpdb->update($wpdb->comments, array("comment_parent" => $parent), array("comment_ID" => $id)); clean_comment_cache(array_keys($given));',
      {[one]: two, [two]: one},
    );
    expect((await reader.open()).comments).toHaveLength(2);
  });

  it('opens around a reply deep in a long thread', async () => {
    const first = await insertMany(60);
    const branch = await insertMany(120, {parents: [first + 55]});
    const deep = await site.createComment({
      post: post.id,
      parent: branch + 110,
      content: 'Deep.',
      createdAt: minute(5),
    });
    const page = await reader.open({sort: 'oldest', limit: 10, around: String(deep)});
    const ids = page.comments.map(({id}) => Number(id));
    for (const id of [deep, branch + 110, first + 55, first]) expect(ids).toContain(id);
    const roots = [...page.comments];
    for (let {next} = page; next !== null;) {
      const more = await reader.adapter.more(threadOf(post), next, never());
      roots.push(...more.comments);
      next = more.next;
    }
    const rootIds = roots.filter(({parentId}) => parentId === null).map(({id}) => id);
    expect([rootIds.length, new Set(rootIds).size]).toEqual([60, 60]);
  });

  it('is found by number, wp- and number, slug, address and shortlink; one that is not there is empty and closed', async () => {
    const page = await site.createPost({type: 'page', slug: 'letters-to-the-editor'});
    const article = await site.createPost({slug: 'the-last-boat'});
    await site.createComments([
      {post: page.id, content: 'On the page.'},
      {post: article.id, content: 'On the article.'},
    ]);
    const adapter = new WordPressAdapter({endpoint: `${site.origin}/wp-json/`});
    const totals = [];
    for (const [pageId, url] of [
      [String(article.id), ''],
      [`wp-${String(article.id)}`, ''],
      ['the-last-boat', ''],
      [article.url, article.url],
      [page.url, page.url],
      [`${site.origin}/?p=${String(article.id)}`, ''],
      ['no-such-story', `${site.origin}/2026/01/no-such-story/`],
    ] as const) {
      const thread = {site: '', pageId, url, title: ''};
      const {total, facts} = await adapter.open(thread, {sort: 'newest', limit: 5}, never());
      totals.push([total, facts.closed !== null]);
    }
    expect(totals).toEqual([...Array.from({length: 6}, () => [1, false]), [0, true]]);
  });

  it('is the same by a site with plain permalinks', async () => {
    await site.createComment({post: post.id, content: 'Hello.'});
    const plain = new Reader(site, post, {endpoint: `${site.origin}/index.php?rest_route=/`});
    expect((await plain.open()).total).toBe(1);
    expect(plain.requests[0]).toContain('rest_route=%2Fwp%2Fv2%2Fcomments');
  });

  it('is counted without its comments being fetched', async () => {
    await insertMany(7);
    const counts = await reader.adapter.counts([threadOf(post)], never());
    expect(counts.get(String(post.id))).toBe(7);
    expect(reader.requests).toEqual([expect.stringMatching(/^HEAD /)]);
  });

  it('behind a password that the reader has not is forbidden', async () => {
    const secret = new Reader(site, await site.createPost({password: 's3cret'}));
    expect((await errorOf(secret.open())).code).toBe('forbidden');
  });
});

describe('watching', () => {
  it('requests new comments only, in UTC', async () => {
    await site.createComment({post: post.id, content: 'Old.', createdAt: '2026-01-05T08:00:00Z'});
    const {live} = await reader.open();
    reader.requests.length = 0;
    const controller = new AbortController();
    const steps = reader.adapter.watch(threadOf(post), live, controller.signal)[Symbol.asyncIterator]();
    const step = steps.next();
    await site.createComment({post: post.id, content: 'New.', createdAt: '2026-01-05T08:00:00Z'});
    const {value} = await step;
    controller.abort();
    expect(value).toMatchObject({type: 'added', comment: {body: {value: '<p>New.</p>\n'}}});
    expect(decodeURIComponent(reader.requests[0] ?? '')).toContain('after=2026-01-05T07:59:59Z');
  });
});
