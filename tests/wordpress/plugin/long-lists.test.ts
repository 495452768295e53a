import {beforeAll, describe, expect, it} from 'vitest';
import {setPlugin} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let cookie: string;

beforeAll(async () => {
  await setPlugin(site, {report_threshold: 0});
  ({cookie} = await site.logIn('editor'));
});

const ask = (path: string): Promise<Response> =>
  fetch(path.startsWith('http') ? path : `${site.origin}/wp-admin/${path}`, {
    redirect: 'manual',
    headers: {Cookie: cookie},
  });

const screen = async (path: string): Promise<string> => {
  const response = await ask(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};

const decode = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#038;', '&');

const PAGE = 'edit-comments.php?page=parley-blocks';

describe('505 blocked writers', () => {
  beforeAll(() =>
    site.run(
      `for ($i = 1; $i <= 505; $i++) Parley\\Blocks\\add('email', "w$i@reader.example", "Case $i.", null);
      Parley\\Blocks\\add('user', (string) $given, 'Rude 100%.', null);
      global $wpdb; $wpdb->query('UPDATE ' . Parley\\Tables\\name('blocks') . " SET id = 1000 WHERE kind = 'user'");`,
      site.users.neighbour.id,
    ),
  );

  const who = (html: string): string[] =>
    [...html.matchAll(/<t[dh][^>]*class=["']who [^>]*>([^<]*)/g)].map(([, name]) => name ?? '');

  it('are a list in pages, to the oldest', async () => {
    const first = await screen(PAGE);
    expect(first).toContain('506 items');
    expect(who(first).slice(0, 2)).toEqual(['neighbour', 'w505@reader.example']);
    const pages = Math.ceil(506 / who(first).length);
    const last = await screen(`${PAGE}&paged=${String(pages)}`);
    expect(who(last).at(-1)).toBe('w1@reader.example');
    // A page that is no more, such as after the last one of it was unblocked, is the last.
    expect(who(await screen(`${PAGE}&paged=900`))).toEqual(who(last));
  });

  it.each([
    ['W7@reader', ['w7@reader.example']],
    ['Case 504.', ['w504@reader.example']],
    ['neighb', ['neighbour']],
    ['100%', ['neighbour']],
    ['%', ['neighbour']],
    ['nobody', []],
  ])('are found by %s', async (words, found) => {
    const html = await screen(`${PAGE}&s=${encodeURIComponent(words)}`);
    expect(who(html)).toEqual(found);
    if (found.length === 0) expect(html).toContain('No block was found.');
  });

  it('can be let back in, the oldest too', async () => {
    const html = await screen(`${PAGE}&s=w1%40reader`);
    const unblock = decode(/<a href="([^"]+)">Unblock</.exec(html)?.[1] ?? '');
    expect((await ask(unblock)).status).toBe(302);
    expect(who(await screen(`${PAGE}&s=w1%40reader`))).toEqual([]);
  });

  it('are searched by an address without needless parameters', async () => {
    const response = await ask(`${PAGE}&s=w7&_wpnonce=abc&_wp_http_referer=%2Fwp-admin%2F`);
    expect([response.status, response.headers.get('Location')]).toEqual([302, `/wp-admin/${PAGE}&s=w7`]);
  });
});

describe('many reports of one comment', () => {
  it('are listed on its own screen, page by page', async () => {
    const post = await site.createPost();
    const id = await site.createComment({post: post.id, content: 'Reported.'});
    await site.run(
      `global $wpdb;
      for ($i = 1; $i <= 125; $i++) $wpdb->insert(Parley\\Tables\\name('reports'), array(
        'comment_id' => $given, 'reporter' => "r$i", 'counts_as' => "r$i", 'rule' => '', 'note' => "Note $i. <b>", 'created_at' => '2026-11-01 10:00:00'));
      Parley\\Reports\\recount($given);`,
      id,
    );
    const list = await screen('edit-comments.php');
    expect(list).toContain('Note 125. &lt;b&gt;');
    expect(list).not.toContain('Note 105.');
    const link = decode(/<a href="([^"]+)">All reports</.exec(list)?.[1] ?? '');
    const notes = (html: string): number[] =>
      [...html.matchAll(/Note (\d+)\. &lt;b&gt;/g)].map(([, number]) => Number(number));
    const first = await screen(link.split('#', 1)[0] ?? '');
    expect([notes(first).length, notes(first)[0], notes(first).at(-1)]).toEqual([100, 125, 26]);
    const next =
      decode(/class="next page-numbers" href="([^"]+)"/.exec(first)?.[1] ?? '').split('#', 1)[0] ?? '';
    const second = await screen(next.startsWith('/') ? `${site.origin}${next}` : next);
    expect([notes(second).length, notes(second)[0], notes(second).at(-1)]).toEqual([25, 25, 1]);
  });
});

describe('words to reconsider', () => {
  it('are stored, and a list that is too long is reported as cut', async () => {
    const {cookie: own} = await site.logIn('admin');
    const open = async (path: string, init: RequestInit = {}) =>
      fetch(`${site.origin}/wp-admin/${path}`, {headers: {Cookie: own}, redirect: 'manual', ...init});
    const form = await (await open('options-discussion.php')).text();
    const save = async (words: number): Promise<string> => {
      const fields = new URLSearchParams({
        option_page: 'discussion',
        moderation_keys: '',
        disallowed_keys: '',
        action: 'update',
        _wpnonce: /name="_wpnonce" value="([^"]+)"/.exec(form)?.[1] ?? '',
        'parley_settings[nudge_words]': Array.from(
          {length: words},
          (_, index) => `word${String(index)}`,
        ).join('\n'),
      });
      const {status} = await open('options.php', {method: 'POST', body: fields});
      expect(status).toBe(302);
      return (await open('options-discussion.php?settings-updated=true')).text();
    };
    expect(await save(500)).not.toContain('were left out');
    expect(await save(503)).toContain('3 lines were left out');
    expect(await site.run("return count(Parley\\Settings\\get('nudge_words'));")).toBe(500);
  });
});
