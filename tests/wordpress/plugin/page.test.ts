import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {guest, setPlugin, signedIn, type Person, type WireComment} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({page_comments: '', thread_comments: '1', thread_comments_depth: '5'});
});

interface FirstPage {
  readonly format: number;
  readonly post: number;
  readonly generated_at: string;
  readonly sort: string;
  readonly page_size: number;
  readonly total: number;
  readonly lists: readonly {
    readonly parents: readonly number[];
    readonly page: number;
    readonly total: number;
    readonly total_pages: number;
    readonly comments: readonly WireComment[];
  }[];
  readonly cursor: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly nonce: string | null;
  readonly held: readonly WireComment[];
  readonly voted: readonly number[];
}

const read = async (url: string, who: Partial<Person> = {}): Promise<string> => {
  const response = await fetch(url, {headers: who.headers ?? {}});
  expect(response.status).toBe(200);
  return response.text();
};

/** The data block as a browser's parser finds it: up to the first end tag. */
function firstPage(html: string): FirstPage {
  const block = /<script type="application\/json" data-parley-page="\d+">(.*?)<\/script/s.exec(html);
  return JSON.parse(block?.[1] ?? 'null') as FirstPage;
}

const element = (html: string): string => /<parley-thread[^>]*>/.exec(html)?.[0] ?? '';

describe('the classic presentation', () => {
  it('is oldest first with the form below, whatever the default variant has', async () => {
    await setPlugin(site, {variant: 'classic', sort: 'newest', form_position: 'top'});
    const post = await site.createPost({title: 'Letters'});
    const first = await site.createComment({
      post: post.id,
      name: 'Ben',
      content: 'First.',
      createdAt: '2026-01-01T08:00:00.000Z',
    });
    const second = await site.createComment({
      post: post.id,
      name: 'Bea',
      content: 'Second.',
      createdAt: '2026-01-02T08:00:00.000Z',
    });
    const html = await read(post.url);
    expect(element(html)).toContain('variant="classic" sort="oldest" form-position="bottom"');
    const page = firstPage(html);
    expect(page.sort).toBe('oldest');
    expect(page.settings).toMatchObject({variant: 'classic', sort: 'oldest', form_position: 'bottom'});
    expect(page.lists[0]?.comments.map(({id}) => id)).toEqual([first, second]);
    // What was chosen for the plain one is kept for it.
    await setPlugin(site, {variant: 'default', sort: 'newest', form_position: 'top'});
    expect(element(await read(post.url))).toContain('variant="default" sort="newest" form-position="top"');
  });
});

describe('an article’s page', () => {
  it('has the element, in it the theme’s own comments and form, and the script from the site itself', async () => {
    await setPlugin(site, {
      variant: 'classic',
      sort: 'oldest',
      form_position: 'bottom',
      theme: 'dark',
      live: false,
    });
    const post = await site.createPost({title: 'The "last" boat & <em>home</em>'});
    await site.createComment({post: post.id, name: 'Ben', content: 'By the theme.'});
    const html = await read(post.url);
    expect(html.match(/<parley-thread/g)).toHaveLength(1);
    const host = site.origin.replace('http://', '');
    expect(element(html)).toBe(
      `<parley-thread class="comments-area" backend="wordpress" endpoint="${site.origin}/wp-json/" site="${host}" page-id="${String(post.id)}" ` +
        `page-url="${post.url}" page-title="The “last” boat &amp; home" publisher="The Quillmere Packet" variant="classic" ` +
        'sort="oldest" form-position="bottom" theme="dark" page-size="50" max-depth="4">',
    );
    const inside = html.slice(html.indexOf('<parley-thread'), html.indexOf('</parley-thread>'));
    for (const part of [
      '<ol class="comment-list">',
      'By the theme.',
      'wp-comments-post.php',
      'data-parley-page',
    ])
      expect(inside).toContain(part);
    // In whatever order WordPress writes the attributes.
    const tag = /<script [^>]*id="parley-comments-js"[^>]*><\/script>/.exec(html)?.[0];
    expect(tag).toContain('type="module"');
    const script = /src="([^"]+)"/.exec(tag ?? '')?.[1];
    expect(script).toContain(`${site.origin}/wp-content/plugins/parley-comments/assets/embed/parley.js`);
    const file = await fetch(script ?? '');
    expect([file.status, file.headers.get('Content-Type')]).toEqual([
      200,
      expect.stringContaining('javascript'),
    ]);
  });

  it('is oldest first with the form below in the classic variant, whatever is set for the default one', async () => {
    await setPlugin(site, {variant: 'classic', sort: 'newest', form_position: 'top'});
    const post = await site.createPost();
    const ids = await site.createComments(
      [1, 2].map((hour) => ({
        post: post.id,
        content: `Letter ${String(hour)}.`,
        createdAt: `2026-11-24T0${String(hour)}:00:00Z`,
      })),
    );
    const html = await read(post.url);
    expect(element(html)).toContain('variant="classic" sort="oldest" form-position="bottom"');
    const page = firstPage(html);
    expect(page.sort).toBe('oldest');
    expect(page.settings).toMatchObject({sort: 'oldest', form_position: 'bottom', variant: 'classic'});
    expect(page.lists[0]?.comments.map(({id}) => id)).toEqual(ids);
  });

  it('carries the lists that the REST API would give', async () => {
    const post = await site.createPost();
    const roots = await site.createComments(
      [1, 2, 3].map((hour) => ({
        post: post.id,
        content: `Root ${String(hour)}: were\\are “quoted” :) 3x4`,
        createdAt: `2026-11-24T0${String(hour)}:00:00Z`,
      })),
    );
    const reply = await site.createComment({post: post.id, parent: roots[0] ?? 0, content: 'Reply.'});
    const deeper = await site.createComment({post: post.id, parent: reply, content: 'Deeper.', by: 'editor'});
    await site.createComment({post: post.id, parent: reply, content: 'Held.', status: 'hold'});
    const page = firstPage(await read(post.url));
    expect(page).toMatchObject({
      format: 1,
      post: post.id,
      sort: 'newest',
      page_size: 50,
      total: 5,
      nonce: null,
    });
    expect(
      page.lists.map(({parents, total, total_pages, comments}) => [
        parents,
        total,
        total_pages,
        comments.length,
      ]),
    ).toEqual([
      [[0], 3, 1, 3],
      [[...roots].reverse(), 1, 1, 1],
      [[reply], 1, 1, 1],
    ]);
    expect(page.lists[2]?.comments[0]?.id).toBe(deeper);
    const fields =
      'id,post,parent,author,author_name,author_url,date,date_gmt,content,link,status,type,parley';
    for (const {parents, comments} of page.lists) {
      const order = parents[0] === 0 ? 'desc' : 'asc';
      const {body} = await guest(site).get<WireComment[]>(
        `wp/v2/comments?post=${String(post.id)}&parent=${parents.join(',')}&order=${order}&_fields=${fields}`,
      );
      // Only what is the asker's own differs: the page may be anybody's.
      expect(comments).toEqual(body.map((item) => ({...item, parley: {...item.parley, voted: null}})));
    }
    const settings = await guest(site).get(`parley/v1/settings?post=${String(post.id)}`);
    expect(page.settings).toEqual(settings.body);
  });

  it('continues from its cursor with later changes', async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, content: 'Before.'});
    const {cursor} = firstPage(await read(post.url));
    const after = await site.createComment({post: post.id, content: 'After.'});
    const {body} = await guest(site).get<{changes: {id: number}[]}>(
      `parley/v1/changes?post=${String(post.id)}&since=${cursor}`,
    );
    expect(body.changes.map(({id}) => id)).toContain(after);
  });

  it('carries the page size, order and depth that are set', async () => {
    await site.setOptions({page_comments: '1', comments_per_page: '3', thread_comments_depth: '2'});
    await setPlugin(site, {sort: 'top'});
    const post = await site.createPost();
    const ids = await site.createComments(
      Array.from({length: 5}, (_, index) => ({post: post.id, content: `No. ${String(index)}.`})),
    );
    await guest(site).send('POST', `parley/v1/comments/${String(ids[1])}/vote`, {up: true});
    const html = await read(post.url);
    expect(element(html)).toContain('page-size="3" max-depth="1"');
    const [roots] = firstPage(html).lists;
    expect([roots?.total, roots?.total_pages, roots?.comments.length, roots?.comments[0]?.id]).toEqual([
      5,
      2,
      3,
      ids[1],
    ]);
  });

  it('passes no data from one guest to another', async () => {
    const post = await site.createPost();
    const id = await site.createComment({post: post.id, content: 'Likeable.'});
    const ana = guest(site);
    await ana.send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    const timeless = (page: FirstPage) => ({...page, generated_at: '', cursor: ''});
    const [hers, his] = [firstPage(await read(post.url, ana)), firstPage(await read(post.url, guest(site)))];
    expect(timeless(hers)).toEqual(timeless(his));
    expect(hers).toMatchObject({
      nonce: null,
      voted: [],
      held: [],
      lists: [{comments: [{parley: {votes: 1, voted: null}}]}],
    });
  });

  it('carries to a user who that is, the nonce, and what is the user’s own', async () => {
    const post = await site.createPost();
    const id = await site.createComment({post: post.id, content: 'Likeable.'});
    const held = await site.createComment({post: post.id, content: 'Waiting.', status: 'hold', by: 'reader'});
    const reader = await signedIn(site, 'reader');
    await reader.send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    const page = firstPage(await read(post.url, reader));
    expect(page).toMatchObject({
      settings: {viewer: {id: String(site.users.reader.id), name: 'Reader', role: 'reader'}},
      voted: [id],
      held: [{id: held, status: 'hold'}],
      lists: [{comments: [{id, parley: {voted: true}}]}],
    });
    const {cookie} = await site.logIn('reader');
    const me = await fetch(`${site.origin}/wp-json/wp/v2/users/me`, {
      headers: {Cookie: reader.headers.Cookie ?? cookie, 'X-WP-Nonce': page.nonce ?? ''},
    });
    expect(me.status).toBe(200);
  });

  it('needs as many queries for many comments as for few', async () => {
    const queries = async (count: number): Promise<number> => {
      const post = await site.createPost();
      await site.createComments(
        Array.from({length: count}, (_, index) => ({post: post.id, content: `No. ${String(index)}.`})),
      );
      return site.run<number>(
        `global $wpdb;
        $before = $wpdb->num_queries;
        Parley\\Page\\first_page(get_post($given));
        return $wpdb->num_queries - $before;`,
        post.id,
      );
    };
    expect((await queries(50)) - (await queries(3))).toBeLessThanOrEqual(1);
  });
});

describe('what is hostile', () => {
  const hostile = [
    '</script><!--<script>alert(1)</script>',
    '<!--<script>',
    ']]></script >',
    '</SCRIPT\n>',
    '\u2028\u2029&quot;"\'&lt;/script&gt;',
    '"><img src=x onerror=alert(1)>',
    '\\u003c/script\\u003e',
  ];

  it('neither ends nor comments out the data block', async () => {
    const post = await site.createPost({title: '</script><!--<script>'});
    const ids = await site.createComments(
      hostile.map((content) => ({post: post.id, name: `${content} & "Co"`, content, by: 'admin' as const})),
    );
    await site.run(
      'global $wpdb; foreach ($given as $id => $name) { $wpdb->update($wpdb->comments, array("comment_author" => $name), array("comment_ID" => $id)); }',
      Object.fromEntries(ids.map((id, index) => [id, hostile[index]])),
    );
    const html = await read(post.url);
    const block =
      /data-parley-page="\d+">(.*?)<\/parley-thread>/s.exec(html)?.[1]?.split('</script>', 1)[0] ?? '';
    expect(block).not.toMatch(/[<>&]/);
    const texts = firstPage(html).lists[0]?.comments.map(({content}) => content.rendered) ?? [];
    expect(texts).toHaveLength(hostile.length);
    expect(texts.join()).toContain('onerror=alert(1)');
    expect(element(html)).not.toContain('script');
  });

  it('cannot leave the attributes of the element', async () => {
    await site.setOptions({blogname: 'The "Packet" \'s <b>'});
    await setPlugin(site, {policy_url: 'https://packet.example/?a="onclick=alert(1)&b'});
    const post = await site.createPost({title: '" onclick="alert(1)'});
    const html = await read(post.url);
    await site.setOptions({blogname: 'The Quillmere Packet'});
    expect(element(html)).toContain('publisher="The &quot;Packet&quot; &#039;s &lt;b&gt;"');
    expect(element(html)).not.toMatch(/ onclick="/);
  });

  it('in a policy that got past the settings is stripped where it is shown', async () => {
    await setPlugin(site, {
      policy_text:
        '<p onclick="alert(1)">Be kind.</p><script>alert(2)</script><a href="javascript:alert(3)">x</a>',
    });
    const post = await site.createPost();
    const html = await read(post.url);
    expect(html).toContain('<div class="parley-policy"><h2>Discussion Policy</h2><p>Be kind.</p>');
    expect(firstPage(html).settings.policy).toMatchObject({
      text: {value: '<p>Be kind.</p>alert(2)<a href="alert(3)">x</a>'},
    });
    expect(html).not.toMatch(/onclick=|javascript:alert/);
  });
});

describe('without comments to replace', () => {
  it('keeps the theme’s page: a password, closed without comments, a list of posts', async () => {
    const guarded = await site.createPost({password: 'secret'});
    const closed = await site.createPost({comments: 'closed'});
    for (const url of [guarded.url, closed.url, `${site.origin}/`]) {
      const html = await read(url);
      expect(html).not.toContain('parley');
    }
  });

  it('shows the comments of a closed discussion, as closed', async () => {
    const closed = await site.createPost({comments: 'closed'});
    await site.createComment({post: closed.id, content: 'The last word.'});
    const html = await read(closed.url);
    expect(element(html)).toMatch(/ closed>$/);
    expect(firstPage(html)).toMatchObject({settings: {closed: true}, total: 1});
  });

  it('keeps the theme’s page of a kind of post that the REST API does not show', async () => {
    const register = (rest: boolean) =>
      site.run(
        `file_put_contents(WPMU_PLUGIN_DIR . '/hook.php', "<?php add_action('init', function () {
          register_post_type('recipe', array('public' => true, 'rewrite' => false, 'show_in_rest' => $given, 'supports' => array('title', 'comments')));
        });");`,
        rest ? 'true' : 'false',
      );
    await register(false);
    await site.run(
      "wp_insert_post(array('post_type' => 'recipe', 'post_status' => 'publish', 'post_title' => 'Eel pie', 'comment_status' => 'open'));",
    );
    const url = `${site.origin}/?recipe=eel-pie`;
    expect(await read(url)).not.toContain('parley');
    await register(true);
    expect(await read(url)).toContain('<parley-thread');
    await site.run("unlink(WPMU_PLUGIN_DIR . '/hook.php');");
  });

  it('carries no first page where the REST API refuses to list comments', async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, content: 'By the theme.'});
    await site.run(
      `file_put_contents(WPMU_PLUGIN_DIR . '/hook.php', "<?php add_filter('rest_request_before_callbacks', function () {
        return new WP_Error('closed', 'Closed.', array('status' => 403));
      });");`,
    );
    const html = await read(post.url);
    await site.run("unlink(WPMU_PLUGIN_DIR . '/hook.php');");
    expect(html).toContain('By the theme.');
    expect(element(html)).not.toBe('');
    expect(html).not.toContain('data-parley-page');
  });

  it('keeps the theme’s page where another plugin says so, and where the script is missing', async () => {
    const post = await site.createPost();
    const hook = "add_filter('parley_replace_comments', '__return_false');";
    const mu = (code: string) =>
      site.run("file_put_contents(WPMU_PLUGIN_DIR . '/hook.php', '<?php ' . $given);", code);
    await mu(hook);
    expect(await read(post.url)).not.toContain('parley');
    await mu('');
    const move = (from: string, to: string) =>
      site.run("$d = WP_PLUGIN_DIR . '/parley-comments/assets/'; rename($d . $given[0], $d . $given[1]);", [
        from,
        to,
      ]);
    await move('embed', 'away');
    expect(await read(post.url)).not.toContain('parley');
    await move('away', 'embed');
    expect(await read(post.url)).toContain('<parley-thread');
  });
});

describe('the form of readers without JavaScript', () => {
  it('has the policy, and its acknowledgement where that is asked for', async () => {
    const post = await site.createPost();
    const plain = await read(post.url);
    expect(plain).not.toContain('parley_policy_version');
    expect(plain).toContain('The Quillmere Packet may block users who break these rules.');
    await setPlugin(site, {
      policy_text: 'Be kind.',
      policy_url: 'https://packet.example/policy',
      policy_version: '2',
    });
    const hidden = await read(post.url);
    expect(hidden).toContain('<input type="hidden" name="parley_policy_version" value="2">');
    expect(hidden).toContain('<a href="https://packet.example/policy">Read the full policy</a>');
    await setPlugin(site, {acknowledgement: true, policy_version: '2'});
    expect(await read(post.url)).toMatch(
      /<input type="checkbox" id="parley-policy" name="parley_policy_version" value="2" required>/,
    );
  });
});

describe('a block theme', () => {
  beforeAll(() => site.run("switch_theme('bulletin');"));
  afterAll(() => site.run("switch_theme('packet');"));

  it.each(['post', 'page'] as const)('has the element around the comment blocks of a %s', async (type) => {
    const post = await site.createPost({type});
    await site.createComment({post: post.id, content: 'As a block.'});
    const html = await read(post.url);
    expect(html.match(/<parley-thread/g)).toHaveLength(1);
    const inside = html.slice(html.indexOf('<parley-thread'), html.indexOf('</parley-thread>'));
    for (const part of ['As a block.', 'wp-comments-post.php']) expect(inside).toContain(part);
    expect(firstPage(html).total).toBe(1);
    expect(html).toContain('id="parley-comments-js"');
  });

  it('lends the element the colours of its buttons and links', async () => {
    const post = await site.createPost();
    expect(await read(post.url)).toContain(
      'parley-thread{--parley-color-link:var(--wp--preset--color--sea);' +
        '--parley-color-accent:var(--wp--preset--color--sea);--parley-color-on-accent:#fdfcf8;}',
    );
  });
});
