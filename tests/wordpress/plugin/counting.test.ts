import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {MANY_READERS} from '../../support/extent.mjs';
import {
  guest,
  commentFields,
  setPlugin,
  signedIn,
  type Person,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {UserName} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll({plugin: true});
let post: number;
let comment: number;
/** Known readers: two accounts that are a week old, and somebody who writes for the paper. */
let known: Person[];

beforeAll(async () => {
  known = await Promise.all(
    ['reader', 'neighbour', 'author'].map((name) => signedIn(site, name as UserName)),
  );
});

beforeEach(async () => {
  await setPlugin(site, {guests_by_rest: true});
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  await registered('reader', 7);
  await registered('neighbour', 7);
  // The rate limits are for tests of their own.
  await site.run(
    `global $wpdb;
    foreach (array('votes', 'reports') as $table) $wpdb->query('DELETE FROM ' . Parley\\Tables\\name($table));`,
  );
  post = (await site.createPost()).id;
  comment = await site.createComment({post, content: `Written earlier, ${String(Math.random())}.`});
});

/** Makes an account so many days old. */
const registered = (name: UserName, days: number): Promise<unknown> =>
  site.run(
    `global $wpdb;
    $wpdb->update($wpdb->users, array('user_registered' => gmdate('Y-m-d H:i:s', time() - $given[1] * DAY_IN_SECONDS)), array('ID' => $given[0]));
    clean_user_cache($given[0]);`,
    [site.users[name].id, days],
  );

const vote = (who: Person, up = true) =>
  who.send<WireComment>('POST', `parley/v1/comments/${String(comment)}/vote`, {up});
const report = <Body = WireComment>(who: Person, id = comment) =>
  who.send<Body>('POST', `parley/v1/comments/${String(id)}/report`, {rule: 'spam'});

/** Many guests, each with a browser of their own, at the addresses that are given by number. */
const guests = (many: number, address: (number: number) => string): Person[] =>
  Array.from({length: many}, (_, number) => guest(site, {'X-Test-Address': address(number)}));
const reportAll = async (people: readonly Person[]): Promise<void> => {
  for (const who of people) expect((await report(who)).status).toBe(200);
};
const statusOf = (id = comment): Promise<string> => site.run('return wp_get_comment_status($given);', id);
const openReports = (): Promise<number> => site.run('return Parley\\Reports\\count_of($given);', comment);
/** What the moderator's link in wp-admin does; the link is in moderation.test.ts. */
const dismiss = (): Promise<unknown> => site.run('Parley\\Reports\\dismiss($given);', comment);

/** One connection, in every form in which it may be told; the browser differs each time. */
const ONE_CONNECTION: readonly (readonly [string, (number: number) => string])[] = [
  ['one IPv4 address', () => '203.0.113.2'],
  ['one address with many ports', (number) => `203.0.113.2:${String(40_000 + number)}`],
  ['one address as IPv6 writes it', (number) => (number % 2 ? '::ffff:203.0.113.2' : '203.0.113.2')],
  ['one /64', (number) => `2001:db8:1:2:${(number * 2039).toString(16)}::${number.toString(16)}`],
  [
    'one /64 with brackets and ports',
    (number) => `[2001:db8:1:2::${number.toString(16)}]:${String(40_000 + number)}`,
  ],
];

describe(`${String(MANY_READERS)} invented guests`, () => {
  it.each(ONE_CONNECTION)('of %s hold no comment, and count once', async (_, address) => {
    await reportAll(guests(MANY_READERS, address));
    expect([await statusOf(), await openReports()]).toEqual(['approved', 1]);
  });

  it.each(ONE_CONNECTION)('of %s recommend a comment once', async (_, address) => {
    for (const who of guests(MANY_READERS, address)) {
      const {status, body} = await vote(who);
      expect([status, body.parley.voted]).toEqual([200, true]);
    }
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(comment)}`);
    expect(body.parley.votes).toBe(1);
  });

  it('of one address cannot be multiplied by a forged header', async () => {
    const forged = Array.from({length: 8}, (_, number) =>
      guest(site, {
        'X-Test-Address': '',
        'X-Forwarded-For': `198.51.100.${String(number)}`,
        'X-Real-IP': `198.51.100.${String(number)}`,
        Forwarded: `for=198.51.100.${String(number)}`,
        'CF-Connecting-IP': `198.51.100.${String(number)}`,
        'Client-IP': `198.51.100.${String(number)}`,
      }),
    );
    await reportAll(forged);
    for (const who of forged) await vote(who);
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(comment)}`);
    expect([body.parley.votes, await openReports()]).toEqual([1, 1]);
  });
});

describe('a vote', () => {
  it('counts for each network, and is taken back with the last of it', async () => {
    const [one, same] = guests(2, () => '203.0.113.7');
    const other = guest(site);
    for (const who of [one, same, other]) await vote(who as Person);
    const votes = async () =>
      (await guest(site).get<WireComment>(`wp/v2/comments/${String(comment)}`)).body.parley.votes;
    expect(await votes()).toBe(2);
    await vote(one as Person, false);
    expect(await votes()).toBe(2);
    await vote(same as Person, false);
    expect(await votes()).toBe(1);
  });

  it('of known readers counts each, at one address too', async () => {
    for (const who of known) expect((await vote(who)).status).toBe(200);
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(comment)}`);
    expect(body.parley.votes).toBe(3);
  });

  it('of accounts that were made today counts as a guest’s', async () => {
    await registered('reader', 0);
    await registered('neighbour', 0);
    for (const who of known) expect((await vote(who)).status).toBe(200);
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(comment)}`);
    // The two, and the author.
    expect(body.parley.votes).toBe(2);
  });

  it('is limited per network with many guests', async () => {
    const ids = await site.createComments(
      Array.from({length: 31}, (_, index) => ({post, content: `Number ${String(index)}.`})),
    );
    const statuses = new Map<number, number>();
    for (const who of guests(3, () => '203.0.113.9')) {
      for (const id of ids.slice(0, 30))
        await who.send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    }
    for (const address of ['203.0.113.9', '203.0.113.10']) {
      const {status} = await guest(site, {'X-Test-Address': address}).send(
        'POST',
        `parley/v1/comments/${String(ids[30])}/vote`,
        {up: true},
      );
      statuses.set(Number(address.split('.')[3]), status);
    }
    expect([...statuses]).toEqual([
      [9, 429],
      [10, 200],
    ]);
  }, 120_000);
});

describe('a report', () => {
  const elsewhere = (number: number) => `198.51.100.${String(number)}`;

  it('of a known reader weighs twice that of a guest', async () => {
    await reportAll(known.slice(0, 2));
    expect(await statusOf()).toBe('approved');
    await reportAll(guests(1, elsewhere));
    expect(await statusOf()).toBe('approved');
    await reportAll(guests(2, elsewhere).slice(1));
    expect([await statusOf(), await openReports()]).toEqual(['unapproved', 4]);
  });

  it('of three known readers, or of guests of six networks, holds a comment', async () => {
    await reportAll(known);
    expect(await statusOf()).toBe('unapproved');
    comment = await site.createComment({post, content: 'Another.'});
    await reportAll(guests(5, elsewhere));
    expect(await statusOf()).toBe('approved');
    await reportAll(guests(6, elsewhere).slice(5));
    expect(await statusOf()).toBe('unapproved');
  });

  it('of an account that was made today weighs as a guest’s', async () => {
    await registered('reader', 0);
    await registered('neighbour', 0);
    await reportAll(known);
    expect([await statusOf(), await openReports()]).toEqual(['approved', 2]);
  });

  it('is limited per network with many guests', async () => {
    const ids = await site.createComments(
      Array.from({length: 31}, (_, index) => ({post, content: `Number ${String(index)}.`})),
    );
    const people = guests(31, () => '203.0.113.9');
    for (const [index, who] of people.slice(0, 30).entries())
      expect((await report(who, ids[index])).status).toBe(200);
    const {status, headers} = await report<WireError>(people[30] as Person, ids[30]);
    expect([status, headers.get('Retry-After')]).toEqual([429, '600']);
    expect((await report(guest(site), ids[30])).status).toBe(200);
  });
});

describe('a comment that reports have held', () => {
  const elsewhere = (number: number) => `198.51.100.${String(number)}`;

  it('is published again when a moderator dismisses them, and guests cannot hold it again', async () => {
    await reportAll(guests(6, elsewhere));
    expect(await statusOf()).toBe('unapproved');
    await dismiss();
    expect([await statusOf(), await openReports()]).toEqual(['approved', 0]);
    await reportAll(guests(40, (number) => `203.0.113.${String(number)}`));
    expect([await statusOf(), await openReports()]).toEqual(['approved', 40]);
    await dismiss();
    await reportAll(known);
    expect(await statusOf()).toBe('unapproved');
  }, 120_000);

  it('is sent to readers with an open page, both removal and return', async () => {
    const {body: before} = await guest(site).get<{cursor: string}>(`parley/v1/changes?post=${String(post)}`);
    const changes = async () =>
      (
        await guest(site).get<{changes: {type: string; id: number}[]}>(
          `parley/v1/changes?post=${String(post)}&since=${before.cursor}`,
        )
      ).body.changes.map(({type, id}) => [type, id]);
    await reportAll(known);
    expect(await changes()).toContainEqual(['hide', comment]);
    await dismiss();
    expect(await changes()).toContainEqual(['insert', comment]);
  });

  it('can be reported by guests again when its text has changed since', async () => {
    const ana = guest(site);
    const {body} = await ana.send<WireComment>('POST', 'wp/v2/comments', commentFields(post));
    comment = body.id;
    await reportAll(guests(6, elsewhere));
    await dismiss();
    await ana.send('POST', `parley/v1/comments/${String(comment)}`, {
      content: 'Something else altogether.',
      token: body.parley.token,
    });
    await reportAll(guests(12, elsewhere).slice(6));
    expect(await statusOf()).toBe('unapproved');
  });

  it.each(['spam', 'trash', 'hold'] as const)(
    'stays away when a moderator has made it %s',
    async (status) => {
      await reportAll(known);
      if (status === 'hold') await site.approve(comment);
      await site.setCommentStatus(comment, status);
      const before = await statusOf();
      await dismiss();
      expect(await statusOf()).toBe(before);
    },
  );

  it('does not come back before its time: what waits for another reason waits on', async () => {
    await reportAll(guests(1, elsewhere));
    await site.setCommentStatus(comment, 'hold');
    await dismiss();
    expect(await statusOf()).toBe('unapproved');
  });
});

describe('behind a proxy', () => {
  it('a comment is stored with the reader’s address if the filter returns it', async () => {
    const ana = guest(site, {'X-Test-Address': '203.0.113.77'});
    const {body} = await ana.send<WireComment>('POST', 'wp/v2/comments', commentFields(post));
    const form = await fetch(`${site.origin}/wp-comments-post.php`, {
      method: 'POST',
      redirect: 'manual',
      headers: {...ana.headers},
      body: new URLSearchParams({
        comment_post_ID: String(post),
        author: 'Ana',
        email: 'ana@reader.example',
        comment: 'By the form.',
      }),
    });
    const byForm = Number(/comment-(\d+)/.exec(form.headers.get('Location') ?? '')?.[1]);
    const noted = await site.run<string[]>(
      'return array_map(function ($id) { return get_comment($id)->comment_author_IP; }, $given);',
      [body.id, byForm],
    );
    expect(noted).toEqual(['203.0.113.77', '203.0.113.77']);
    for (comment of [body.id, byForm])
      expect(
        (await ana.send<WireError>('POST', `parley/v1/comments/${String(comment)}/vote`, {up: true})).body
          .code,
      ).toBe('parley_own_comment');
    // A moderator who changes the words is not taken for the writer.
    await site.rest(`parley/v1/comments/${String(body.id)}`, {method: 'POST', json: {content: 'Shortened.'}});
    expect(await site.run('return get_comment($given)->comment_author_IP;', body.id)).toBe('203.0.113.77');
  });
});

describe('the settings', () => {
  it.each([
    ['no proxy', {}, false],
    ['a proxy', {'X-Forwarded-For': '203.0.113.5'}, true],
    ['another proxy', {'CF-Connecting-IP': '203.0.113.5'}, true],
    ['a web server that knows the reader', {'X-Forwarded-For': '127.0.0.1, 10.0.0.1'}, false],
    [
      'a filter that tells the reader',
      {'X-Forwarded-For': '203.0.113.5', 'X-Test-Address': '203.0.113.5'},
      false,
    ],
  ])('warn of a proxy that hides the readers: %s', async (_, headers: Record<string, string>, warns) => {
    const {cookie} = await site.logIn('admin');
    const page = await fetch(`${site.origin}/wp-admin/options-discussion.php`, {
      headers: {Cookie: cookie, ...headers},
    });
    expect([page.status, (await page.text()).includes('seems to be behind a proxy')]).toEqual([200, warns]);
  });
});

describe('a site that has counted otherwise until now', () => {
  it('keeps its votes and its reports', async () => {
    await site.run(
      `global $wpdb;
      foreach (array('votes', 'reports') as $name) {
        $table = Parley\\Tables\\name($name);
        $wpdb->query("ALTER TABLE $table DROP KEY counts_as, DROP COLUMN counts_as");
        if ('reports' === $name) $wpdb->query("ALTER TABLE $table DROP COLUMN is_known");
      }
      foreach (array('a', 'b', 'c') as $who) {
        $wpdb->insert(Parley\\Tables\\name('votes'), array('comment_id' => $given, 'voter' => str_repeat($who, 64), 'created_at' => '2020-01-01 00:00:00'));
        $wpdb->insert(Parley\\Tables\\name('reports'), array('comment_id' => $given, 'reporter' => str_repeat($who, 64), 'rule' => '', 'note' => '', 'created_at' => '2020-01-01 00:00:00'));
      }
      update_option('parley_schema', 1);`,
      comment,
    );
    await fetch(site.origin);
    await vote(guest(site));
    await report(guest(site));
    const {body} = await guest(site).get<WireComment>(`wp/v2/comments/${String(comment)}`);
    expect([body.parley.votes, await openReports()]).toEqual([4, 4]);
  });
});
