import {beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {setPlugin} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll({plugin: true});

beforeAll(async () => {
  await install();
});

beforeEach(async () => {
  await setPlugin(site, {acknowledgement: true, policy_version: '2', policy_text: 'Be kind.'});
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
});

/**
 * A plugin that shows and keeps reviews of products as WooCommerce does, and lessons with a discussion of its own, whose form
 * is not made by `comment_form()`. Of recipes it shows nothing: the theme does.
 */
async function install(): Promise<void> {
  const files = {
    'shop.php': `<?php
      /* Plugin Name: Shop */
      add_action('init', function () {
        foreach (array('product', 'lesson', 'recipe') as $type) {
          register_post_type($type, array('public' => true, 'rewrite' => false, 'show_in_rest' => true, 'supports' => array('title', 'comments')));
        }
      });
      add_filter('comments_template', function ($template) {
        if (get_option('shop_has_template') && 'product' === get_post_type()) return __DIR__ . '/reviews.php';
        return is_singular('lesson') ? __DIR__ . '/lesson.php' : $template;
      });
      add_filter('preprocess_comment', function ($comment) {
        if ('product' === get_post_type($comment['comment_post_ID']) && isset($_POST['rating'])) $comment['comment_type'] = 'review';
        return $comment;
      }, 1);
      add_action('comment_post', function ($id) {
        if (isset($_POST['rating']) && 'product' === get_post_type($_POST['comment_post_ID'])) add_comment_meta($id, 'rating', (int) $_POST['rating'], true);
      }, 1);`,
    'reviews.php': `<div id="reviews"><?php
      foreach (get_comments(array('post_id' => get_the_ID(), 'type' => 'review')) as $review) {
        echo '<p class="review">', get_comment_meta($review->comment_ID, 'rating', true), ' of 5: ', esc_html($review->comment_content), '</p>';
      }
      comment_form(array('title_reply' => 'Add a review', 'comment_field' => '<input name="rating"><textarea name="comment"></textarea>'));
      ?></div>`,
    'lesson.php':
      '<form id="ask" method="post" action="<?php echo esc_url(site_url(\'/wp-comments-post.php\')); ?>"><textarea name="comment"></textarea></form>',
  };
  await site.run(
    `mkdir(WP_PLUGIN_DIR . '/shop');
    foreach ($given as $name => $text) file_put_contents(WP_PLUGIN_DIR . '/shop/' . $name, $text);
    update_option('shop_has_template', 1);
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    $failed = activate_plugin('shop/shop.php');
    if (is_wp_error($failed)) throw new Exception($failed->get_error_message());`,
    files,
  );
}

const create = (type: string): Promise<SitePost> =>
  site.run(
    "$id = wp_insert_post(array('post_type' => $given, 'post_status' => 'publish', 'post_title' => 'An oar', 'comment_status' => 'open')); return array('id' => $id, 'url' => get_permalink($id));",
    type,
  );

const read = async (url: string): Promise<string> => (await fetch(url)).text();

const send = (post: SitePost, fields: Record<string, string>): Promise<Response> =>
  fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      comment_post_ID: String(post.id),
      author: 'Ana',
      email: 'ana@reader.example',
      comment: `Rows well. ${String(Math.random())}`,
      ...fields,
    }),
  });

describe('reviews of products', () => {
  it('are shown, written and rated as the shop does it, without a trace of the plugin', async () => {
    const product = await create('product');
    const answer = await send(product, {rating: '4'});
    expect(answer.status).toBe(302);
    const html = await read(product.url);
    expect(html).toContain('4 of 5: Rows well.');
    expect(html).toContain('Add a review');
    expect(html).not.toMatch(/parley/i);
    expect(
      await site.run(
        "return array_map(function ($c) { return array($c->comment_type, array_keys(get_comment_meta($c->comment_ID))); }, get_comments(array('post_id' => $given)));",
        product.id,
      ),
    ).toEqual([['review', ['rating']]]);
  });

  it('stay the theme’s where it shows them, as it does where the shop does not know it', async () => {
    await site.setOptions({shop_has_template: 0});
    const product = await create('product');
    await send(product, {rating: '5'});
    const html = await read(product.url);
    await site.setOptions({shop_has_template: 1});
    expect(html).toContain('Rows well.');
    expect(html).not.toMatch(/parley/i);
  });

  it('stay in the comments block of a block theme', async () => {
    await site.switchTheme('bulletin');
    const product = await create('product');
    await send(product, {rating: '3'});
    const html = await read(product.url);
    await site.switchTheme('packet');
    expect(html).toContain('Rows well.');
    expect(html).not.toContain('<parley-thread');
  });
});

describe('a template that another plugin has set', () => {
  it("is shown unchanged, with WordPress's own form", async () => {
    const post = await create('lesson');
    const html = await read(post.url);
    expect(html).toContain('<form id="ask"');
    expect(html).not.toMatch(/parley/i);
    expect((await send(post, {})).status).toBe(302);
  });

  it('does not remove the element from other kinds of posts', async () => {
    for (const post of [await create('recipe'), await site.createPost()]) {
      const html = await read(post.url);
      expect(html.match(/<parley-thread/g)).toHaveLength(1);
      expect(html).toContain('id="parley-comments-js"');
      expect((await send(post, {})).status).toBe(409);
    }
  });

  it('is replaced if the publisher configures it', async () => {
    const post = await create('lesson');
    const hook = (code: string) =>
      site.run("file_put_contents(WPMU_PLUGIN_DIR . '/hook.php', '<?php ' . $given);", code);
    await hook("add_filter('parley_replace_comments', '__return_true');");
    const html = await read(post.url);
    await hook('');
    expect(html).toContain('<parley-thread');
    expect(html).toContain('<form id="ask"');
  });
});

describe('a template that the theme has set', () => {
  it('by a filter of its own is wrapped like any', async () => {
    await site.run(
      `$theme = get_stylesheet_directory();
      mkdir($theme . '/views');
      copy($theme . '/comments.php', $theme . '/views/comments.php');
      // Put aside, not written into: the file itself is that of every other test's site.
      $functions = file_get_contents($theme . '/functions.php');
      rename($theme . '/functions.php', $theme . '/functions.bak');
      file_put_contents($theme . '/functions.php', $functions . "\\nadd_filter('comments_template', function () { return get_stylesheet_directory() . '/views/comments.php'; });");`,
    );
    const post = await site.createPost();
    const html = await read(post.url);
    await site.run(
      "$theme = get_stylesheet_directory(); rename($theme . '/functions.bak', $theme . '/functions.php');",
    );
    expect(html.match(/<parley-thread class="comments-area"/g)).toHaveLength(1);
  });

  it('of a parent is the fallback in a child theme that has none', async () => {
    await site.run(
      `$child = get_theme_root() . '/packet-child';
      mkdir($child);
      file_put_contents($child . '/style.css', "/*\\nTheme Name: Child\\nTemplate: packet\\n*/");
      wp_clean_themes_cache();`,
    );
    await site.switchTheme('packet-child');
    const post = await site.createPost();
    const html = await read(post.url);
    await site.switchTheme('packet');
    expect(html).toContain('<parley-thread class="comments-area"');
    expect(html).toContain('<section id="comments" class="comments-area">');
  });
});

it('keeps the theme’s list where comments are closed and only pingbacks are there', async () => {
  const post = await site.createPost({comments: 'closed'});
  await site.run(
    "wp_insert_comment(array('comment_post_ID' => $given, 'comment_type' => 'pingback', 'comment_author' => 'Elsewhere', 'comment_content' => 'Mentioned.', 'comment_approved' => 1));",
    post.id,
  );
  const html = await read(post.url);
  expect(html).toContain('Mentioned.');
  expect(html).not.toContain('<parley-thread');
});

it('is shown where a plugin’s callbacks are methods that no class declares', async () => {
  const files = await site.run<string[]>(
    `class Shop_Magic {
      public function __call($name, $given) { return $given[0]; }
      public static function __callStatic($name, $given) { return $given[0]; }
    }
    return array_map('Parley\\Page\\file_of', array(array(new Shop_Magic(), 'template'), array('Shop_Magic', 'template'), 'Shop_Magic::template'));`,
  );
  // Where their class is: no file of the theme.
  expect(new Set(files).size).toBe(1);
  expect(files[0]).not.toBe('');
});
