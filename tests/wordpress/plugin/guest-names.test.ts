import {randomUUID} from 'node:crypto';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {guest, commentFields, setPlugin} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let post: number;

beforeAll(async () => {
  await site.run(
    "wp_update_user(array('ID' => $given, 'display_name' => 'Zoë Harbour'));",
    site.users.author.id,
  );
});

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({
    comment_previously_approved: '',
    comment_moderation: '',
    disallowed_keys: 'casino',
    moderation_keys: 'lottery',
  });
  post = (await site.createPost()).id;
});

interface Outcome {
  readonly status: number;
  readonly code?: string;
  readonly state?: string;
  readonly field?: boolean;
}

type Name = Readonly<Record<'name' | 'url', string>>;

/** The ways by which a guest posts: REST, Parley's request through the form, and the form without JavaScript. */
const WAYS: Readonly<Record<string, (who: Name) => Promise<Outcome>>> = {
  'by REST': async ({name, url}) => {
    const {status, body} = await guest(site).send(
      'POST',
      'wp/v2/comments',
      commentFields(post, {author_name: name, author_url: url}),
    );
    return outcome(status, body);
  },
  'by the form with a key': async ({name, url}) => {
    const answer = await byForm({author: name, url, parley_key: `key-${randomUUID()}`});
    const {status = '', ...body} = (await answer.json()) as Record<string, unknown>;
    return outcome(answer.status, {...body, ...(typeof status === 'string' && {status})});
  },
};

function outcome(status: number, body: Record<string, unknown>): Outcome {
  const data = body.data as {params?: Record<string, string>} | undefined;
  return {
    status,
    ...(typeof body.code === 'string' && {code: body.code, field: data?.params?.author_name !== undefined}),
    ...(typeof body.status === 'string' &&
      body.status !== '' && {
        state: body.status.replace('approve', 'approved').replace('approvedd', 'approved'),
      }),
  };
}

function byForm(fields: Record<string, string>): Promise<Response> {
  return fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    headers: guest(site).headers,
    body: new URLSearchParams({
      comment_post_ID: String(post),
      email: `${randomUUID()}@reader.example`,
      comment: `The boat was late. ${randomUUID()}`,
      ...fields,
    }),
  });
}

describe.each(Object.keys(WAYS))('a guest who posts %s', (way) => {
  const post = (name: string, url = ''): Promise<Outcome> =>
    WAYS[way]?.({name, url}) ?? Promise.reject(new Error(way));

  it.each([
    ['like the newsroom', 'Letters editor'],
    ['like its moderators', 'The MODERATOR'],
    ['like who writes for it', 'zoe  harbour'],
    ['like who writes for it, with an invisible character', 'Zoë Har\u200bbour'],
    ['like who writes for it, in letters of full width', 'Ｚoë Ｈarbour'],
    ['like the site', 'The Quillmere Packet'],
    ['like its moderators, with accents that no letter has by itself', 'Mod\u0301er\u0301ator'],
    ['like its moderators, with marks of every kind', 'E\u{e0100}d\u180bi\u0336t\u20dd\u05b4or'],
    ['with an invisible name', '\u3164\u200b\u2800'],
  ])('is refused %s, pointing at the name', async (_, name) => {
    expect(await post(name)).toEqual({status: 400, code: 'rest_invalid_param', field: true});
  });

  it.each([
    ['a link in the name', 'Buy Viagra https://pills.example', ''],
    ['a link without a scheme', 'Visit pills.example', ''],
    ['an address', 'write to ben@pills.example', ''],
    ['a word to be looked at', 'Lot\u200btery winner', ''],
    ['a word to be looked at, escaped in the website', 'Ben', 'https://a.example/%6cottery'],
  ])('waits for a moderator with %s', async (_, name, url) => {
    expect((await post(name, url)).state).toBe('hold');
  });

  it.each([
    ['a refused word in the name', 'Ca\u00adsino Ben', ''],
    ['a refused word, escaped in the website', 'Ben', 'https://a.example/%63asino'],
  ])('is not published with %s', async (_, name, url) => {
    const {status, code, state} = await post(name, url);
    if (way === 'by REST') expect(['parley_words_refused', 'trash', 'spam']).toContain(code ?? state);
    else expect([status, state]).toEqual([200, 'rejected']);
  });

  it.each([
    'Anna Smith',
    'J.Smith',
    'St.John',
    'Əli Šatić',
    'Edith Orr',
    'Dr. Ana-María O’Neil',
    '陳大文',
    '👩‍🌾 Ana',
  ])('is published as %s', async (name) => {
    expect((await post(name)).state).toBe('approved');
  });
});

it('is shown by WordPress’s page, too, if the form is sent without JavaScript', async () => {
  const answer = await byForm({author: 'Letters editor'});
  expect(answer.status).toBe(400);
  expect((await answer.text()).includes('This name stands for the newsroom.')).toBe(true);
});

describe('if the names of site and author have more than letters', () => {
  beforeAll(async () => {
    await site.run(
      `wp_update_user(array('ID' => $given, 'display_name' => 'राम'));
      update_option('blogname', "Fish & Chips: Anna's Page");`,
      site.users.author.id,
    );
  });

  afterAll(async () => {
    await site.run(
      `wp_update_user(array('ID' => $given, 'display_name' => 'Zoë Harbour'));
      update_option('blogname', 'The Quillmere Packet');`,
      site.users.author.id,
    );
  });

  it.each(["Fish & Chips: Anna's Page", 'fish &amp; chips, Anna’s page', 'राम', 'रा\u200bम'])(
    'a guest is refused as %j',
    async (name) => {
      expect(await WAYS['by REST']?.({name, url: ''})).toMatchObject({code: 'rest_invalid_param'});
    },
  );

  it.each(['रीमा', 'रोमा', 'Anna', 'Ann Page', 'Ed Fish'])(
    'a guest is published as %j, which is another name',
    async (name) => {
      expect(await WAYS['by REST']?.({name, url: ''})).toMatchObject({state: 'approved'});
    },
  );

  it.each(['संपादक', 'บรรณาธิการ'])('a role is known whose name has vowel signs: %s', async (role) => {
    const reserved = await site.run<boolean>(
      `add_filter('parley_reserved_name_words', function ($words) use ($given) { return array_merge($words, array($given)); });
      return Parley\\Names\\is_reserved($given . ' Anna');`,
      role,
    );
    expect(reserved).toBe(true);
  });

  it('a role of several words is known too', async () => {
    const reserved = await site.run<boolean[]>(
      `add_filter('parley_reserved_name_words', function ($words) { return array_merge($words, array('Shop manager')); });
      return array_map('Parley\\Names\\is_reserved', array('shop MANAGER', 'Anna, shop manager', 'Anna Workshop Manager', 'Manager Shop'));`,
    );
    expect(reserved).toEqual([true, true, false, false]);
  });
});

it('lets users who are signed in write under their own names', async () => {
  const {status} = await site.rest('wp/v2/comments', {
    as: 'author',
    method: 'POST',
    json: {post, content: `By the author. ${randomUUID()}`},
  });
  expect(status).toBe(201);
});

describe('an empty comment', () => {
  it.each(['\u3164', '\u200b\u200d', '\u2800', '&nbsp;\u00a0'.slice(6)])(
    'is refused: %j',
    async (comment) => {
      const byRest = await guest(site).send(
        'POST',
        'wp/v2/comments',
        commentFields(post, {content: comment}),
      );
      expect([byRest.status, byRest.body.code]).toEqual([400, 'rest_comment_content_invalid']);
      const sent = await byForm({author: 'Ana', comment, parley_key: `key-${randomUUID()}`});
      expect([sent.status, ((await sent.json()) as {code: string}).code]).toEqual([
        400,
        'rest_comment_content_invalid',
      ]);
      expect((await byForm({author: 'Ana', comment})).status).toBe(400);
    },
  );
});
