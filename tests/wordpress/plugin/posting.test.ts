import {randomUUID} from 'node:crypto';
import {beforeEach, describe, expect, it} from 'vitest';
import {newKey} from '../../../src/model/new-key.js';
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

const site = siteForAll({plugin: true});
let post: number;

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({comment_previously_approved: '', comment_moderation: '', comment_registration: ''});
  await site.run("global $wpdb; $wpdb->query('DELETE FROM ' . Parley\\Tables\\name('blocks'));");
  post = (await site.createPost()).id;
});

const send = <Body = WireComment>(who: Person, json: unknown) =>
  who.send<Body>('POST', 'wp/v2/comments', json);

const count = async (): Promise<number> => {
  const {headers} = await guest(site).get(`wp/v2/comments?post=${String(post)}&_fields=id`);
  return Number(headers.get('X-WP-Total'));
};

/** What the theme's form sends. */
const sendForm = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams({
      comment_post_ID: String(post),
      author: 'Ana',
      email: 'ana@reader.example',
      comment: `By the form, ${String(Math.random())}.`,
      ...fields,
    }),
  });

describe('who may post', () => {
  it('admits guests according to the settings', async () => {
    expect((await send(guest(site), commentFields(post))).status).toBe(201);
    await setPlugin(site, {guests_by_rest: false});
    const refused = await send<WireError>(guest(site), commentFields(post));
    expect([refused.status, refused.body.code]).toEqual([401, 'rest_comment_login_required']);
    await setPlugin(site);
    await site.setOptions({comment_registration: '1'});
    expect((await send(guest(site), commentFields(post))).status).toBe(401);
  });

  it('refuses guests on pages of other sites, but no application', async () => {
    const evil = await send<WireError>(guest(site, {Origin: 'https://evil.example'}), commentFields(post));
    expect([evil.status, evil.body.code]).toEqual([403, 'parley_origin_refused']);
    const app = guest(site, {Origin: 'https://app.example', Authorization: site.authorization('reader')});
    expect((await send(app, {post, content: 'From elsewhere.'})).status).toBe(201);
  });
});

describe('what WordPress lets through', () => {
  it('refuses a reply to a missing or held comment, and to one of another post', async () => {
    const other = await site.createPost();
    const foreign = await site.createComment({post: other.id, content: 'Elsewhere.'});
    const held = await site.createComment({post, content: 'Not yet.', status: 'hold'});
    for (const parent of [999_999, foreign, held]) {
      const {status, body} = await send<WireError>(guest(site), commentFields(post, {parent}));
      expect([status, body.code]).toEqual([404, 'parley_parent_not_found']);
      // Newer versions of WordPress refuse it by themselves, with 403.
      expect([403, 404]).toContain((await sendForm({comment_parent: String(parent)})).status);
    }
    const parent = await site.createComment({post, content: 'Here.'});
    expect((await send(guest(site), commentFields(post, {parent}))).body.parent).toBe(parent);
    expect((await sendForm({comment_parent: String(parent)})).status).toBe(302);
  });

  it('refuses a date of one’s own choice, but to moderators', async () => {
    for (const when of [{date: '2001-01-01T00:00:00'}, {date_gmt: '2001-01-01T00:00:00'}]) {
      const {status, body} = await send<WireError>(guest(site), commentFields(post, when));
      expect([status, body.code]).toEqual([403, 'parley_date_refused']);
    }
    const admin = await signedIn(site, 'admin');
    const {status} = await send(admin, {post, content: 'From the archive.', date_gmt: '2001-01-01T00:00:00'});
    expect(status).toBe(201);
  });

  it("stores the guest's real user agent", async () => {
    const ana = guest(site);
    const {body} = await send(ana, commentFields(post, {author_user_agent: 'Somebody else'}));
    const stored = await site.run('return get_comment($given)->comment_agent;', body.id);
    expect(stored).toBe(ana.headers['User-Agent']);
  });

  it('returns when to retry after a comment that was sent too soon', async () => {
    await site.checkFlood();
    const ana = guest(site);
    await send(ana, commentFields(post));
    const {status, headers, body} = await send<WireError>(ana, commentFields(post));
    await site.checkFlood(false);
    expect([status, body.code, headers.get('Retry-After')]).toEqual([400, 'comment_flood', '15']);
  });
});

describe('posting once', () => {
  it('makes one comment of one key', async () => {
    const ana = guest(site);
    const first = await send(ana, commentFields(post, {parley_key: 'key-of-the-intent-1'}));
    const second = await send<WireError>(ana, commentFields(post, {parley_key: 'key-of-the-intent-1'}));
    expect([second.status, second.body.code, second.body.data.comment]).toEqual([
      409,
      'parley_already_posted',
      first.body.id,
    ]);
    expect(await count()).toBe(1);
  });

  it('makes one comment of one key when both requests come at once', async () => {
    const ana = guest(site);
    const answers = await Promise.all(
      Array.from({length: 6}, () =>
        send<WireError>(ana, commentFields(post, {parley_key: 'key-at-once-123'})),
      ),
    );
    expect(answers.filter(({status}) => status === 201)).toHaveLength(1);
    for (const {status, body} of answers.filter(({status}) => status !== 201)) {
      expect(status).toBe(409);
      expect(body.code).toMatch(/^parley_(already_posted|in_progress)$/);
    }
    expect(await count()).toBe(1);
  });

  it('frees the key of a comment that was refused', async () => {
    const ana = guest(site);
    const refused = await send(ana, commentFields(post, {content: '', parley_key: 'key-of-a-refusal'}));
    expect(refused.status).toBe(400);
    expect((await send(ana, commentFields(post, {parley_key: 'key-of-a-refusal'}))).status).toBe(201);
  });

  it('takes the same key for another post, and refuses what is no key', async () => {
    const other = await site.createPost();
    for (const id of [post, other.id])
      expect((await send(guest(site), commentFields(id, {parley_key: 'shared-by-chance'}))).status).toBe(201);
    const before = await count();
    for (const parley_key of ['short', 'with space in it', ['a', 'b'], 12_345_678]) {
      const {status, body} = await send<WireError>(guest(site), commentFields(post, {parley_key}));
      expect([status, body.code]).toEqual([400, 'parley_key_invalid']);
    }
    expect(await count()).toBe(before);
  });

  it.each([
    ['makes', newKey()],
    ['of versions before December 2026 has made', `${randomUUID()}-12`],
  ])('takes the keys that the form %s', async (_who, key) => {
    const form = commentFields(post, {parley_key: key});
    expect((await send(guest(site), form)).status).toBe(201);
    expect((await send(guest(site), form)).status).toBe(409);
  });

  it('lets a request that broke off be made again', async () => {
    await site.run("Parley\\Keys\\claim($given, 'key-that-broke-off');", post);
    const again = commentFields(post, {parley_key: 'key-that-broke-off'});
    const early = await send<WireError>(guest(site), again);
    expect([early.status, early.body.code, early.headers.get('Retry-After')]).toEqual([
      409,
      'parley_in_progress',
      '2',
    ]);
    await site.run(
      "global $wpdb; $wpdb->query('UPDATE ' . Parley\\Tables\\name('keys') . ' SET created_at = created_at - INTERVAL 2 MINUTE WHERE comment_id = 0');",
    );
    expect((await send(guest(site), again)).status).toBe(201);
  });
});

describe('the policy', () => {
  const required = {acknowledgement: true, policy_text: '<p>Be kind.</p>', policy_version: '7'};

  it('must be acknowledged if the publisher requires it', async () => {
    await setPlugin(site, required);
    for (const version of [undefined, '6', '', 7, ['7']]) {
      const {status, body} = await send<WireError>(
        guest(site),
        commentFields(post, {parley_policy_version: version}),
      );
      expect([status, body.code]).toEqual([409, 'parley_policy_changed']);
      expect(body.data.policy).toEqual({version: '7', text: {format: 'html', value: '<p>Be kind.</p>'}});
    }
    const {status, body} = await send(guest(site), commentFields(post, {parley_policy_version: '7'}));
    expect([status, body.parley.policy_version]).toEqual([201, '7']);
  });

  it('is stored with the comment, for moderators', async () => {
    const {body} = await send(guest(site), commentFields(post, {parley_policy_version: '<b>1</b>'}));
    const asAdmin = (await (await site.rest(`wp/v2/comments/${String(body.id)}`)).json()) as WireComment;
    const asReader = await guest(site).get<WireComment>(`wp/v2/comments/${String(body.id)}`);
    expect([asAdmin.parley.policy_version, asReader.body.parley.policy_version]).toEqual(['b1b', null]);
  });

  it('holds for the theme’s form too', async () => {
    await setPlugin(site, required);
    const refused = await sendForm({});
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('acknowledge the discussion policy');
    expect((await sendForm({'parley_policy_version[]': '7'})).status).toBe(409);
    const taken = await sendForm({parley_policy_version: '7'});
    expect(taken.status).toBe(302);
    const id = Number(/comment-(\d+)/.exec(taken.headers.get('Location') ?? '')?.[1]);
    const asAdmin = (await (await site.rest(`wp/v2/comments/${String(id)}`)).json()) as WireComment;
    expect(asAdmin.parley.policy_version).toBe('7');
  });
});

describe('blocked writers', () => {
  const block = (kind: string, value: string, expires: string | null = null): Promise<unknown> =>
    site.run('Parley\\Blocks\\add($given[0], $given[1], $given[2], $given[3]);', [
      kind,
      value,
      'Abuse of <b>others</b>.',
      expires,
    ]);

  it('see why and until when, by REST and by the form', async () => {
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 19);
    await block('email', 'ben@reader.example', until.replace('T', ' '));
    const refused = await send<WireError>(
      guest(site),
      commentFields(post, {author_email: 'Ben@Reader.example'}),
    );
    expect([refused.status, refused.body.code]).toEqual([403, 'parley_blocked']);
    expect(refused.body.data).toMatchObject({reason: 'Abuse of <b>others</b>.', until: `${until}.000Z`});
    expect(refused.body.message).not.toContain('<b>');
    const form = await sendForm({email: 'ben@reader.example'});
    expect(form.status).toBe(403);
    expect(await form.text()).toContain('Abuse of &lt;b&gt;others&lt;/b&gt;.');
    expect((await send(guest(site), commentFields(post))).status).toBe(201);
  });

  it('are blocked by account, also from voting, reporting and changing', async () => {
    const reader = await signedIn(site, 'reader');
    const own = await send(reader, {post, content: `Before the block, ${String(post)}.`});
    const other = await site.createComment({post, content: 'By somebody.'});
    await block('user', String(site.users.reader.id));
    const attempts = [
      ['wp/v2/comments', {post, content: 'After the block.'}],
      [`parley/v1/comments/${String(other)}/vote`, {up: true}],
      [`parley/v1/comments/${String(other)}/report`, {}],
      [`parley/v1/comments/${String(own.body.id)}`, {content: 'Changed.'}],
    ] as const;
    for (const [path, json] of attempts) {
      const {status, body} = await reader.send<WireError>('POST', path, json);
      expect([path, status, body.code]).toEqual([path, 403, 'parley_blocked']);
    }
    expect((await send(await signedIn(site, 'neighbour'), {post, content: 'Still here.'})).status).toBe(201);
  });

  it('are blocked by network, of which only a hash is stored', async () => {
    const hash = await site.run<string>("return Parley\\Blocks\\network_value('127.0.0.1');");
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    await block('network', hash);
    const connected = guest(site, {'X-Test-Address': ''});
    expect((await send<WireError>(connected, commentFields(post))).body.code).toBe('parley_blocked');
    // Who may moderate never is.
    expect((await send(await signedIn(site, 'admin'), {post, content: 'From the desk.'})).status).toBe(201);
  });

  it('may write again when the block ends', async () => {
    await block('email', 'ben@reader.example', '2020-01-01 00:00:00');
    const {status} = await send(guest(site), commentFields(post, {author_email: 'ben@reader.example'}));
    expect(status).toBe(201);
  });

  it('does not take one IPv6 address for another household', async () => {
    const [same, also, other] = await site.run<string[]>(
      "return array_map('Parley\\\\Blocks\\\\network_value', array('2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:3::1'));",
    );
    expect([same === also, same === other]).toEqual([true, false]);
  });
});

describe('WordPress’s own lists of words', () => {
  it('hold for what comes by REST', async () => {
    await site.setOptions({disallowed_keys: 'cheap-pills', moderation_keys: 'lawsuit'});
    const disallowed = await send(guest(site), commentFields(post, {content: 'Buy cheap-pills.'}));
    const suspicious = await send(guest(site), commentFields(post, {content: 'I smell a lawsuit.'}));
    await site.setOptions({disallowed_keys: '', moderation_keys: ''});
    expect([disallowed.body.status, suspicious.body.status]).toEqual(['trash', 'hold']);
  });
});

describe('mail', () => {
  it('is sent to the moderator for a held comment, and to the post’s author for a published one', async () => {
    await site.takeMails();
    await send(guest(site), commentFields(post));
    expect(await site.takeMails()).toEqual([
      {to: 'author@packet.example', subject: expect.stringContaining('Comment: ')},
    ]);
    await site.setOptions({comment_moderation: '1'});
    await send(guest(site), commentFields(post));
    expect(await site.takeMails()).toContainEqual({
      to: 'admin@packet.example',
      subject: expect.stringContaining('Please moderate'),
    });
  });
});
