import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {guest, commentFields, setPlugin, type WireComment} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {Session} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll({plugin: true});
let session: Session;
let post: number;
let comment: number;

beforeAll(async () => {
  session = await site.logIn('reader');
});

beforeEach(async () => {
  await setPlugin(site, {guests_by_rest: true});
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  post = (await site.createPost()).id;
  comment = await site.createComment({post, content: `Written earlier, ${String(Math.random())}.`});
});

interface State {
  readonly votes: number;
  readonly reports: number;
  readonly comments: number;
  readonly content: string;
  readonly status: string;
}

/** What is stored of the post and its comment. */
const stored = (): Promise<State> =>
  site.run<State>(
    `global $wpdb;
    $rows = function ($table) use ($wpdb, $given) {
      return (int) $wpdb->get_var('SELECT COUNT(*) FROM ' . Parley\\Tables\\name($table) . ' WHERE comment_id = ' . (int) $given[1]);
    };
    $comment = get_comment($given[1]);
    return array(
      'votes' => $rows('votes'),
      'reports' => $rows('reports'),
      'comments' => (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->comments WHERE comment_post_ID = " . (int) $given[0]),
      'content' => $comment->comment_content,
      'status' => wp_get_comment_status($comment),
    );`,
    [post, comment],
  );

/** What a browser sends along with an image that a page elsewhere shows. */
const asImage = (): Record<string, string> => ({
  Accept: 'image/avif,image/webp,*/*',
  Cookie: session.cookie,
  Referer: 'https://evil.example/',
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': 'no-cors',
  'Sec-Fetch-Dest': 'image',
});

/** What each of the plugin's routes would be asked by an address alone. */
const WRITES = {
  vote: (id: number) => [`parley/v1/comments/${String(id)}/vote`, {up: '1'}],
  report: (id: number) => [`parley/v1/comments/${String(id)}/report`, {rule: 'spam'}],
  edit: (id: number) => [`parley/v1/comments/${String(id)}`, {content: 'Changed.', token: '0'}],
  post: (_: number) => [
    'wp/v2/comments',
    Object.fromEntries(
      Object.entries(commentFields(post, {author_url: ''})).map(([name, value]) => [name, String(value)]),
    ),
  ],
  status: (id: number) => ['parley/v1/comments/status', {'comments[0][id]': String(id)}],
} as const satisfies Record<string, (id: number) => readonly [string, Record<string, string>]>;

describe('a GET', () => {
  describe.each(Object.keys(WRITES) as (keyof typeof WRITES)[])('that would be a %s', (name) => {
    it.each([
      ['_method in the address', {_method: 'POST'}, {}],
      ['_method in small letters', {_method: 'post'}, {}],
      ['an overriding header', {}, {'X-HTTP-Method-Override': 'POST'}],
    ])('by %s writes nothing', async (_, parameters, headers) => {
      const [route, fields] = WRITES[name](comment);
      const before = await stored();
      const query = new URLSearchParams({...fields, ...parameters});
      const addresses = [
        `${site.origin}/wp-json/${route}?${query.toString()}`,
        `${site.origin}/wp-json/${route.toUpperCase()}?${query.toString()}`,
        `${site.origin}/?rest_route=/${route}&${query.toString()}`,
      ];
      for (const address of addresses) {
        for (const method of ['GET', 'HEAD']) {
          // Not even from the site's own page: a link is no wish to write.
          for (const more of [{}, {Origin: site.origin, 'Sec-Fetch-Site': 'same-origin'}]) {
            const response = await fetch(address, {method, headers: {...asImage(), ...headers, ...more}});
            expect([address, method, response.status]).toEqual([address, method, 405]);
          }
        }
      }
      expect(await stored()).toEqual(before);
    });
  });

  it('that would delete, deletes nothing, even with the token', async () => {
    const {body} = await guest(site).send<WireComment>('POST', 'wp/v2/comments', commentFields(post));
    const query = new URLSearchParams({_method: 'DELETE', token: body.parley.token ?? ''});
    const response = await fetch(
      `${site.origin}/wp-json/parley/v1/comments/${String(body.id)}?${query.toString()}`,
    );
    expect(response.status).toBe(405);
    expect((await guest(site).get(`wp/v2/comments/${String(body.id)}`)).status).toBe(200);
  });

  it('with the nonce of a session changes no comment by WordPress’s own route either', async () => {
    const {cookie, nonce} = await site.logIn('admin');
    const query = new URLSearchParams({_method: 'DELETE', _wpnonce: nonce});
    const response = await fetch(
      `${site.origin}/wp-json/wp/v2/comments/${String(comment)}?${query.toString()}`,
      {
        headers: {Cookie: cookie},
      },
    );
    expect(response.status).toBe(405);
    expect((await stored()).status).toBe('approved');
  });

  it('of wp-admin without a nonce does nothing', async () => {
    const {cookie} = await site.logIn('admin');
    await guest(site).send('POST', `parley/v1/comments/${String(comment)}/report`, {});
    for (const action of [
      'parley_dismiss_reports',
      'parley_block',
      'parley_unblock',
      'parley_unblock_author',
    ]) {
      for (const file of ['admin-post.php', 'admin-ajax.php']) {
        const query = new URLSearchParams({action, id: String(comment), 'kinds[]': 'email'});
        const address = `${site.origin}/wp-admin/${file}`;
        const answers = [
          await fetch(`${address}?${query.toString()}`, {headers: {Cookie: cookie}}),
          await fetch(address, {method: 'POST', body: query, headers: {Cookie: cookie}}),
        ];
        // WordPress's answer to a request of nobody's: 403, or 400 where there is no such action.
        for (const {status} of answers) expect(status).toBe(file === 'admin-post.php' ? 403 : 400);
      }
    }
    expect((await stored()).reports).toBe(1);
    expect(await site.run('return count(Parley\\Blocks\\find("", 500, 0));')).toBe(0);
  });
});

describe('a write without a nonce', () => {
  const LISTED = 'https://www.front.example';
  /** The status of a vote that is sent with these headers. */
  const voteWith = async (headers: Record<string, string>): Promise<number> => {
    const {send} = guest(site, {Origin: '', ...headers});
    return (await send('POST', `parley/v1/comments/${String(comment)}/vote`, {up: true})).status;
  };
  const own = () => site.origin;

  it.each([
    ['the site’s own origin', () => ({Origin: own()})],
    ['the same origin, as the browser says', () => ({'Sec-Fetch-Site': 'same-origin'})],
    [
      'a page that tells nobody where it is, of the same origin',
      () => ({Origin: 'null', 'Sec-Fetch-Site': 'same-origin'}),
    ],
    ['an origin that the publisher listed', () => ({Origin: LISTED, 'Sec-Fetch-Site': 'cross-site'})],
  ])('is taken from %s', async (_, headers) => {
    await setPlugin(site, {guests_by_rest: true, origins: [LISTED]});
    expect(await voteWith(headers())).toBe(200);
    expect((await stored()).votes).toBe(1);
  });

  it.each([
    ['nobody says where', {}],
    ['no origin', {Origin: 'null'}],
    ['a page in a sandbox', {Origin: 'null', 'Sec-Fetch-Site': 'cross-site'}],
    ['another site', {'Sec-Fetch-Site': 'cross-site'}],
    ['another host of the same site', {'Sec-Fetch-Site': 'same-site'}],
    ['no page at all', {'Sec-Fetch-Site': 'none'}],
    ['another origin', {Origin: 'https://evil.example'}],
    ['another name for the same machine', {Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin'}],
    ['a host that begins like a listed one', {Origin: `${LISTED}.evil.example`}],
    ['a listed host without encryption', {Origin: LISTED.replace('https', 'http')}],
    ['a referrer alone', {Referer: 'http://127.0.0.1/'}],
  ])('is refused from %s', async (_, headers) => {
    await setPlugin(site, {guests_by_rest: true, origins: [LISTED]});
    expect(await voteWith(headers)).toBe(403);
    expect((await stored()).votes).toBe(0);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'])(
    'is refused as %s, which pages may send anywhere',
    async (type) => {
      const before = await stored();
      const fields = commentFields(post) as Record<string, string>;
      const bodies = {
        'text/plain': JSON.stringify(fields),
        'application/x-www-form-urlencoded': new URLSearchParams(fields).toString(),
        'multipart/form-data; boundary=b': Object.entries(fields)
          .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
          .join('')
          .concat('--b--\r\n'),
      };
      for (const origin of [{}, {Origin: 'null'}, {Origin: 'https://evil.example'}]) {
        const response = await fetch(`${site.origin}/wp-json/wp/v2/comments?up=1&post=${String(post)}`, {
          method: 'POST',
          headers: {Cookie: session.cookie, 'Content-Type': type, ...origin},
          body: bodies[type as keyof typeof bodies],
        });
        // Plain text is no form: WordPress finds no content in it.
        expect([400, 403]).toContain(response.status);
        const vote = await fetch(`${site.origin}/wp-json/parley/v1/comments/${String(comment)}/vote?up=1`, {
          method: 'POST',
          headers: {Cookie: session.cookie, 'Content-Type': type, ...origin},
          body: 'up=1',
        });
        expect(vote.status).toBe(403);
      }
      expect(await stored()).toEqual(before);
    },
  );

  it('is a guest’s, even with a cookie', async () => {
    const {status} = await guest(site, {Cookie: session.cookie}).send(
      'POST',
      `parley/v1/comments/${String(comment)}/vote`,
      {up: true},
    );
    expect(status).toBe(200);
    const user = guest(site, {Cookie: session.cookie, 'X-WP-Nonce': session.nonce, Origin: ''});
    const {body} = await user.get<WireComment>(`wp/v2/comments/${String(comment)}`);
    expect(body.parley).toMatchObject({votes: 1, voted: false});
  });

  it('needs no origin if it has a nonce or a password', async () => {
    const proofs = [
      {Cookie: session.cookie, 'X-WP-Nonce': session.nonce},
      {Authorization: site.authorization('neighbour')},
      {Authorization: site.authorization('neighbour'), Origin: 'https://app.example'},
    ];
    for (const proof of proofs) expect(await voteWith(proof)).toBe(200);
    expect((await stored()).votes).toBe(2);
  });
});

describe('which origins are the site’s own', () => {
  /** What the plugin makes of each origin where the site's address is this one. */
  const known = (home: string, origins: readonly string[]): Promise<boolean[]> =>
    site.run<boolean[]>(
      `$home = function () use ($given) { return $given[0]; };
      add_filter('home_url', $home, 99);
      add_filter('site_url', $home, 99);
      add_filter('admin_url', $home, 99);
      return array_map(function ($origin) {
        $_SERVER['HTTP_ORIGIN'] = $origin;
        return true === Parley\\Origins\\from_known_page();
      }, $given[1]);`,
      [home, origins],
    );

  it('are those of its address, with and without www, wherever below it WordPress is', async () => {
    const origins = [
      'https://paper.example',
      'https://www.paper.example',
      'https://news.paper.example',
      'https://paper.example.evil.example',
      'https://paper.example:8443',
    ];
    for (const home of [
      'https://paper.example',
      'https://paper.example/blog',
      'https://www.paper.example/a/b/',
    ])
      expect([home, await known(home, origins)]).toEqual([home, [true, true, false, false, false]]);
    expect(await known('https://paper.example:8443', origins)).toEqual([false, false, false, false, true]);
  });

  it('are https too, where WordPress believes itself to be on http behind a proxy', async () => {
    expect(await known('http://paper.example', ['https://paper.example'])).toEqual([true]);
  });
});

describe('what a page elsewhere can read', () => {
  it('is not what its visitor did here', async () => {
    const ana = guest(site);
    await ana.send('POST', `parley/v1/comments/${String(comment)}/vote`, {up: true});
    const elsewhere = [
      [{Origin: 'https://evil.example'}, ''],
      [{Origin: '', 'Sec-Fetch-Site': 'cross-site'}, ''],
      // A script, on a site without encryption: browsers tell nothing.
      [{Origin: ''}, '&_jsonp=take'],
    ] as const;
    const answer = async (headers: Record<string, string>, path: string) =>
      (await site.rest(path, {as: null, headers: {...ana.headers, ...headers}})).text();
    for (const [headers, more] of elsewhere) {
      const viewer = await answer(headers, `parley/v1/viewer?post=${String(post)}${more}`);
      expect(viewer).toContain('"voted":[]');
      const list = await answer(headers, `wp/v2/comments?post=${String(post)}${more}`);
      expect(list).toContain('"voted":null');
    }
    expect(await answer({}, `parley/v1/viewer?post=${String(post)}`)).toContain(
      `"voted":[${String(comment)}]`,
    );
    expect(await answer({Origin: ''}, `wp/v2/comments?post=${String(post)}`)).toContain('"voted":true');
  });
});
