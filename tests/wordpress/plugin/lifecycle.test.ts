import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {Engine} from 'php-parser';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {guest, commentFields, setPlugin, type WireComment} from '../../support/wordpress/people.js';
import {findWordPress} from '../../support/wordpress/requirements.mjs';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

const execute = promisify(execFile);
const plugin = fileURLToPath(new URL('../../../integrations/wordpress/parley-comments/', import.meta.url));

async function phpFiles(): Promise<string[]> {
  const names = await readdir(plugin, {recursive: true});
  return names.filter((name) => name.endsWith('.php')).map((name) => join(plugin, name));
}

describe('the plugin’s files', () => {
  it('are PHP without a fault', async () => {
    const found = findWordPress();
    if ('missing' in found) throw new Error('There is no PHP.');
    for (const file of await phpFiles()) {
      const {stdout} = await execute(found.php, ['-l', file]);
      expect(stdout).toContain('No syntax errors detected');
    }
  });

  it('use nothing newer than PHP 7.4', async () => {
    const parser = new Engine({parser: {version: '7.4'}});
    // What that parser takes for PHP 7.4 although it is newer.
    const newer = [
      /\breadonly\b/,
      /#\[/,
      /\b(?:str_contains|str_starts_with|str_ends_with|array_is_list|get_debug_type)\s*\(/,
      /function\s+__construct\s*\([^)]*\b(?:public|private|protected)\b/,
      /(?:\)\s*:\s*|[(,]\s*)\??\\?\w+\|\\?\w+(?:\s+\$|\s*\{)/,
      /\)\s*:\s*(?:static|mixed|never)\b/,
    ];
    for (const file of await phpFiles()) {
      const text = await readFile(file, 'utf8');
      expect(() => parser.parseCode(text, file)).not.toThrow();
      const code = text.replace(/\/\*.*?\*\/|\/\/[^\n]*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs, '');
      for (const pattern of newer) expect([file, pattern.exec(code)?.[0]]).toEqual([file, undefined]);
    }
  });

  it('cannot be asked for one by one', async () => {
    for (const file of await phpFiles()) {
      const text = await readFile(file, 'utf8');
      expect([file, /defined\( '(?:ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/.test(text)]).toEqual([
        file,
        true,
      ]);
    }
  });

  it('agree with the package on the version, and with each other', async () => {
    const {version} = JSON.parse(await readFile(join(plugin, '../../../package.json'), 'utf8')) as {
      version: string;
    };
    const main = await readFile(join(plugin, 'parley-comments.php'), 'utf8');
    const readme = await readFile(join(plugin, 'readme.txt'), 'utf8');
    expect(/^ \* Version: +(\S+)$/m.exec(main)?.[1]).toBe(version);
    expect(/const VERSION = '(\S+)'/.exec(main)?.[1]).toBe(version);
    expect(/^Stable tag: (\S+)$/m.exec(readme)?.[1]).toBe(version);
    for (const name of ['Requires at least', 'Requires PHP', 'License', 'License URI']) {
      const inMain = new RegExp(`^ \\* ${name}: +(.+)$`, 'm').exec(main)?.[1];
      expect([name, new RegExp(`^${name}: (.+)$`, 'm').exec(readme)?.[1]]).toEqual([name, inMain]);
    }
  });

  it('are translatable messages, all in one text domain', async () => {
    for (const file of await phpFiles()) {
      const text = await readFile(file, 'utf8');
      for (const [call] of text.matchAll(/\b(?:esc_html|esc_attr)?_(?:_|e|n|x)\([^\n]*/g))
        expect([file, call]).toEqual([file, expect.stringContaining("'parley-comments' )")]);
    }
  });
});

describe('the plugin’s life on a site', () => {
  let site: WordPressSite;

  beforeAll(async () => {
    site = await startWordPress({plugin: true});
    await site.setOptions({comment_previously_approved: ''});
  });

  afterAll(async () => {
    await site.assertQuietLog();
    await site.stop();
  });

  const tables = (): Promise<string[]> =>
    site.run(
      "global $wpdb; return $wpdb->get_col($wpdb->prepare('SHOW TABLES LIKE %s', $wpdb->esc_like($wpdb->prefix . 'parley_') . '%'));",
    );

  it('begins with its tables and a daily sweep', async () => {
    expect(await tables()).toEqual(
      ['blocks', 'changes', 'keys', 'reports', 'vote_log', 'votes'].map((name) => `wp_parley_${name}`),
    );
    expect(await site.run("return (bool) wp_next_scheduled('parley_sweep');")).toBe(true);
  });

  it('brings missing tables back when they are of an older version', async () => {
    await site.run(
      "global $wpdb; $wpdb->query('DROP TABLE ' . Parley\\Tables\\name('blocks')); update_option('parley_schema', 0);",
    );
    await fetch(site.origin);
    expect(await tables()).toContain('wp_parley_blocks');
  });

  it('forgets votes and reports with the comment', async () => {
    const post = await site.createPost();
    const id = await site.createComment({post: post.id, content: 'For a while.'});
    await guest(site).send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    await guest(site).send('POST', `parley/v1/comments/${String(id)}/report`, {});
    const rows = () =>
      site.run<number[]>(
        `global $wpdb;
        return array_map(function ($table) use ($wpdb, $given) {
          return (int) $wpdb->get_var('SELECT COUNT(*) FROM ' . Parley\\Tables\\name($table) . ' WHERE comment_id = ' . (int) $given);
        }, array('votes', 'reports'));`,
        id,
      );
    expect(await rows()).toEqual([1, 1]);
    await site.run('wp_delete_comment($given, true);', id);
    expect(await rows()).toEqual([0, 0]);
  });

  it('sweeps old keys and ended blocks', async () => {
    await site.run(
      `global $wpdb;
      Parley\\Keys\\claim(1, 'key-of-old-times');
      Parley\\Keys\\claim(1, 'key-of-these-times');
      $wpdb->update(Parley\\Tables\\name('keys'), array('created_at' => '2020-01-01 00:00:00'), array('key_hash' => Parley\\Keys\\hash_of(1, 'key-of-old-times')));
      Parley\\Blocks\\add('email', 'old@reader.example', '', '2020-01-01 00:00:00');
      Parley\\Blocks\\add('email', 'good@reader.example', '', null);
      foreach (array('2020-01-01 00:00:00', Parley\\Tables\\now()) as $at) {
        $wpdb->insert(Parley\\Tables\\name('vote_log'), array('voter' => 'v', 'counts_as' => 'v', 'created_at' => $at));
      }
      do_action('parley_sweep');`,
    );
    const left = await site.run<[string[], string[], string]>(
      `global $wpdb;
      return array(
        $wpdb->get_col('SELECT key_hash FROM ' . Parley\\Tables\\name('keys')),
        array_column(Parley\\Blocks\\find("", 500, 0), 'value'),
        $wpdb->get_var('SELECT COUNT(*) FROM ' . Parley\\Tables\\name('vote_log') . " WHERE voter = 'v'"),
      );`,
    );
    const fresh = await site.run<string>("return Parley\\Keys\\hash_of(1, 'key-of-these-times');");
    expect(left).toEqual([[fresh], ['good@reader.example'], '1']);
  });

  it('leaves everything in place when deactivated, and the theme’s comments show again', async () => {
    const post = await site.createPost();
    await site.run(
      "deactivate_plugins('parley-comments/parley-comments.php');".replace(
        /^/,
        "require_once ABSPATH . 'wp-admin/includes/plugin.php'; ",
      ),
    );
    expect(await (await fetch(post.url)).text()).not.toContain('parley');
    expect(
      await site.run("return array((bool) wp_next_scheduled('parley_sweep'), get_option('parley_schema'));"),
    ).toEqual([false, '3']);
    await site.activatePlugin();
  });

  it('ends without a trace but the comments', async () => {
    const post = await site.createPost();
    await setPlugin(site);
    const {body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post.id, {parley_policy_version: '1'}),
    );
    const id = body.id;
    await guest(site).send('POST', `parley/v1/comments/${String(id)}/vote`, {up: true});
    await guest(site).send('POST', `parley/v1/comments/${String(id)}/report`, {});
    await guest(site).send('POST', `parley/v1/comments/${String(id)}`, {
      content: 'Changed.',
      token: body.parley.token,
    });
    const traces = () =>
      site.run<number[]>(
        `global $wpdb;
        return array(
          (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->commentmeta WHERE meta_key LIKE '%parley%'"),
          (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%parley%'"),
          (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->usermeta WHERE meta_key LIKE '%parley%'"),
          (int) $wpdb->get_var("SELECT SUM(comment_karma) FROM $wpdb->comments"),
          (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->options WHERE option_name = 'cron' AND option_value LIKE '%parley%'"),
        );`,
      );
    await site.run('update_user_meta(1, Parley\\Admin\\BLOCKS_PER_PAGE, 50);');
    expect((await traces()).every((count) => count > 0)).toBe(true);
    await site.run(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php';
      require_once ABSPATH . 'wp-admin/includes/file.php';
      deactivate_plugins('parley-comments/parley-comments.php');
      WP_Filesystem();
      $deleted = delete_plugins(array('parley-comments/parley-comments.php'));
      if (true !== $deleted) throw new Exception('It was not deleted.');`,
    );
    expect(await tables()).toEqual([]);
    expect(await traces()).toEqual([0, 0, 0, 0, 0]);
    const comment = await site.rest(`wp/v2/comments/${String(id)}`, {as: null});
    expect(await comment.json()).toMatchObject({content: {rendered: '<p>Changed.</p>\n'}});
  });

  it("is restored from the build's zip", async () => {
    const root = fileURLToPath(new URL('../../../', import.meta.url));
    await execute(process.execPath, [join(root, 'scripts/build-wordpress.mjs')]);
    const zip = join(root, 'dist-wordpress/parley-comments.zip');
    const unpacked = await site.run<string[]>(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php';
      require_once ABSPATH . 'wp-admin/includes/file.php';
      WP_Filesystem();
      $done = unzip_file($given, WP_PLUGIN_DIR);
      if (true !== $done) throw new Exception($done->get_error_message());
      wp_clean_plugins_cache();
      return array_keys(get_plugins());`,
      zip,
    );
    expect(unpacked).toContain('parley-comments/parley-comments.php');
    await site.activatePlugin();
    const post = await site.createPost();
    const html = await (await fetch(post.url)).text();
    const script = /<script [^>]*src="([^"]+parley\.js[^"]*)"/.exec(html)?.[1] ?? '';
    expect(html).toContain('<parley-thread');
    expect((await fetch(script)).status).toBe(200);
    const readme = await fetch(`${site.origin}/wp-content/plugins/parley-comments/readme.txt`);
    expect(await readme.text()).toContain('=== Parley Comments ===');
  });

  it('is upgraded once, though many ask at once', async () => {
    await site.activatePlugin();
    await site.run(`global $wpdb;
    foreach (array('votes', 'reports') as $table) {
      $name = Parley\\Tables\\name($table);
      $wpdb->query("ALTER TABLE $name DROP INDEX counts_as, DROP COLUMN counts_as");
    }
    $wpdb->query('ALTER TABLE ' . Parley\\Tables\\name('reports') . ' DROP COLUMN is_known');
    $wpdb->query('DROP TABLE ' . Parley\\Tables\\name('vote_log'));
    update_option('parley_schema', 1);`);
    const asked = await Promise.all(
      Array.from({length: 8}, () => fetch(`${site.origin}/wp-json/parley/v1/policy`)),
    );
    expect(asked.map(({status}) => status)).toEqual(asked.map(() => 200));
    expect(await site.run('return get_option("parley_schema");')).toBe('3');
    expect(await tables()).toContain('wp_parley_vote_log');
    await site.assertQuietLog();
  });
});
