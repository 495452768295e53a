import {randomUUID} from 'node:crypto';
import {beforeEach, describe, expect, it} from 'vitest';
import {
  guest,
  commentFields,
  setPlugin,
  signedIn,
  type Person,
  type WireComment,
} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let post: number;
let others: number[];

beforeEach(async () => {
  await setPlugin(site, {acknowledgement: true});
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  post = (await site.createPost()).id;
  others = await site.createComments(
    ['One.', 'Two.', 'Three.'].map((content) => ({post, content, email: 'ben@reader.example'})),
  );
});

interface Step {
  readonly items_removed: boolean;
  readonly items_retained: boolean;
  readonly messages: readonly string[];
}

/** All that Tools > Export Personal Data gives of the plugin's, by group: pairs of a name and a value. */
const exported = (email: string): Promise<Record<string, Record<string, string>[]>> =>
  site.run(
    `$exporter = apply_filters('wp_privacy_personal_data_exporters', array())['parley-comments']['callback'];
    $groups = array();
    for ($page = 1, $done = false; !$done; $page++) {
      $step = $exporter($given, $page);
      $done = $step['done'];
      foreach ($step['data'] as $item) $groups[$item['group_id']][] = array_column($item['data'], 'value', 'name');
    }
    return (object) $groups;`,
    email,
  );

/** Runs every eraser to its end, in the order in which Tools > Erase Personal Data does; gives what ours said. */
const erase = (email: string): Promise<Step> =>
  site.run(
    `$said = null;
    foreach (apply_filters('wp_privacy_personal_data_erasers', array()) as $name => $eraser) {
      for ($page = 1, $done = false; !$done; $page++) {
        $step = $eraser['callback']($given, $page);
        $done = $step['done'];
        if ('parley-comments' === $name) $said = $said ?? $step;
      }
    }
    return $said;`,
    email,
  );

const act = async (who: Person, id: number | undefined, path: string, json: unknown): Promise<void> => {
  expect((await who.send('POST', `parley/v1/comments/${String(id)}/${path}`, json)).status).toBe(200);
};

const votesFor = (id: number | undefined): Promise<number> =>
  site.run('return Parley\\Votes\\count_of(get_comment($given));', id);

/** A guest who has written, voted and reported. */
async function activeGuest(email: string): Promise<WireComment> {
  const ana = guest(site);
  const {status, body} = await ana.send<WireComment>(
    'POST',
    'wp/v2/comments',
    commentFields(post, {author_email: email, parley_policy_version: '1', parley_key: `key-${randomUUID()}`}),
  );
  expect(status).toBe(201);
  await act(ana, others[0], 'vote', {up: true});
  await act(ana, others[1], 'report', {rule: 'civil', text: 'He calls me names.'});
  return body;
}

it('exports and erases nothing without an address', async () => {
  const ana = guest(site);
  const {status} = await ana.send(
    'POST',
    'wp/v2/comments',
    commentFields(post, {author_email: 'ana@reader.example', parley_policy_version: '1'}),
  );
  expect(status).toBe(201);
  await act(ana, others[0], 'vote', {up: true});
  await site.run(
    "global $wpdb; $wpdb->update($wpdb->comments, array('comment_author_email' => ''), array('comment_author_email' => 'ana@reader.example'));",
  );
  expect(await exported('')).toEqual({});
  expect(await erase('')).toMatchObject({items_removed: false, items_retained: false});
  expect(await votesFor(others[0])).toBe(1);
});

it('counts every step for a prolific author, and reports once what remains', async () => {
  const email = `${randomUUID()}@reader.example`;
  const ids = await site.createComments(
    Array.from({length: 410}, (_, at) => ({post, content: `Letter ${String(at)}.`, email})),
  );
  await site.run(
    `foreach ($given['ids'] as $id) {
      Parley\\Policy\\keep($id, '1');
      $wpdb = $GLOBALS['wpdb'];
      $wpdb->insert(Parley\\Tables\\name('keys'), array('key_hash' => hash('sha256', $id), 'comment_id' => $id, 'created_at' => Parley\\Tables\\now()));
    }
    Parley\\Blocks\\add('email', $given['email'], 'Abuse.', null);`,
    {ids, email},
  );
  expect((await exported(email))['parley-policy']).toHaveLength(410);
  const said = await site.run<{messages: string[]; steps: number; left: number}>(
    `$messages = array();
    $steps = 0;
    do {
      $step = Parley\\PersonalData\\erase($given, ++$steps);
      $messages = array_merge($messages, $step['messages']);
    } while (!$step['done']);
    global $wpdb;
    return array('messages' => $messages, 'steps' => $steps, 'left' => (int) $wpdb->get_var(
      "SELECT COUNT(*) FROM $wpdb->comments c LEFT JOIN $wpdb->commentmeta m ON m.comment_id = c.comment_ID AND m.meta_key = '_parley_policy'
      LEFT JOIN {$wpdb->prefix}parley_keys k ON k.comment_id = c.comment_ID WHERE c.comment_author_email = '$given' AND ( m.meta_id IS NOT NULL OR k.comment_id IS NOT NULL )"
    ));`,
    email,
  );
  expect(said).toEqual({messages: [expect.stringContaining('A block')], steps: 3, left: 0});
});

describe('a guest without an account, by their e-mail address', () => {
  it('receives what the plugin stores about them', async () => {
    const email = `${randomUUID()}@reader.example`;
    await activeGuest(email);
    await site.run("Parley\\Blocks\\add('email', $given, 'Abuse.', null);", email);
    const groups = await exported(email.toUpperCase());
    expect(Object.keys(groups).sort()).toEqual([
      'parley-blocks',
      'parley-policy',
      'parley-reports',
      'parley-votes',
    ]);
    expect(groups['parley-votes']).toMatchObject([
      {Comment: expect.stringContaining(`#comment-${String(others[0])}`)},
    ]);
    expect(groups['parley-reports']).toMatchObject([
      {
        Comment: expect.stringContaining(`#comment-${String(others[1])}`),
        Rule: 'civil',
        Note: 'He calls me names.',
      },
    ]);
    expect(groups['parley-policy']).toMatchObject([{'Version of the policy': '1'}]);
    expect(groups['parley-blocks']).toMatchObject([{By: 'email', Reason: 'Abuse.', Until: 'For good'}]);
    expect(await exported('nobody@reader.example')).toEqual({});
  });

  it('is forgotten: votes, reports, keys and the acknowledgement', async () => {
    const email = `${randomUUID()}@reader.example`;
    const {id} = await activeGuest(email);
    const [person = ''] = await site.run<string[]>('return Parley\\PersonalData\\persons($given);', email);
    expect(person).toMatch(/^[0-9a-f]{64}$/);
    expect(await votesFor(others[0])).toBe(1);
    expect(await erase(email)).toEqual({
      items_removed: true,
      items_retained: false,
      messages: [],
      done: true,
    });
    expect(await votesFor(others[0])).toBe(0);
    expect(await site.run('return Parley\\Reports\\count_of($given);', others[1])).toBe(0);
    const left = await site.run(
      `global $wpdb;
      $count = function ($table, $where, $value) use ($wpdb) {
        return (int) $wpdb->get_var($wpdb->prepare("SELECT COUNT(*) FROM {$wpdb->prefix}parley_$table WHERE $where = %s", $value));
      };
      return array(
        $count('votes', 'voter', $given[1]),
        $count('vote_log', 'voter', $given[1]),
        $count('reports', 'reporter', $given[1]),
        $count('keys', 'comment_id', $given[0]),
        Parley\\Policy\\version_of($given[0]),
        get_comment($given[0])->comment_author,
      );`,
      [id, person],
    );
    expect(left).toEqual([0, 0, 0, 0, null, 'Anonymous']);
  });

  it('has lost their name in the changes that open pages follow', async () => {
    const email = `${randomUUID()}@reader.example`;
    const {id} = await activeGuest(email);
    const since = await site.run<number>(
      'global $wpdb; return (int) $wpdb->get_var("SELECT MAX(id) FROM {$wpdb->prefix}parley_changes");',
    );
    await erase(email);
    const {body} = await guest(site).get<{
      changes: {type: string; id: number; comment?: {author_name: string}}[];
    }>(`parley/v1/changes?post=${String(post)}&since=${String(since)}`);
    const change = body.changes.find((one) => one.id === id);
    expect([change?.type, change?.comment?.author_name]).toEqual(['edit', 'Anonymous']);
  });

  it('stays blocked, under a hash, until the block ends', async () => {
    const email = `${randomUUID()}@reader.example`;
    await site.run(`Parley\\Blocks\\add('email', $given, 'Abuse.', null);`, email);
    const {items_retained: isRetained, messages} = await erase(email);
    expect([isRetained, messages.length]).toEqual([true, 1]);
    const [blocks, page] = await site.run<[{value: string; reason: string}[], string]>(
      `$blocks = Parley\\Blocks\\matching(0, $given, '');
      return array($blocks, Parley\\Admin\\blocked_label($blocks[0]));`,
      email,
    );
    expect(blocks).toMatchObject([{value: expect.stringMatching(/^[0-9a-f]{64}$/), reason: ''}]);
    expect(page).toMatch(/^Erased e-mail address [0-9a-f]{8}$/);
    const refused = await guest(site).send(
      'POST',
      'wp/v2/comments',
      commentFields(post, {author_email: email, parley_policy_version: '1'}),
    );
    expect([refused.status, refused.body.code]).toEqual([403, 'parley_blocked']);
    expect((await exported(email))['parley-blocks']).toMatchObject([{By: 'email'}]);
  });

  it('is forgotten with a block that has ended', async () => {
    const email = `${randomUUID()}@reader.example`;
    await site.run("Parley\\Blocks\\add('email', $given, 'Abuse.', '2020-01-01 00:00:00');", email);
    expect(await erase(email)).toMatchObject({items_removed: true, items_retained: false});
    expect(await exported(email)).toEqual({});
  });
});

describe('a user', () => {
  it('exports and erases what the plugin stores about the account', async () => {
    const reader = await signedIn(site, 'reader');
    await act(reader, others[0], 'vote', {up: true});
    await act(reader, others[2], 'report', {text: 'Wrong.'});
    const email = await site.run<string>('return get_userdata($given)->user_email;', site.users.reader.id);
    const groups = await exported(email);
    expect([groups['parley-votes']?.length, groups['parley-reports']?.length]).toEqual([1, 1]);
    await erase(email);
    expect(await exported(email)).toEqual({});
    expect(await votesFor(others[0])).toBe(0);
  });
});

it('is complete if there is more than one step holds', async () => {
  const email = `${randomUUID()}@reader.example`;
  await activeGuest(email);
  const rows = await site.run<number>(
    `global $wpdb;
    $vote = $wpdb->get_row("SELECT * FROM {$wpdb->prefix}parley_votes ORDER BY created_at DESC LIMIT 1", ARRAY_A);
    for ($i = 0; $i < 2 * Parley\\PersonalData\\STEP; $i++) {
      $wpdb->insert("{$wpdb->prefix}parley_votes", array('comment_id' => 100000 + $i) + $vote);
    }
    return 2 * Parley\\PersonalData\\STEP + 1;`,
  );
  expect((await exported(email))['parley-votes']).toHaveLength(rows);
  await erase(email);
  expect((await exported(email))['parley-votes']).toBeUndefined();
});

it('suggests a text for the site’s privacy policy', async () => {
  const {cookie} = await site.logIn('admin');
  await site.assertQuietLog();
  const page = await fetch(`${site.origin}/wp-admin/options-privacy.php?tab=policyguide`, {
    headers: {Cookie: cookie},
  });
  const text = await page.text();
  // WordPress 6.1 complains about its own screens under PHP 8.2.
  await site.clearErrorLog();
  for (const words of ['recommend or report', 'acknowledged', 'seven days', 'blocked', 'Erase Personal Data'])
    expect([words, text.includes(words)]).toEqual([words, true]);
});
