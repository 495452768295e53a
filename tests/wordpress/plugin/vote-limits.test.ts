import {beforeEach, expect, it} from 'vitest';
import {
  guest,
  setPlugin,
  type Answer,
  type Person,
  type WireComment,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let id: number;

beforeEach(async () => {
  await setPlugin(site);
  const {id: post} = await site.createPost();
  id = await site.createComment({post, content: 'The evening boat must stay.'});
});

const vote = (who: Person, up: boolean): Promise<Answer<WireComment>> =>
  who.send('POST', `parley/v1/comments/${String(id)}/vote`, {up});

/** Makes what was counted a minute older. */
const waitAMinute = (): Promise<unknown> =>
  site.run(
    'global $wpdb; $wpdb->query("UPDATE {$wpdb->prefix}parley_vote_log SET created_at = created_at - INTERVAL 61 SECOND");',
  );

it('counts withdrawn votes, and those without effect', async () => {
  const ana = guest(site);
  for (let round = 0; round < 10; round++) {
    for (const up of [true, false, false]) expect((await vote(ana, up)).status).toBe(200);
  }
  for (const up of [true, false]) {
    const {status, headers} = await vote(ana, up);
    expect([status, headers.get('Retry-After')]).toEqual([429, '60']);
  }
  const other = await vote(guest(site), true);
  expect([other.status, other.body.parley.votes]).toEqual([200, 1]);
  await waitAMinute();
  expect((await vote(ana, true)).body.parley.votes).toBe(2);
});

it('does not count refused requests', async () => {
  const ana = guest(site);
  for (let round = 0; round < 30; round++) await vote(ana, round % 2 === 0);
  const counted = (): Promise<number> =>
    site.run(
      'global $wpdb; return (int) $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->prefix}parley_vote_log");',
    );
  const before = await counted();
  expect((await vote(ana, true)).status).toBe(429);
  expect(await counted()).toBe(before);
});
