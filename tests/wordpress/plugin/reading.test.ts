import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {
  guest,
  commentFields,
  setPlugin,
  signedIn,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let post: number;

beforeAll(async () => {
  await site.setOptions({comment_previously_approved: ''});
});

beforeEach(async () => {
  await setPlugin(site);
  post = (await site.createPost()).id;
});

/** A protected post, and the cookie of a browser that was given its password. */
async function protectedPost(): Promise<{id: number; cookie: string}> {
  const {id} = await site.createPost({password: 'evening boat'});
  const response = await fetch(`${site.origin}/wp-login.php?action=postpass`, {
    method: 'POST',
    redirect: 'manual',
    headers: {Referer: `${site.origin}/`},
    body: new URLSearchParams({post_password: 'evening boat'}),
  });
  const cookie = response.headers.getSetCookie().find((line) => line.startsWith('wp-postpass')) ?? '';
  return {id, cookie: cookie.split(';', 1)[0] ?? ''};
}

describe('the field of each comment', () => {
  it('marks who writes for the paper', async () => {
    await site.createComment({post, content: 'From the desk.', by: 'editor'});
    await site.createComment({post, content: 'From a reader.', by: 'reader'});
    await site.createComment({post, name: 'Editor', content: 'From a guest of that name.'});
    const {body, headers} = await guest(site).get<WireComment[]>(
      `wp/v2/comments?post=${String(post)}&order=asc&orderby=id&_fields=id,parley`,
    );
    expect(body.map(({parley}) => [parley.staff, parley.badge])).toEqual([
      [true, 'Editor'],
      [false, null],
      [false, null],
    ]);
    expect(headers.get('X-Parley-Version')).toBe('0.1.0');
  });

  it("returns a guest's rights", async () => {
    const id = await site.createComment({post, content: 'Published.'});
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(id)}`);
    expect(body.parley).toMatchObject({
      can: {reply: true, edit: false, remove: false, vote: true, report: true},
      editable_until: null,
    });
    const closed = await site.createPost({comments: 'closed'});
    const last = await site.createComment({post: closed.id, content: 'The last one.'});
    const {body: under} = await guest(site).get<WireComment>(`wp/v2/comments/${String(last)}`);
    expect(under.parley.can).toMatchObject({reply: false, vote: true});
  });

  it('can be asked for alone', async () => {
    await site.createComment({post, content: 'Published.'});
    const {body} = await guest(site).get(`wp/v2/comments?post=${String(post)}&_fields=parley`);
    expect(body).toMatchObject([{parley: {votes: 0}}]);
  });

  it('is asked for in three queries, however long the list', async () => {
    const queries = (): Promise<number> =>
      site.run(
        `global $wpdb;
        $before = $wpdb->num_queries;
        $request = new WP_REST_Request('GET', '/wp/v2/comments');
        $request->set_query_params(array('post' => $given, 'per_page' => 100, '_fields' => 'id,content,link,parley'));
        rest_do_request($request);
        return $wpdb->num_queries - $before;`,
        post,
      );
    await site.createComments(
      Array.from({length: 3}, (_, index) => ({post, content: `Short ${String(index)}.`})),
    );
    const short = await queries();
    await site.createComments(
      Array.from({length: 60}, (_, index) => ({post, content: `Long ${String(index)}.`})),
    );
    expect((await queries()) - short).toBeLessThanOrEqual(1);
  });

  it('counts the published replies directly below', async () => {
    const [top, alone] = await site.createComments([
      {post, content: 'Top.'},
      {post, content: 'Alone.'},
    ]);
    const reply = await site.createComment({post, parent: top ?? 0, content: 'Reply.'});
    await site.createComment({post, parent: reply, content: 'Deeper.'});
    await site.createComment({post, parent: top ?? 0, content: 'Held.', status: 'hold'});
    const {body} = await guest(site).get<WireComment[]>(
      `wp/v2/comments?post=${String(post)}&parent=0&order=asc&orderby=id`,
    );
    expect(body.map(({id, parley}) => [id, parley.replies])).toEqual([
      [top, 1],
      [alone, 0],
    ]);
    const single = await guest(site).get<WireComment>(`wp/v2/comments/${String(reply)}`);
    expect(single.body.parley.replies).toBe(1);
  });

  it('has permalinks that need no query', async () => {
    await site.setOptions({page_comments: '1', comments_per_page: '1'});
    const id = await site.createComment({post, content: 'On page one.'});
    await site.createComment({post, content: 'On page two.'});
    const link = async (fields: string) =>
      (await guest(site).get<{link: string}>(`wp/v2/comments/${String(id)}?_fields=${fields}`)).body.link;
    const [ours, others] = [await link('link,parley'), await link('link')];
    await site.setOptions({page_comments: ''});
    expect(others).toContain('comment-page-1');
    expect(ours).toBe(others.replace('comment-page-1/', ''));
  });

  it('orders by votes, the newer first among equals', async () => {
    const [first, second, third] = await site.createComments(
      ['10:00', '11:00', '12:00'].map((time) => ({
        post,
        content: `At ${time}.`,
        createdAt: `2026-11-24T${time}:00Z`,
      })),
    );
    for (const id of [first, first, second])
      await guest(site).send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    const top = async (order: string) =>
      (
        await guest(site).get<WireComment[]>(
          `wp/v2/comments?post=${String(post)}&orderby=parley_votes&order=${order}`,
        )
      ).body.map(({id}) => id);
    expect(await top('desc')).toEqual([first, second, third]);
    expect(await top('asc')).toEqual([third, second, first]);
    const fourth = await site.createComment({post, content: 'Just now.'});
    expect(await top('desc')).toEqual([first, second, fourth, third]);
  });
});

describe('counts', () => {
  it('counts published comments of many posts in one cacheable request', async () => {
    const other = await site.createPost();
    await site.createComments([
      {post, content: 'One.'},
      {post, content: 'Two.'},
      {post, content: 'Held.', status: 'hold'},
      {post, content: 'Spam.', status: 'spam'},
    ]);
    await site.run(
      "wp_insert_comment(array('comment_post_ID' => $given, 'comment_type' => 'pingback', 'comment_approved' => 1));",
      post,
    );
    const {body, headers} = await guest(site).get(
      `parley/v1/counts?posts=${String(post)},${String(other.id)},999999,${String(post)}`,
    );
    expect(body).toEqual({counts: {[post]: 2, [other.id]: 0}, closed: []});
    expect(headers.get('Cache-Control')).toBe('public, max-age=10');
  });

  it('leaves out what the asker may not read', async () => {
    const secret = await site.createPost({status: 'private'});
    const {body} = await guest(site).get(`parley/v1/counts?posts=${String(secret.id)}`);
    expect(body).toEqual({counts: {}, closed: []});
    const admin = await (await signedIn(site, 'admin')).get(`parley/v1/counts?posts=${String(secret.id)}`);
    expect(admin.body).toEqual({counts: {[secret.id]: 0}, closed: []});
    expect(admin.headers.get('Cache-Control')).toContain('no-cache');
  });

  it.each([
    '',
    'posts=',
    'posts=a',
    'posts=0',
    'posts=-1',
    'posts[]=1&posts[][]=2',
    `posts=${'1,'.repeat(101)}1`,
  ])('refuses %s', async (query) => {
    const {status} = await guest(site).get(`parley/v1/counts?${query}`);
    expect(status).toBe(400);
  });
});

describe('settings and policy', () => {
  it("contain the address of a post's changes, except behind a password", async () => {
    await site.createComment({post, content: 'In the feed of this post.'});
    const feedOf = async (id: number): Promise<string | null> =>
      (await guest(site).get<{feed_url: string | null}>(`parley/v1/settings?post=${String(id)}`)).body
        .feed_url;
    const answer = await fetch((await feedOf(post)) ?? '');
    expect(answer.headers.get('content-type')).toContain('application/rss+xml');
    expect(await answer.text()).toContain('In the feed of this post.');

    const {id, cookie} = await protectedPost();
    const settings = await fetch(`${site.origin}/wp-json/parley/v1/settings?post=${String(id)}`, {
      headers: {cookie},
    });
    expect(await settings.json()).toMatchObject({post: id, feed_url: null});
  });

  it('contain the publisher’s settings and the post’s status', async () => {
    await setPlugin(site, {
      policy_text: '<p>Be kind.</p>',
      policy_url: 'https://packet.example/policy',
      policy_version: '3',
      variant: 'classic',
      sort: 'oldest',
      nudge_words: ['nonsense'],
      edit_window: 10,
      live: false,
    });
    const {body, headers} = await guest(site).get(`parley/v1/settings?post=${String(post)}`);
    const policy = {
      version: '3',
      text: {format: 'html', value: '<p>Be kind.</p>'},
      url: 'https://packet.example/policy',
    };
    expect(body).toMatchObject({
      post,
      policy,
      acknowledgement: false,
      variant: 'classic',
      sort: 'oldest',
      live: 'off',
      nudge_words: ['nonsense'],
      edit_window: 600,
      posting: 'guest',
      guest_fields: {name: 'required', email: 'required', url: 'optional'},
      closed: false,
      sorts: ['newest', 'oldest', 'top'],
      viewer: null,
    });
    expect(headers.get('Cache-Control')).toBe('public, max-age=60');
    expect((await guest(site).get('parley/v1/policy')).body).toEqual(policy);
  });

  it('contain how guests may post', async () => {
    const posting = async () =>
      (await guest(site).get(`parley/v1/settings?post=${String(post)}`)).body.posting;
    await setPlugin(site, {guests_by_rest: false});
    expect(await posting()).toBe('form');
    await site.setOptions({comment_registration: '1'});
    expect(await posting()).toBe('signed-in');
    await site.setOptions({comment_registration: ''});
  });

  it('identify a user, not cacheable', async () => {
    const roles = {reader: 'reader', author: 'staff', editor: 'moderator'} as const;
    for (const [name, role] of Object.entries(roles) as [keyof typeof roles, string][]) {
      const {body, headers} = await (
        await signedIn(site, name)
      ).get(`parley/v1/settings?post=${String(post)}`);
      expect(body.viewer).toMatchObject({id: String(site.users[name].id), role});
      expect(headers.get('Cache-Control')).toContain('no-cache');
    }
  });

  it('are refused for posts that the asker may not read', async () => {
    for (const fields of [{status: 'private'}, {status: 'draft'}, {password: 'secret'}] as const) {
      const {id} = await site.createPost(fields);
      for (const route of ['settings', 'changes', 'viewer']) {
        const {status, body} = await guest(site).get<WireError>(`parley/v1/${route}?post=${String(id)}`);
        expect([status, body.code]).toEqual([404, 'parley_post_not_found']);
      }
    }
  });
});

describe('a protected post', () => {
  it('can be read and written to with the cookie of its page', async () => {
    const {id, cookie} = await protectedPost();
    const comment = await site.createComment({post: id, content: 'Among ourselves.'});
    const known = guest(site, {Cookie: cookie});
    const list = await known.get<WireComment[]>(`wp/v2/comments?post=${String(id)}`);
    expect(list.body.map((item) => item.id)).toEqual([comment]);
    expect((await known.get(`wp/v2/comments/${String(comment)}`)).status).toBe(200);
    expect((await known.send('POST', 'wp/v2/comments', commentFields(id))).status).toBe(201);
    const changes = await known.get(`parley/v1/changes?post=${String(id)}`);
    expect([changes.status, changes.headers.get('Cache-Control')]).toEqual([200, 'private, no-store']);
    expect((await guest(site).get(`wp/v2/comments?post=${String(id)}`)).status).toBe(401);
  });
});

interface Changes {
  readonly cursor: string;
  readonly changes: readonly {
    readonly type: 'insert' | 'edit' | 'hide';
    readonly id: number;
    readonly comment?: WireComment;
  }[];
  readonly more: boolean;
  readonly reset: boolean;
  readonly total: number;
}

describe('changes', () => {
  const changes = async (since?: string): Promise<Changes> => {
    const query = since === undefined ? '' : `&since=${since}`;
    const {status, headers, body} = await guest(site).get<Changes>(
      `parley/v1/changes?post=${String(post)}${query}`,
    );
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'public, max-age=10']);
    return body;
  };
  /** Lets time pass for what was written down so far, so that cursors move past it. */
  const settle = (): Promise<unknown> =>
    site.run(
      "global $wpdb; $wpdb->query('UPDATE ' . Parley\\Tables\\name('changes') . ' SET changed_at = changed_at - INTERVAL 1 MINUTE');",
    );
  const kinds = ({changes: list}: Changes) => list.map(({type, id}) => [type, id]);

  it('contain new, approved, edited, held and deleted comments', async () => {
    const [edited, held, deleted] = await site.createComments([
      {post, content: 'To be edited.'},
      {post, content: 'To be held.'},
      {post, content: 'To be deleted.'},
    ]);
    const waiting = await site.createComment({post, content: 'Waiting.', status: 'hold'});
    await settle();
    const {cursor, changes: none} = await changes();
    expect(none).toEqual([]);
    await site.run(
      "wp_update_comment(array('comment_ID' => $given, 'comment_content' => 'Edited.'));",
      edited,
    );
    await site.setCommentStatus(held ?? 0, 'hold');
    await site.run('wp_delete_comment($given, true);', deleted);
    await site.approve(waiting);
    const added = await site.createComment({post, content: 'New.'});
    const news = await changes(cursor);
    expect(kinds(news)).toEqual([
      ['edit', edited],
      ['hide', held],
      ['hide', deleted],
      ['insert', waiting],
      ['insert', added],
    ]);
    expect(news.changes[0]?.comment?.content.rendered).toBe('<p>Edited.</p>\n');
    expect(news.total).toBe(3);
    await settle();
    expect(kinds(await changes((await changes(cursor)).cursor))).toEqual([]);
  });

  it('contain a comment’s last state once, and whether it is new to the client', async () => {
    const {cursor} = await changes();
    const id = await site.createComment({post, content: 'First.'});
    await site.run("wp_update_comment(array('comment_ID' => $given, 'comment_content' => 'Second.'));", id);
    expect(kinds(await changes(cursor))).toEqual([['insert', id]]);
    await site.setCommentStatus(id, 'spam');
    const gone = await changes(cursor);
    expect(gone.changes).toEqual([{type: 'hide', id}]);
    await site.approve(id);
    expect(kinds(await changes(cursor))).toEqual([['insert', id]]);
  });

  it('repeat what is too fresh to be sure of the order, and then move on', async () => {
    const {cursor} = await changes();
    const id = await site.createComment({post, content: 'Just now.'});
    const first = await changes(cursor);
    expect(kinds(await changes(first.cursor))).toEqual([['insert', id]]);
    await settle();
    const second = await changes(first.cursor);
    expect(kinds(await changes(second.cursor))).toEqual([]);
  });

  it('come in parts when there are many', async () => {
    await settle();
    const {cursor} = await changes();
    await site.createComments(
      Array.from({length: 130}, (_, index) => ({post, content: `No. ${String(index)}.`})),
    );
    await settle();
    const first = await changes(cursor);
    const second = await changes(first.cursor);
    expect([first.changes.length, first.more, second.changes.length, second.more]).toEqual([
      100,
      true,
      30,
      false,
    ]);
  });

  it('contain replies that a deletion moves to another parent', async () => {
    const top = await site.createComment({post, content: 'Top.'});
    const middle = await site.createComment({post, parent: top, content: 'Middle.'});
    const leaf = await site.createComment({post, parent: middle, content: 'Leaf.'});
    await settle();
    const {cursor} = await changes();
    await site.run('wp_delete_comment($given, true);', middle);
    const news = await changes(cursor);
    expect(news.changes.map(({type, id, comment}) => [type, id, comment?.parent])).toEqual([
      ['edit', leaf, top],
      ['hide', middle, undefined],
    ]);
  });

  it('never show what is held, nor anything that is one asker’s own', async () => {
    await site.createComment({post, content: 'SECRET', status: 'hold'});
    await site.createComment({post, content: 'Open.'});
    const asAdmin = await site.rest(`parley/v1/changes?post=${String(post)}&since=0`);
    const text = await asAdmin.text();
    expect(text).not.toContain('SECRET');
    expect(JSON.parse(text)).toEqual(await changes('0'));
    expect(text).toContain('"voted":null');
  });

  it('report a cursor that is too old, or of another site', async () => {
    await site.createComment({post, content: 'Long ago.'});
    await site.run(
      "global $wpdb; $wpdb->query('UPDATE ' . Parley\\Tables\\name('changes') . ' SET changed_at = changed_at - INTERVAL 8 DAY');",
    );
    await site.createComment({post, content: 'Now.'});
    const before = await changes('1');
    expect(before.reset).toBe(false);
    await site.run("do_action('parley_sweep');");
    expect(await changes('1')).toMatchObject({reset: true, changes: []});
    expect(await changes('999999999')).toMatchObject({reset: true, changes: []});
    const {cursor} = await changes('999999999');
    expect((await changes(cursor)).reset).toBe(false);
  });

  it.each(['since=-1', 'since=1.5', 'since=x', `since=${'9'.repeat(19)}`, 'since[]=1'])(
    'refuse %s',
    async (query) => {
      const {status} = await guest(site).get(`parley/v1/changes?post=${String(post)}&${query}`);
      expect(status).toBe(400);
    },
  );
});

describe('what is one reader’s own', () => {
  it('is sent to that reader only', async () => {
    const reader = await signedIn(site, 'reader');
    const liked = await site.createComment({post, content: 'Likeable.'});
    await reader.send('POST', `parley/v1/comments/${String(liked)}/vote`, {up: true});
    const held = await site.createComment({post, content: 'Waiting.', status: 'hold', by: 'reader'});
    await site.createComment({post, content: 'Not mine.', status: 'hold', by: 'neighbour'});
    const path = `parley/v1/viewer?post=${String(post)}`;
    const {body, headers} = await reader.get<{held: WireComment[]}>(path);
    expect(body).toMatchObject({
      viewer: {role: 'reader'},
      voted: [liked],
      held: [{id: held, status: 'hold'}],
    });
    expect(body.held).toHaveLength(1);
    expect(headers.get('Cache-Control')).toContain('no-cache');
    expect((await guest(site).get(path)).body).toEqual({viewer: null, voted: [], held: []});
  });
});

describe('pages on other origins', () => {
  it('may read the headers that matter', async () => {
    const {headers} = await guest(site, {Origin: 'https://www.packet.example'}).get(
      `wp/v2/comments?post=${String(post)}`,
    );
    expect(headers.get('Access-Control-Expose-Headers')).toMatch(
      /X-WP-Total.*X-Parley-Version, Retry-After, X-WP-Nonce/,
    );
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://www.packet.example');
  });
});
