import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {
  guest,
  commentFields,
  setPlugin,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {UserName} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll({plugin: true});
let post: number;
/** The `Cookie` header of each, who stays logged in. */
const cookies = new Map<UserName, string>();

beforeAll(async () => {
  for (const user of ['admin', 'editor', 'author', 'reader'] as const)
    cookies.set(user, (await site.logIn(user)).cookie);
});

beforeEach(async () => {
  await setPlugin(site, {report_threshold: 0});
  await site.setOptions({comment_previously_approved: ''});
  await site.run("global $wpdb; $wpdb->query('DELETE FROM ' . Parley\\Tables\\name('blocks'));");
  post = (await site.createPost({by: 'author'})).id;
});

/** A page of wp-admin, or what a form of it answers; redirects are not followed. */
const admin = (
  path: string,
  as: UserName,
  form?: Record<string, string> | URLSearchParams,
): Promise<Response> =>
  fetch(path.startsWith('http') ? path : `${site.origin}/wp-admin/${path}`, {
    redirect: 'manual',
    headers: {Cookie: cookies.get(as) ?? ''},
    ...(form && {method: 'POST', body: new URLSearchParams(form)}),
  });

const screen = async (path: string, as: UserName): Promise<string> => {
  const response = await admin(path, as);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};

const decode = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#038;', '&');

/** The link with these words in the row of a comment. */
function rowLink(html: string, comment: number, words: string): string | undefined {
  const row = new RegExp(`<tr id=['"]comment-${String(comment)}['"].*?</tr>`, 's').exec(html)?.[0] ?? '';
  const links = [...row.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)];
  const found = links.find(([, , text]) => text === words)?.[1];
  return found && decode(found);
}

/** A comment by a guest with this e-mail address. */
async function commentBy(email: string): Promise<number> {
  const {status, body} = await guest(site).send<WireComment>(
    'POST',
    'wp/v2/comments',
    commentFields(post, {author_email: email}),
  );
  expect(status).toBe(201);
  return body.id;
}

const report = async (id: number, json: unknown = {}): Promise<void> => {
  const {status} = await guest(site).send('POST', `parley/v1/comments/${String(id)}/report`, json);
  expect(status).toBe(200);
};

const openReports = (id: number): Promise<number> =>
  site.run('return Parley\\Reports\\count_of($given);', id);

describe('WordPress’s list of comments', () => {
  it('shows reports and the acknowledged policy, and nothing as markup', async () => {
    const {body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {parley_policy_version: '2026-11'}),
    );
    await report(body.id, {rule: 'insult', text: 'Look at "this" & <that>.'});
    await site.run(
      "global $wpdb; $wpdb->query('UPDATE ' . Parley\\Tables\\name('reports') . \" SET note = '<script>alert(1)</script>' WHERE rule = 'insult'\");",
    );
    const html = await screen('edit-comments.php', 'editor');
    expect(html).toMatch(
      /<details><summary>1 report<\/summary><ul><li>insult: &lt;script&gt;alert\(1\)&lt;\/script&gt;/,
    );
    expect(html).toMatch(/data-colname="Policy">2026-11</);
  });

  it('shows the reported ones alone in a view of their own', async () => {
    const [reported, other] = [await commentBy('a@reader.example'), await commentBy('b@reader.example')];
    await report(reported);
    const html = await screen('edit-comments.php?parley_reported=1', 'editor');
    expect(html).toContain(`id='comment-${String(reported)}'`);
    expect(html).not.toContain(`id='comment-${String(other)}'`);
    expect(html).toMatch(/class="current" aria-current="page">Reported <span class="count">\(\d+\)/);
  });

  it('dismisses reports by a link that only works once made for that moderator', async () => {
    const id = await commentBy('ana@reader.example');
    await report(id);
    const link = rowLink(await screen('edit-comments.php', 'editor'), id, 'Dismiss reports') ?? '';
    const forged = link.replace(/_wpnonce=\w+/, '_wpnonce=0123456789');
    const other = link.replace(/id=\d+/, `id=${String(id + 1)}`);
    for (const [url, user] of [
      [forged, 'editor'],
      [other, 'editor'],
      [link, 'admin'],
      [link, 'reader'],
    ] as const) {
      expect((await admin(url, user)).status).toBe(403);
      expect(await openReports(id)).toBe(1);
    }
    expect((await admin(link, 'editor')).status).toBe(302);
    expect(await openReports(id)).toBe(0);
    expect(rowLink(await screen('edit-comments.php', 'editor'), id, 'Dismiss reports')).toBeUndefined();
  });

  it('brings back what reports have held when they are dismissed', async () => {
    await setPlugin(site, {report_threshold: 1});
    const id = await commentBy('ana@reader.example');
    for (let network = 0; network < 2; network++) await report(id);
    expect(await site.run('return wp_get_comment_status($given);', id)).toBe('unapproved');
    const link = rowLink(await screen('edit-comments.php', 'editor'), id, 'Dismiss reports') ?? '';
    expect((await admin(link, 'editor')).status).toBe(302);
    expect(await site.run('return wp_get_comment_status($given);', id)).toBe('approved');
  });

  it('lets a post’s author dismiss reports there, but block nobody', async () => {
    const id = await commentBy('ana@reader.example');
    await report(id);
    const html = await screen('edit-comments.php', 'author');
    expect(rowLink(html, id, 'Dismiss reports')).toContain('admin-post.php');
    expect(rowLink(html, id, 'Block author')).toBeUndefined();
    expect((await admin('edit-comments.php?page=parley-blocks', 'author')).status).toBe(403);
  });
});

describe('blocking', () => {
  /** The form for the author of a comment, as the browser would send it. */
  async function blockForm(
    id: number,
    as: UserName = 'editor',
  ): Promise<{page: string; fields: Record<string, string>}> {
    const link = rowLink(await screen('edit-comments.php', as), id, 'Block author') ?? '';
    const page = await screen(link, as);
    const nonce = /name="_wpnonce" value="(\w+)"/.exec(page)?.[1] ?? '';
    return {page, fields: {action: 'parley_block', id: String(id), _wpnonce: nonce}};
  }

  it('from a comment, with a reason and an end, and unblocking', async () => {
    const id = await commentBy('ben@reader.example');
    const {page, fields} = await blockForm(id);
    expect(page).toContain('The e-mail address ben@reader.example');
    const done = await admin('admin-post.php', 'editor', {
      ...fields,
      'kinds[]': 'email',
      reason: 'Abuse <script>alert(1)</script>of others',
      days: '7',
    });
    expect([done.status, done.headers.get('Location')]).toEqual([
      302,
      expect.stringContaining('page=parley-blocks'),
    ]);
    const refused = await guest(site).send<WireError>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {author_email: 'ben@reader.example'}),
    );
    expect([refused.body.code, refused.body.data.reason]).toEqual(['parley_blocked', 'Abuse of others']);
    const inAWeek = Date.parse(String(refused.body.data.until)) - Date.now();
    expect(Math.round(inAWeek / 86_400_000)).toBe(7);
    const list = await screen('edit-comments.php?page=parley-blocks', 'editor');
    expect(list).toContain('ben@reader.example');
    expect(list).toContain('Abuse of others');
    const unblock = rowLink(await screen('edit-comments.php', 'editor'), id, 'Unblock author') ?? '';
    expect((await admin(unblock, 'reader')).status).toBe(403);
    expect((await admin(unblock, 'editor')).status).toBe(302);
    const again = await guest(site).send(
      'POST',
      'wp/v2/comments',
      commentFields(post, {author_email: 'ben@reader.example'}),
    );
    expect(again.status).toBe(201);
  });

  it('of an account and of a network, for good', async () => {
    const id = await site.createComment({post, content: 'By an account.', by: 'reader'});
    await site.run(
      "global $wpdb; $wpdb->update($wpdb->comments, array('comment_author_IP' => '203.0.113.9'), array('comment_ID' => $given)); clean_comment_cache($given);",
      id,
    );
    const {page, fields} = await blockForm(id);
    expect(page).toContain('The account reader');
    const form = new URLSearchParams({...fields, reason: '', days: '0'});
    for (const kind of ['user', 'network', 'planet']) form.append('kinds[]', kind);
    await admin('admin-post.php', 'editor', form);
    const rows = await site.run<{kind: string; value: string; expires_at: string | null}[]>(
      'return Parley\\Blocks\\find("", 500, 0);',
    );
    expect(rows.map(({kind}) => kind).sort()).toEqual(['network', 'user']);
    expect(rows.every(({expires_at}) => expires_at === null)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('203.0.113.9');
    const list = await screen('edit-comments.php?page=parley-blocks', 'editor');
    expect(list.match(/For good/g)).toHaveLength(2);
    const unblock = decode(/<a href="([^"]+)">Unblock</.exec(list)?.[1] ?? '');
    expect((await admin(unblock, 'editor')).status).toBe(302);
    expect(await site.run('return count(Parley\\Blocks\\find("", 500, 0));')).toBe(1);
  });

  it('is refused without the nonce, with another comment’s, and without the right', async () => {
    const [id, other] = [await commentBy('ben@reader.example'), await commentBy('ana@reader.example')];
    const {fields} = await blockForm(id);
    const attempts = [
      [{...fields, _wpnonce: ''}, 'editor'],
      [{...fields, id: String(other)}, 'editor'],
      [fields, 'reader'],
      [fields, 'author'],
    ] as const;
    for (const [form, user] of attempts) {
      expect((await admin('admin-post.php', user, {...form, 'kinds[]': 'email'})).status).toBe(403);
    }
    expect(await site.run('return count(Parley\\Blocks\\find("", 500, 0));')).toBe(0);
  });

  it('is refused to a user whose nonce is right but whose rights are not', async () => {
    const id = await commentBy('ben@reader.example');
    // The nonce of the author's own session, made as the screens make it.
    const nonce = await site.run<string>(
      `$token = wp_parse_auth_cookie(rawurldecode($given[1]), 'logged_in')['token'];
      $user = get_user_by('login', 'author')->ID;
      return substr(wp_hash(wp_nonce_tick('parley_block_' . $given[0]) . '|parley_block_' . $given[0] . '|' . $user . '|' . $token, 'nonce'), -12, 10);`,
      [id, /wordpress_logged_in_\w+=([^;]+)/.exec(cookies.get('author') ?? '')?.[1]],
    );
    const response = await admin('admin-post.php', 'author', {
      action: 'parley_block',
      id: String(id),
      _wpnonce: nonce,
      'kinds[]': 'email',
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('you are not allowed to do this');
  });
});

describe('settings', () => {
  const save = async (fields: Record<string, string>, as: UserName = 'admin'): Promise<Response> => {
    const html = await screen('options-discussion.php', 'admin');
    const nonce = /name="_wpnonce" value="(\w+)"/.exec(html)?.[1] ?? '';
    const keep: Record<string, string> = {
      default_comment_status: 'open',
      comment_order: 'asc',
      require_name_email: '1',
      moderation_keys: '',
      disallowed_keys: '',
    };
    return admin('options.php', as, {
      option_page: 'discussion',
      action: 'update',
      _wpnonce: nonce,
      ...keep,
      ...fields,
    });
  };
  const settings = (): Promise<Record<string, unknown>> => site.run('return Parley\\Settings\\all();');
  const field = (name: string) => `parley_settings[${name}]`;

  it('have a section on the discussion screen, each field with a label', async () => {
    const html = await screen('options-discussion.php', 'admin');
    const section = html.slice(html.search(/<h2[^>]*>Parley<\/h2>/));
    for (const name of Object.keys(await settings())) {
      expect(section).toContain(`name="${field(name)}"`);
      expect(section).toContain(`for="parley-${name}"`);
    }
  });

  it('are saved as sent where they make sense', async () => {
    const response = await save({
      [field('policy_text')]: '<p>Be <strong>kind</strong>.</p><ul><li>Always</li></ul>',
      [field('policy_version')]: '2026-11',
      [field('policy_url')]: 'https://packet.example/policy?a=1&b=2',
      [field('acknowledgement')]: '1',
      [field('variant')]: 'classic',
      [field('sort')]: 'oldest',
      [field('form_position')]: 'bottom',
      [field('theme')]: 'light',
      [field('edit_window')]: '15',
      [field('report_threshold')]: '5',
      [field('nudge_words')]: 'nonsense\r\n\r\n  rubbish \r\nnonsense',
      [field('origins')]:
        'https://WWW.Packet.example/path\nhttp://localhost:8080\nnot an origin\njavascript:alert(1)',
    });
    expect(response.status).toBe(302);
    expect(await settings()).toEqual({
      policy_text: '<p>Be <strong>kind</strong>.</p><ul><li>Always</li></ul>',
      policy_version: '2026-11',
      policy_url: 'https://packet.example/policy?a=1&b=2',
      acknowledgement: true,
      live: false,
      guests_by_rest: false,
      variant: 'classic',
      sort: 'oldest',
      form_position: 'bottom',
      theme: 'light',
      edit_window: 15,
      report_threshold: 5,
      nudge_words: ['nonsense', 'rubbish'],
      origins: ['https://www.packet.example', 'http://localhost:8080'],
    });
    const html = await screen('options-discussion.php', 'admin');
    expect(html).toContain('value="2026-11"');
    expect(html).toContain('&lt;p&gt;Be &lt;strong&gt;kind&lt;/strong&gt;.&lt;/p&gt;');
  });

  it('do not change on invalid input', async () => {
    await setPlugin(site, {variant: 'classic', edit_window: 20, policy_version: '4'});
    await save({
      [field('policy_text')]:
        '<script>alert(1)</script><p style="color:red" onclick="x()">Kind.</p><iframe src="//evil.example"></iframe>',
      [field('policy_version')]: ' <>/ ',
      [field('policy_url')]: 'javascript:alert(1)',
      [field('variant')]: 'neon',
      [field('sort')]: '"><script>',
      [field('edit_window')]: 'soon',
      [field('report_threshold')]: '-5',
      [field('nudge_words')]: '<b>bold</b>\n<script>x</script>',
      [field('unknown')]: 'x',
      'parley_settings[theme][]': 'dark',
    });
    expect(await settings()).toMatchObject({
      policy_text: 'alert(1)<p>Kind.</p>',
      policy_version: '4',
      policy_url: '',
      variant: 'classic',
      sort: 'newest',
      theme: 'auto',
      edit_window: 20,
      report_threshold: 0,
      nudge_words: ['bold'],
    });
    expect(Object.keys(await settings())).not.toContain('unknown');
    await save({[field('edit_window')]: '99999', [field('report_threshold')]: '1e3'});
    expect(await settings()).toMatchObject({edit_window: 1440, report_threshold: 100});
    await save({parley_settings: 'text'});
    expect(await settings()).toMatchObject({edit_window: 1440});
  });

  it('are an administrator’s alone', async () => {
    const before = await settings();
    expect((await save({[field('policy_version')]: '666'}, 'editor')).status).toBe(403);
    expect(await settings()).toEqual(before);
    const public_ = await site.rest('wp/v2/settings');
    expect(await public_.text()).not.toContain('parley');
  });
});
