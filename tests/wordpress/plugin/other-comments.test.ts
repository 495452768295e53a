import {randomUUID} from 'node:crypto';
import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {guest, setPlugin, signedIn} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost} from '../../support/wordpress/wordpress-site.js';

/** What WordPress and its plugins keep in the table of comments beside what readers write. */
const OTHER_TYPES = ['note', 'pingback', 'trackback', 'webmention', 'order_note', 'review'];

const site = siteForAll({plugin: true});
let post: SitePost;

beforeEach(async () => {
  await setPlugin(site, {acknowledgement: true, policy_version: '2'});
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  post = await site.createPost();
});

/** What the plugin wrote down of a comment: marks on it, and changes told to readers. */
const storedData = (id: number): Promise<{meta: string[]; changes: number}> =>
  site.run(
    `global $wpdb;
    $changes = Parley\\Tables\\name('changes');
    return array(
      'meta' => array_values(array_filter(array_keys(get_comment_meta($given)), function ($name) { return false !== strpos($name, 'parley'); })),
      'changes' => (int) $wpdb->get_var($wpdb->prepare("SELECT COUNT(*) FROM $changes WHERE comment_id = %d", $given)),
    );`,
    id,
  );

describe.each(OTHER_TYPES)('a comment of the type %s', (type) => {
  /** As WordPress takes it from outside, from a person and a network that are blocked for readers. */
  const arrive = async (author = 'Elsewhere'): Promise<number> => {
    const email = `${randomUUID()}@elsewhere.example`;
    return site.run<number>(
      `Parley\\Blocks\\add('email', $given['email'], 'Abuse.', null);
      $made = wp_new_comment(array(
        'comment_post_ID' => $given['post'], 'comment_type' => $given['type'], 'comment_author' => $given['author'],
        'comment_author_email' => $given['email'], 'comment_author_url' => 'https://elsewhere.example/', 'user_id' => 0,
        'comment_content' => 'Mentioned in ' . $given['email'],
      ), true);
      if (is_wp_error($made)) throw new Exception($made->get_error_code());
      return $made;`,
      {post: post.id, type, email, author},
    );
  };

  it('is taken, changed and moderated without a word of the plugin', async () => {
    const id = await arrive();
    await site.run(
      `wp_update_comment(array('comment_ID' => $given, 'comment_content' => 'Other words.'));
      wp_set_comment_status($given, 'hold');
      wp_set_comment_status($given, 'approve');`,
      id,
    );
    expect(await storedData(id)).toEqual({meta: [], changes: 0});
  });

  it.each(['Editor’s choice: the harbour', 'The Quillmere Packet', 'harbour.example: news', '\u3164'])(
    'is published with any name: %j',
    async (author) => {
      const id = await arrive(author);
      expect(await site.run('return get_comment($given)->comment_approved;', id)).toBe('1');
    },
  );

  it('is neither counted nor listed, and has none of the plugin’s fields', async () => {
    const root = await site.createComment({post: post.id, content: 'By a reader.'});
    const id = await arrive();
    await site.run("wp_update_comment(array('comment_ID' => $given[0], 'comment_parent' => $given[1]));", [
      id,
      root,
    ]);
    const counts = await guest(site).get(`parley/v1/counts?posts=${String(post.id)}`);
    expect(counts.body).toEqual({counts: {[post.id]: 1}, closed: []});
    const list = await guest(site).get<{id: number; parley: {replies: number}}[]>(
      `wp/v2/comments?post=${String(post.id)}`,
    );
    expect(list.body.map((item) => [item.id, item.parley.replies])).toEqual([[root, 0]]);
    const own = await site.rest(`wp/v2/comments/${String(id)}`);
    expect(own.status).toBe(200);
    expect(await own.json()).toMatchObject({id, type, parley: null});
    const html = await (await fetch(post.url)).text();
    expect(/data-parley-page="\d+">(.*?)<\/script/s.exec(html)?.[1]).not.toContain(`"id":${String(id)},`);
  });

  it('can be neither voted for, reported, changed by a reader, nor blocked for', async () => {
    const id = await arrive();
    for (const [path, json] of [
      ['vote', {up: true}],
      ['report', {}],
    ] as const) {
      const {status} = await guest(site).send('POST', `parley/v1/comments/${String(id)}/${path}`, json);
      expect(status).toBe(404);
    }
    const {cookie} = await site.logIn('editor');
    const admin = async (path: string): Promise<string> =>
      (await fetch(`${site.origin}/wp-admin/${path}`, {headers: {Cookie: cookie}})).text();
    const actions = await site.run<string[]>(
      `require_once ABSPATH . 'wp-admin/includes/admin.php';
      wp_set_current_user(1);
      return array_keys(apply_filters('comment_row_actions', array('edit' => ''), get_comment($given)));`,
      id,
    );
    expect(actions).toEqual(['edit']);
    expect(await admin(`edit-comments.php?page=parley-blocks&comment=${String(id)}`)).not.toContain(
      'name="kinds[]"',
    );
  });
});

describe('an editor’s internal note, of WordPress 6.9 and later', () => {
  let mailsWithout: number;

  const hasNotes = (): boolean => Number.parseFloat(site.version) >= 6.9;

  /** As the block editor stores one. */
  const note = (as: 'editor' | 'author') =>
    site.rest('wp/v2/comments', {
      method: 'POST',
      as,
      json: {post: post.id, type: 'note', content: `Check this name. ${randomUUID()}`, status: 'hold'},
    });

  beforeAll(async () => {
    if (!hasNotes()) return;
    post = await site.createPost();
    await site.run("deactivate_plugins('parley-comments/parley-comments.php');");
    await site.takeMails();
    expect((await note('editor')).status).toBe(201);
    mailsWithout = (await site.takeMails()).length;
    await site.activatePlugin();
  });

  it('is stored where readers must acknowledge the policy, and sends no mail of ours', async ({skip}) => {
    if (!hasNotes()) skip();
    for (const as of ['editor', 'author'] as const) {
      await site.takeMails();
      const response = await note(as);
      const stored = (await response.json()) as {id: number; type: string; parley: unknown};
      expect([response.status, stored.type, stored.parley]).toEqual([201, 'note', null]);
      // The post's author is told of others' notes alone.
      expect(await site.takeMails()).toHaveLength(as === 'editor' ? mailsWithout : 0);
      const changed = await site.rest(`wp/v2/comments/${String(stored.id)}`, {
        method: 'POST',
        as,
        json: {content: 'It is Quillmere.'},
      });
      expect(changed.status).toBe(200);
      expect(await storedData(stored.id)).toEqual({meta: [], changes: 0});
    }
  });

  it('is no way around the checks for who may not edit the post', async ({skip}) => {
    if (!hasNotes()) skip();
    const reader = await signedIn(site, 'reader');
    for (const who of [guest(site), reader]) {
      const {status} = await who.send('POST', 'wp/v2/comments', {
        post: post.id,
        type: 'note',
        content: 'Let me in.',
        author_name: 'Ana',
        author_email: 'ana@reader.example',
      });
      expect([401, 403]).toContain(status);
    }
  });
});
