import {randomUUID} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {guest, setPlugin, type WireComment, type WireError} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

interface CommentStatus {
  readonly id: number | null;
  readonly status: string;
  readonly comment: WireComment | null;
  readonly token?: string;
}

const site = siteForAll({plugin: true});
let post: number;

beforeEach(async () => {
  await setPlugin(site, {guests_by_rest: false});
  await site.setOptions({comment_previously_approved: '', comment_moderation: '', comment_registration: ''});
  post = (await site.createPost()).id;
});

afterEach(() => site.filterSpam());

/** The form's fields as Parley sends them, with a key. */
async function send(
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<{status: number; type: string; text: string; body: CommentStatus & WireError}> {
  const response = await fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    headers: {Origin: site.origin, ...headers},
    body: new URLSearchParams({
      comment_post_ID: String(post),
      author: 'Ana',
      email: `${randomUUID()}@reader.example`,
      comment: `By the form, ${randomUUID()}.`,
      parley_key: `key-${randomUUID()}`,
      ...fields,
    }),
  });
  const text = await response.text();
  const type = response.headers.get('Content-Type') ?? '';
  return {
    status: response.status,
    type,
    text,
    body: (type.includes('json') ? JSON.parse(text) : {}) as CommentStatus & WireError,
  };
}

const statusOf = async (key: string): Promise<CommentStatus | undefined> => {
  const asked = {comments: [{post, key}]};
  const {body} = await guest(site).send<{comments: CommentStatus[]}>(
    'POST',
    'parley/v1/comments/status',
    asked,
  );
  return body.comments[0];
};

const count = (): Promise<number> =>
  site.run(
    'return (int) get_comments(array("post_id" => $given, "count" => true, "status" => "any"));',
    post,
  );

describe('a comment through the site’s own form, with a key', () => {
  it('is answered with the comment and its token, by which its author may change it', async () => {
    const {status, body} = await send();
    expect([status, body.status, body.comment?.status]).toEqual([200, 'approved', 'approved']);
    const token = body.comment?.parley.token;
    const changed = await guest(site).send<WireComment>('POST', `parley/v1/comments/${String(body.id)}`, {
      content: 'Other words.',
      token,
    });
    expect(changed.status).toBe(200);
  });

  it('is posted once, also where both requests come at once', async () => {
    const fields = {parley_key: 'one-key-for-all-1'};
    const answers = await Promise.all(Array.from({length: 6}, () => send(fields)));
    expect(answers.filter(({status}) => status === 200)).toHaveLength(1);
    for (const {body} of answers.filter(({status}) => status !== 200))
      expect(['parley_already_posted', 'parley_in_progress']).toContain(body.code);
    expect(await count()).toBe(1);
    expect((await send(fields)).body).toMatchObject({code: 'parley_already_posted', data: {status: 409}});
    expect(await statusOf('one-key-for-all-1')).toMatchObject({status: 'approved'});
  });

  it('that was posted already is reported as such, although the form’s token is used up', async () => {
    await site.filterSpam('token');
    const spamToken = await site.run<string>('return tests_antispam_token($given);', post);
    const fields = {parley_key: 'key-and-used-gate'};
    expect((await send({...fields, gate: spamToken})).status).toBe(200);
    expect((await send(fields)).body.code).toBe('parley_already_posted');
  });

  it('leaves its key free if it is refused', async () => {
    await site.filterSpam('verdicts');
    const fields = {parley_key: 'key-of-a-refused-1'};
    expect((await send({...fields, comment: 'A jackpot.'})).body.code).toBe('parley_refused');
    expect(await statusOf('key-of-a-refused-1')).toMatchObject({status: 'unknown'});
    expect((await send({...fields, comment: 'Honest words.'})).status).toBe(200);
  });

  it.each([
    ['held', 'raffle', 'hold'],
    ['taken for spam', 'lottery', 'rejected'],
    ['thrown away', 'rubbish', 'rejected'],
  ])('that is %s is reported as such', async (_what, word, status) => {
    await site.filterSpam('verdicts');
    const {body} = await send({comment: `A ${word}.`, parley_key: 'key-of-a-verdict'});
    expect(body.status).toBe(status);
    expect(await statusOf('key-of-a-verdict')).toMatchObject({id: body.id, status});
    const proof = body.token ?? body.comment?.parley.token;
    const asked = {comments: [{id: body.id, token: proof}]};
    const told = await guest(site).send<{comments: CommentStatus[]}>(
      'POST',
      'parley/v1/comments/status',
      asked,
    );
    expect(told.body.comments).toMatchObject([{id: body.id, status}]);
  });

  it('stores the version of the policy, and is refused with another', async () => {
    await setPlugin(site, {acknowledgement: true, policy_version: '7', policy_text: '<p>Be kind.</p>'});
    const refused = await send({parley_policy_version: '6'});
    expect([refused.status, refused.body.code, refused.body.data.policy]).toEqual([
      409,
      'parley_policy_changed',
      {version: '7', text: {format: 'html', value: '<p>Be kind.</p>'}},
    ]);
    const {body} = await send({parley_policy_version: '7'});
    expect(body.comment?.parley.policy_version).toBe('7');
  });

  it('is refused to who is blocked, with the reason', async () => {
    await site.run("Parley\\Blocks\\add('email', 'ben@reader.example', 'Abuse.', null);");
    const {status, body} = await send({email: 'ben@reader.example'});
    expect([status, body.code, body.data.reason]).toEqual([403, 'parley_blocked', 'Abuse.']);
  });
});

describe('a comment that is stored when another plugin ends the request', () => {
  beforeEach(() => site.filterSpam('after'));

  it.each(['printed', 'died', 'ended', 'led away', 'printed and died'])(
    'is reported to its author: %s',
    async (how) => {
      const {status, body} = await send({comment: `${how} ${randomUUID()}`});
      expect([status, body.status, body.comment?.parley.token]).toEqual([
        200,
        'approved',
        expect.stringMatching(/^[0-9a-f]{64}$/),
      ]);
      expect(await count()).toBe(1);
    },
  );

  it('is reported to its author: crashed', async () => {
    const {status, body} = await send({comment: `crashed ${randomUUID()}`});
    expect([status, body.status]).toEqual([200, 'approved']);
    await site.clearErrorLog();
  });

  it('is reported as gone if it was deleted', async () => {
    const {status, body} = await send({comment: `deleted ${randomUUID()}`});
    expect([status, body.status]).toEqual([200, 'gone']);
    // WordPress itself reads fields of nothing then.
    expect((await site.errorLog()).filter((line) => line.includes('parley-comments'))).toEqual([]);
    await site.clearErrorLog();
  });

  it('is refused with the plugin’s message where the plugin removed the comment', async () => {
    const {status, body} = await send({comment: 'junk'});
    expect([status, body.code, body.message]).toEqual([403, 'parley_refused', 'No junk here.']);
  });
});

it('a comment that the database rejects is reported as a failure, and its key stays free', async () => {
  const fields = {parley_key: 'key-of-an-unsaved-1'};
  // WordPress stores the browser's name as it comes; one byte of it is no text.
  const failed = await send(fields, {'User-Agent': 'Browser \u00ff'});
  expect([failed.status, failed.body.code]).toEqual([500, 'parley_failed']);
  expect((await send(fields)).status).toBe(200);
});

it.each([
  ['a list', '203.0.113.9, 10.0.0.2'],
  ['a long text', 'x'.repeat(200)],
  ['a word', 'unknown'],
  ['what is no text', '\u00ff'],
])(
  'a comment is stored with the connection’s address if the publisher’s filter returns %s',
  async (_what, told) => {
    const {status, body} = await send({}, {'X-Test-Address': told});
    expect(status).toBe(200);
    expect(await site.run('return get_comment($given)->comment_author_IP;', body.id)).toBe('127.0.0.1');
  },
);

describe('a refusal of the form', () => {
  it.each([
    ['casino', 403, 'parley_refused', 'No casinos here.'],
    ['poker', 403, 'parley_refused', 'No poker here.'],
    ['jackpot', 400, 'parley_refused', 'No jackpots here.'],
  ])('by a filter is shown as it is: %s', async (word, status, code, message) => {
    await site.filterSpam('verdicts');
    const {status: said, body} = await send({comment: `A ${word}.`});
    expect([said, body.code, body.message]).toEqual([status, code, message]);
  });

  it('of WordPress itself has a name', async () => {
    const same = {comment: 'Twice.', email: 'twice@reader.example'};
    await send(same);
    expect((await send(same)).body.code).toBe('comment_duplicate');
    expect((await send({email: 'no address'})).body).toMatchObject({
      code: 'parley_form_invalid',
      data: {status: 400},
    });
    await site.setOptions({comment_registration: '1'});
    expect((await send()).body.code).toBe('rest_comment_login_required');
    await site.setOptions({comment_registration: ''});
    await site.checkFlood();
    await send({email: 'eva@reader.example'});
    const flood = await send({email: 'eva@reader.example'});
    await site.checkFlood(false);
    expect([flood.status, flood.body.code]).toEqual([429, 'comment_flood']);
    post = (await site.createPost({comments: 'closed'})).id;
    expect((await send()).body.code).toBe('rest_comment_closed');
  });

  it('is a page to readers without JavaScript, as ever', async () => {
    await site.filterSpam('verdicts');
    const {status, type, text} = await send({comment: 'A casino.', parley_key: ''});
    expect([status, type]).toEqual([403, expect.stringContaining('text/html')]);
    expect(text).toContain('No <em>casinos</em> here.');
  });
});

describe('whose comment it is', () => {
  const stored = (id: number | null) =>
    site.run<{user: string; name: string}>(
      '$made = get_comment($given); return array("user" => $made->user_id, "name" => $made->comment_author);',
      id,
    );

  it('belongs to the account, not to the guest after signing out', async () => {
    const {cookie} = await site.logIn('reader');
    const user = String(site.users.reader.id);
    const {body} = await send({parley_user: user}, {Cookie: cookie});
    expect(await stored(body.id)).toEqual({user, name: 'Reader'});
    const refused = await send({parley_user: user});
    expect([refused.status, refused.body.code]).toEqual([401, 'parley_signed_out']);
    const other = await site.logIn('neighbour');
    expect((await send({parley_user: user}, {Cookie: other.cookie})).body.code).toBe('parley_signed_out');
  });

  it('is a guest’s on a page that was made for guests', async () => {
    const {cookie} = await site.logIn('reader');
    const {body} = await send({parley_user: '0'}, {Cookie: cookie});
    expect(await stored(body.id)).toEqual({user: '0', name: 'Ana'});
  });

  it('cannot be claimed from another site', async () => {
    const {status, body} = await send({}, {Origin: 'https://evil.example'});
    expect([status, body.code]).toEqual([403, 'parley_origin_refused']);
  });

  describe.each([
    ['another site', {Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site'}],
    ['a page that hides where it is', {Origin: 'null', 'Sec-Fetch-Site': 'cross-site'}],
    ['nobody says where', {Origin: ''}],
    ['behind a password of the web server', {Origin: 'https://evil.example', Authorization: 'Basic YTpi'}],
  ])('from %s, with the cookie that browsers add', (_where, headers) => {
    it.each([{}, {parley_user: '0'}])('is not made for its visitor: %o', async (fields) => {
      const {cookie} = await site.logIn('reader');
      const {status, body} = await send(
        {...fields, parley_key: 'key-of-the-attacker'},
        {Cookie: cookie, ...headers},
      );
      expect([status, body.code]).toEqual([403, 'parley_origin_refused']);
      expect(await count()).toBe(0);
      expect(await statusOf('key-of-the-attacker')).toMatchObject({status: 'unknown'});
    });
  });

  it('is the account’s from a page of the site that hides where it is', async () => {
    const {cookie} = await site.logIn('reader');
    const {body} = await send({}, {Cookie: cookie, Origin: 'null', 'Sec-Fetch-Site': 'same-origin'});
    expect(await stored(body.id)).toMatchObject({user: String(site.users.reader.id)});
  });
});
