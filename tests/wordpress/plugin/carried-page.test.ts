import {beforeAll, expect, it} from 'vitest';
import {seededThread, textOf} from '../../../bench/thread.js';
import {carriedPage} from '../../../bench/wire/wordpress.js';
import {setPlugin} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

// The benchmark makes the page that WordPress carries by itself, so that it needs no WordPress. This holds it to the real one.

const site = siteForAll({plugin: true});

beforeAll(async () => {
  await setPlugin(site);
});

/** Each field's type, and the shapes of what lies in it; of a list those of all items, once each. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = new Map(value.map((item) => [JSON.stringify(shapeOf(item)), shapeOf(item)]));
    return [...shapes.values()];
  }
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const entries = Object.entries(value).map(([name, field]) => [name, shapeOf(field)] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => one.localeCompare(other)));
}

it('the page that the benchmark carries has the fields of the one that the plugin writes', async () => {
  const post = await site.createPost({title: 'The article'});
  const [first, reply] = seededThread(50).filter(({depth}) => depth < 2);
  if (!first || !reply) throw new Error('The seeded thread has no replies');
  const root = await site.createComment({post: post.id, name: first.name, content: textOf(first)});
  await site.createComment({post: post.id, parent: root, name: reply.name, content: textOf(reply)});

  const html = await (await fetch(post.url)).text();
  const [, text = ''] =
    /<script type="application\/json" data-parley-page="\d+">(.*?)<\/script/s.exec(html) ?? [];
  const real = JSON.parse(text) as {lists: {comments: {content: {rendered: string}}[]}[]};

  const thread = seededThread(50).filter(({depth}) => depth < 2);
  const ours = carriedPage(thread, {origin: site.origin, generatedAt: new Date()});
  expect(shapeOf(ours)).toEqual(shapeOf(real));
  // Bodies are paragraphs of HTML in both.
  expect(real.lists[0]?.comments[0]?.content.rendered).toMatch(/^<p>.*<\/p>\n$/s);
});
