import {randomUUID} from 'node:crypto';
import {beforeAll, expect, it} from 'vitest';
import {decodeEntities} from '../../../src/adapters/wordpress/entities.js';
import {setPlugin} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});

beforeAll(async () => {
  await setPlugin(site);
});

/** What another plugin does when a comment comes, and what of it the reader is to be shown. */
const REFUSALS: Readonly<Record<string, [code: string, shown: string]>> = {
  'paragraphs by wp_die()': [
    'wp_die(\'<p><strong>Fehler:</strong> Bitte das Häkchen setzen.</p><p>Danach <a href="/hilfe">noch einmal</a>.</p>\', 403);',
    'Fehler: Bitte das Häkchen setzen. Danach noch einmal.',
  ],
  'lines and a list by wp_die()': [
    "wp_die('One.<br>Two.<ul><li>Three.</li><li>Four.</li></ul>', '', array('response' => 400));",
    'One. Two. Three. Four.',
  ],
  'an error with several messages': [
    "$error = new WP_Error('a', 'Name fehlt.'); $error->add('b', 'Prüfzahl fehlt.'); wp_die($error, 400);",
    'Name fehlt. Prüfzahl fehlt.',
  ],
  'characters by their names': ["wp_die('L&#8217;adresse &amp; le nom');", 'L’adresse & le nom'],
  'what only looks like markup': [
    "wp_die('Fewer than 3 &lt;b&gt; tags, please.');",
    'Fewer than 3 <b> tags, please.',
  ],
  'an error instead of a status': [
    "add_filter('pre_comment_approved', function () { return new WP_Error('x', '<b>Nicht</b> jetzt.<br>Später.', 403); });",
    'Nicht jetzt. Später.',
  ],
};

it.each(Object.entries(REFUSALS))('shows another plugin’s refusal as it is: %s', async (_, [code, shown]) => {
  await site.run(
    "file_put_contents(WPMU_PLUGIN_DIR . '/hook.php', '<?php ' . $given);",
    `add_action('pre_comment_on_post', function () { ${code} });`,
  );
  const post = await site.createPost();
  const response = await fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    headers: {Origin: site.origin},
    body: new URLSearchParams({
      comment_post_ID: String(post.id),
      author: 'Ana',
      email: 'ana@reader.example',
      comment: 'Let me through.',
      parley_key: randomUUID(),
    }),
  });
  await site.run("unlink(WPMU_PLUGIN_DIR . '/hook.php');");
  const body = (await response.json()) as {message: string};
  // As the adapter reads it.
  expect(decodeEntities(body.message)).toBe(shown);
});
