import {randomUUID} from 'node:crypto';
import {beforeEach, describe, expect, it} from 'vitest';
import {
  guest,
  commentFields,
  setPlugin,
  signedIn,
  type WireComment,
  type WireError,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll();
let post: number;

/** What the site's own form would be sent by a machine that knows nothing but the names of WordPress's fields. */
const byForm = (fields: Record<string, string>): Promise<Response> =>
  fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      comment_post_ID: String(post),
      author: 'Ana',
      email: `${randomUUID()}@reader.example`,
      ...fields,
    }),
  });

/** The status of the newest comment of the post, and how many there are, whatever became of them. */
const stored = (): Promise<{count: number; approved: string | null}> =>
  site.run(
    `global $wpdb;
    $all = $wpdb->get_col($wpdb->prepare("SELECT comment_approved FROM $wpdb->comments WHERE comment_post_ID = %d ORDER BY comment_ID DESC", $given));
    return array('count' => count($all), 'approved' => $all[0] ?? null);`,
    post,
  );

it('takes no guest’s comment by REST, before the plugin is there nor after', async () => {
  post = (await site.createPost()).id;
  const send = () => guest(site).send<WireError>('POST', 'wp/v2/comments', commentFields(post));
  const before = await send();
  await site.activatePlugin();
  const after = await send();
  for (const {status, body} of [before, after])
    expect([status, body.code]).toEqual([401, 'rest_comment_login_required']);
  // A site that had the old setting, whether or not anybody chose it.
  await site.run(
    "update_option('parley_settings', array('anonymous_rest' => true, 'variant' => 'classic') + Parley\\Settings\\defaults());",
  );
  expect((await send()).status).toBe(401);
  expect(await site.run("return Parley\\Settings\\get('variant');")).toBe('classic');
});

describe('what the site’s own form would not publish', () => {
  beforeEach(async () => {
    await site.activatePlugin();
    await setPlugin(site, {guests_by_rest: true});
    await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
    await site.filterSpam('verdicts');
    post = (await site.createPost()).id;
  });

  const ways = {
    'a guest by REST': async (content: string) =>
      guest(site).send<WireComment & WireError>('POST', 'wp/v2/comments', commentFields(post, {content})),
    'a reader with an account by REST': async (content: string) =>
      (await signedIn(site, 'reader')).send<WireComment & WireError>('POST', 'wp/v2/comments', {
        post,
        content,
      }),
    'a reader with an application password': async (content: string) => {
      const headers = {Authorization: site.authorization('reader')};
      return guest(site, headers).send<WireComment & WireError>('POST', 'wp/v2/comments', {post, content});
    },
  };

  describe.each(Object.entries(ways))('%s', (_way, send) => {
    it.each([
      ['casino', 403, 'No casinos here.'],
      // A plugin that names no status means a refusal, not a fault of the server.
      ['poker', 403, 'No poker here.'],
      ['roulette', 403, 'Thrown away.'],
      ['slots', 403, 'This comment was refused.'],
      ['jackpot', 400, 'No jackpots here.'],
    ])('is rejected “%s” with the right status and message', async (word, status, content) => {
      expect((await byForm({comment: `My ${word}.`})).status).not.toBe(200);
      expect(await stored()).toMatchObject({count: 0});
      const answer = await send(`My ${word}, ${randomUUID()}.`);
      expect([answer.status, answer.body.code, answer.body.message]).toEqual([
        status,
        'parley_refused',
        content,
      ]);
      expect(answer.headers.get('Content-Type')).toContain('application/json');
      expect(answer.headers.get('X-Parley-Version')).not.toBeNull();
      expect(await stored()).toMatchObject({count: 0});
    });

    it.each([
      ['lottery', 'spam', 'spam'],
      ['rubbish', 'trash', 'trash'],
      ['raffle', '0', 'hold'],
      ['weather', '1', 'approved'],
    ])('has “%s” marked as the form would', async (word, approved, status) => {
      const answer = await send(`My ${word}, ${randomUUID()}.`);
      expect([answer.status, answer.body.status]).toEqual([201, status]);
      expect((await stored()).approved).toBe(approved);
    });

    it('has its text changed like the form’s, and no more', async () => {
      const answer = await send(`It\\'s \\ "tampered" ${randomUUID()}`);
      expect(answer.status).toBe(201);
      const saved = await site.run<string>('return get_comment($given)->comment_content;', answer.body.id);
      expect(saved).toMatch(/^It\\'s \\ "cleaned" /);
    });

    it('needs what the form carries', async () => {
      await site.filterSpam('token');
      const answer = await send(`No token, ${randomUUID()}.`);
      expect([answer.status, answer.body.message]).toEqual([403, 'The gate is shut to machines.']);
      expect(await stored()).toMatchObject({count: 0});
    });
  });

  it('may bring what the form carries in the request', async () => {
    await site.filterSpam('token');
    const spamToken = await site.run<string>('return tests_antispam_token($given);', post);
    const {status} = await guest(site).send('POST', 'wp/v2/comments', commentFields(post, {gate: spamToken}));
    expect(status).toBe(201);
  });

  it('leaves moderators alone, who could publish it anyway', async () => {
    const admin = await signedIn(site, 'admin');
    const {status} = await admin.send('POST', 'wp/v2/comments', {post, content: 'Our casino.'});
    expect(status).toBe(201);
  });

  it('does not let a reader with an account write as somebody else, as the form does not', async () => {
    const reader = await signedIn(site, 'reader');
    const {body} = await reader.send<WireComment>('POST', 'wp/v2/comments', {
      post,
      content: `By whom? ${randomUUID()}`,
      author_name: 'The editor',
      author_email: 'editor@packet.example',
    });
    const saved = await site.run<string[]>(
      '$made = get_comment($given); return array($made->comment_author, $made->user_id);',
      body.id,
    );
    expect(saved).toEqual(['Reader', String(site.users.reader.id)]);
  });

  it('also answers another origin, which cannot read responses without its header', async () => {
    const origin = 'https://front.example';
    await setPlugin(site, {guests_by_rest: true, origins: [origin]});
    for (const word of ['casino', 'roulette', 'slots']) {
      const {status, headers} = await guest(site, {Origin: origin}).send(
        'POST',
        'wp/v2/comments',
        commentFields(post, {content: `My ${word}.`}),
      );
      expect([word, status, headers.get('Access-Control-Allow-Origin')]).toEqual([word, 403, origin]);
    }
  });
});

describe('a comment by REST that is stored when another plugin ends the request', () => {
  beforeEach(async () => {
    await site.activatePlugin();
    await setPlugin(site, {guests_by_rest: true});
    await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
    post = (await site.createPost()).id;
    await site.filterSpam('after');
  });

  it.each(['printed', 'died', 'ended', 'led away'])('is reported to its author: %s', async (how) => {
    const {status, headers, body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {content: `${how} ${randomUUID()}`, parley_key: `key-${randomUUID()}`}),
    );
    expect([status, body.status, body.parley.token]).toEqual([
      201,
      'approved',
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect([headers.get('Location'), headers.get('Access-Control-Allow-Origin')]).toEqual([
      how === 'printed' ? expect.anything() : null,
      site.origin,
    ]);
  });

  it('is refused with the plugin’s message where the plugin removed the comment', async () => {
    const answer = await guest(site).send<WireError>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {content: 'junk'}),
    );
    expect([answer.status, answer.body.message]).toEqual([403, 'No junk here.']);
  });

  it('is found by its key where the request crashed', async () => {
    const content = commentFields(post, {content: 'crashed', parley_key: `key-${randomUUID()}`});
    const crashed = await guest(site).send<WireError>('POST', 'wp/v2/comments', content);
    expect([crashed.status, crashed.body.code]).toEqual([500, 'internal_server_error']);
    const again = await guest(site).send<WireError>('POST', 'wp/v2/comments', content);
    expect([again.status, again.body.code]).toEqual([409, 'parley_already_posted']);
    await site.clearErrorLog();
  });

  it('leaves WordPress as it was where it was refused', async () => {
    await site.filterSpam('verdicts');
    const state = await site.run<unknown>(
      `wp_set_current_user(0);
      add_filter('wp_die_handler', '__return_false');
      $_SERVER['HTTP_ORIGIN'] = $given[1];
      $seen = function () {
        return array($GLOBALS['wp_current_filter'], $_POST, $_SERVER['REQUEST_URI'], $GLOBALS['pagenow'], ob_get_level());
      };
      rest_get_server();
      $before = $seen();
      $request = new WP_REST_Request('POST', '/wp/v2/comments');
      $request->set_body_params(array('post' => $given[0], 'content' => 'A casino.', 'author_name' => 'A', 'author_email' => 'a@b.example'));
      $status = rest_do_request($request)->get_status();
      return array($status, $before === $seen());`,
      [post, site.origin],
    );
    expect(state).toEqual([403, true]);
  });
});

describe('a change of text', () => {
  let id: number;
  let token: string;

  const edit = (content: string, more: Record<string, unknown> = {}) =>
    guest(site).send<WireComment & WireError>('POST', `parley/v1/comments/${String(id)}`, {
      content,
      token,
      ...more,
    });

  const content = () => site.run<string>('return get_comment($given)->comment_content;', id);

  beforeEach(async () => {
    await site.activatePlugin();
    await setPlugin(site, {guests_by_rest: true});
    await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
    await site.filterSpam();
    post = (await site.createPost()).id;
    const {body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post, {content: 'Innocent.'}),
    );
    ({id} = body);
    token = body.parley.token ?? '';
    await site.filterSpam('verdicts');
  });

  it.each([
    ['casino', 403, 'No casinos here.'],
    ['poker', 403, 'No poker here.'],
    ['roulette', 403, 'Thrown away.'],
    ['jackpot', 400, 'No jackpots here.'],
  ])('brings in no “%s” that the form refuses', async (word, status, message) => {
    const answer = await edit(`A ${word}.`);
    expect([answer.status, answer.body.code, answer.body.message]).toEqual([
      status,
      'parley_refused',
      message,
    ]);
    expect(await content()).toBe('Innocent.');
  });

  it.each(['lottery', 'rubbish'])('brings in no “%s” that the form takes for spam', async (word) => {
    const answer = await edit(`A ${word}.`);
    expect([answer.status, answer.body.code]).toEqual([403, 'parley_words_refused']);
    expect(await content()).toBe('Innocent.');
    expect((await stored()).approved).toBe('1');
  });

  it('is held where the form would hold it, and changed as the form would', async () => {
    expect((await edit('A tampered raffle, \\ and "all".')).body.status).toBe('hold');
    expect(await content()).toBe('A cleaned raffle, \\ and "all".');
  });

  it('needs what the form carries, and may bring it', async () => {
    await site.filterSpam('token');
    expect((await edit('Other words.')).body.message).toBe('The gate is shut to machines.');
    const spamToken = await site.run<string>('return tests_antispam_token($given);', post);
    expect((await edit('Other words.', {form: {gate: spamToken}})).status).toBe(200);
    expect(await content()).toBe('Other words.');
  });
});
