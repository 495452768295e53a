import {describe, expect, it} from 'vitest';
import {languageOf} from '../../../src/locale/languages.js';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {renderThread, type RenderOptions} from '../../../src/static.js';
import {makeComment} from '../../support/comments.js';

function pageOf(comments: readonly Comment[], more: Partial<ThreadPage> = {}): ThreadPage {
  return {comments, next: null, total: comments.length, live: null, facts: {}, ...more};
}

const NOW = Date.parse('2026-03-02T08:00:00.000Z');

function render(comments: readonly Comment[], options: RenderOptions = {}): string {
  return renderThread(pageOf(comments), {now: NOW, ...options});
}

describe('a rendered thread', () => {
  it('is a whole <parley-thread> with its attributes', () => {
    const html = render([makeComment('1')], {
      backend: 'rest',
      endpoint: 'https://comments.packet.example/',
      pageId: 'ferry "timetable"',
      headingLevel: 3,
      live: true,
      closed: false,
      lang: 'en-GB',
    });
    expect(html).toMatch(
      /^<parley-thread backend="rest" endpoint="https:\/\/comments\.packet\.example\/" page-id="ferry &quot;timetable&quot;" heading-level="3" live lang="en-GB">/,
    );
    expect(html).toMatch(/<\/parley-thread>$/);
    expect(html).toContain('<h3 part="heading"><span part="count">1 comment</span></h3>');
  });

  it('has each comment as an article with its heading, time, permalink and text', () => {
    const html = render([makeComment('1')], {pageUrl: 'https://packet.example/ferry'});
    expect(html).toContain('<article part="comment" tabindex="-1" data-comment-id="1" id="comment-1">');
    expect(html).toContain('<h3 class="author"><bdi part="author">Reader 1</bdi></h3>');
    expect(html).toContain('href="https://packet.example/ferry#comment-1"');
    expect(html).toContain('<time part="timestamp" datetime="2026-03-01T08:01:00.000Z">');
    expect(html).toContain('<div part="body" class="body" dir="auto"><p>Letter 1</p></div>');
  });

  it('is in the reading order, with replies within the comments that they answer', () => {
    const comments = [makeComment('1'), makeComment('3', {parentId: '1'}), makeComment('2')];
    const ids = [...render(comments).matchAll(/data-comment-id="(\d)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['2', '1', '3']);
    const oldest = [...render(comments, {sort: 'oldest'}).matchAll(/data-comment-id="(\d)"/g)];
    expect(oldest.map(([, id]) => id)).toEqual(['1', '3', '2']);
  });

  it('has all replies of a long list, the later ones hidden until the browser finds them', () => {
    const replies = ['2', '3', '4', '5', '6'].map((id) => makeComment(id, {parentId: '1'}));
    const html = render([makeComment('1'), ...replies]);
    expect(html.match(/hidden="until-found"/g)).toHaveLength(2);
    expect(html).toContain('Letter 6');
    expect(html).toContain('Show 2 more replies');
  });

  it('shows a tombstone where a comment was removed', () => {
    const html = render([makeComment('1', {status: 'removed', body: {format: 'text', value: ''}})]);
    expect(html).toContain('This comment was removed by a moderator.');
  });

  it('numbers the comments of the classic variant below its policy', () => {
    const html = render([makeComment('1')], {variant: 'classic', publisher: 'The Packet'});
    expect(html).toContain('One Comment;');
    expect(html).toMatch(/Discussion Policy.*One Comment;.*1\. .*Reader 1.* said:/s);
    expect(html.indexOf('<textarea')).toBeGreaterThan(html.indexOf('Letter 1'));
  });

  it('says that there are no comments', () => {
    expect(render([])).toContain('No comments yet. Start the conversation.');
  });

  it('says that the discussion is closed, with its reason and without controls for writing', () => {
    const html = renderThread(
      pageOf([makeComment('1')], {
        facts: {closed: {at: '2026-02-28T00:00:00.000Z', reason: 'The ferry <sailed>'}},
      }),
      {now: NOW, backend: 'rest'},
    );
    expect(html).toMatch(/Comments closed on .*<bdi>The ferry &lt;sailed&gt;<\/bdi>/);
    expect(html).not.toContain('<textarea');
    expect(html).not.toContain('data-action="reply"');
  });

  it.each(['ar', 'de', 'en', 'es', 'fr', 'he', 'hy', 'hyw', 'ru', 'tr'])('speaks %s', (lang) => {
    const html = render([makeComment('1'), makeComment('2')], {lang});
    expect(languageOf(lang)).toBe(lang);
    expect(html).toContain(`lang="${lang}" dir="${lang === 'ar' || lang === 'he' ? 'rtl' : 'ltr'}"`);
    expect(html.includes('2 comments')).toBe(lang === 'en');
  });

  it('uses the publisher’s own messages', () => {
    expect(render([], {strings: {empty: 'Nobody has written yet.'}})).toContain('Nobody has written yet.');
  });

  it('leaves out a comment that is none, and keeps the others', () => {
    const html = render([makeComment('1'), {id: '2'} as Comment, makeComment('3')]);
    expect(html).toContain('Letter 1');
    expect(html).toContain('Letter 3');
    expect(html).not.toContain('data-comment-id="2"');
  });

  it('shows the name and text of a comment with a date that cannot be told', () => {
    const html = render([makeComment('1', {editedAt: '+275760-09-13T00:00:00.001Z'}), makeComment('2')]);
    expect(html).toContain('Letter 1');
    expect(html).toContain('Letter 2');
  });

  it('carries what the backend has answered, where nothing in it ends the script', () => {
    const body = {format: 'text', value: '</script><!--<script>'} as const;
    const page = pageOf([makeComment('1', {body})], {live: 'cursor'});
    const html = renderThread(page, {now: NOW, maxAge: 300, sort: 'top', pageSize: 20});
    const [, attributes, data = ''] =
      /<script type="application\/json" data-parley-page ([^>]*)>(.*?)<\/script>/s.exec(html) ?? [];
    expect(attributes).toBe(
      'data-made="2026-03-02T08:00:00.000Z" data-max-age="300" data-sort="top" data-page-size="20"',
    );
    expect(data).not.toContain('<');
    expect(JSON.parse(data)).toEqual(page);
    expect(renderThread(page, {carry: false})).not.toContain('<script');
  });

  it('describes the published comments for search engines on request', () => {
    const comments = [
      makeComment('1', {body: {format: 'html', value: '<p>One</p><p>Two &amp; three<br>four</p>'}}),
      makeComment('2', {status: 'held'}),
    ];
    const html = render(comments, {structuredData: true, pageUrl: 'https://packet.example/ferry'});
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(data)).toMatchObject({
      '@graph': [
        {
          '@id': 'https://packet.example/ferry#comment-1',
          about: {'@id': 'https://packet.example/ferry'},
          text: 'One\n\nTwo & three\nfour',
        },
      ],
    });
    expect(data).not.toContain('Letter 2');
    expect(render(comments)).not.toContain('ld+json');
  });

  describe('for readers without scripts', () => {
    const rest = {
      backend: 'rest',
      endpoint: 'https://comments.packet.example/',
      site: 'packet',
      pageId: 'the ferry',
      pageUrl: 'https://packet.example/ferry',
    } as const;

    it('has a form that leads to the server', () => {
      const html = render([makeComment('1')], {...rest, lang: 'de'});
      const [, form = ''] = /<noscript><form (.*?)<\/form><\/noscript>/s.exec(html) ?? [];
      expect(form).toMatch(
        /^class="plain-form" method="post" action="https:\/\/comments.packet.example\/v1\/comments\/form">/,
      );
      const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
      expect(Object.fromEntries(hidden.map(([, name, value]) => [name, value]))).toEqual({
        site: 'packet',
        page: 'the ferry',
        pageUrl: 'https://packet.example/ferry',
        lang: 'de',
        key: NOW.toString(36),
      });
      expect(form).toMatch(/<label for="parley-the-ferry-name">Name<\/label><input [^>]*required/);
      expect(form).toContain('Kommentar absenden</button>');
    });

    it('asks guests for what the site asks', () => {
      const facts = {guestFields: {name: 'hidden', email: 'required', url: 'optional'}} as const;
      const html = renderThread(pageOf([], {facts}), {now: NOW, ...rest});
      expect(html).not.toContain('name="name"');
      expect(html).toMatch(/<input [^>]*name="email"[^>]* required/);
      expect(html).toContain('Website (optional)</label>');
    });

    it('has a link for replies to each comment', () => {
      expect(render([makeComment('1')], rest)).toContain(
        '<a class="reply-link" rel="nofollow" href="https://comments.packet.example/v1/comments/form?' +
          'site=packet&amp;page=the+ferry&amp;reply=1&amp;url=https%3A%2F%2Fpacket.example%2Fferry">Reply</a>',
      );
    });

    it.each<[string, RenderOptions, ThreadPage['facts']?]>([
      ['a closed thread', rest, {closed: {}}],
      ['a thread for signed-in readers', rest, {posting: 'signed-in'}],
      ['another backend', {...rest, backend: 'wordpress'}],
      ['a thread without an id', {...rest, pageId: ''}],
      ['an endpoint that is none', {...rest, endpoint: 'javascript:alert(1)'}],
    ])('has neither in %s', (_, options, facts = {}) => {
      expect(renderThread(pageOf([makeComment('1')], {facts}), options)).not.toContain('<noscript>');
    });
  });

  it('leads to the next page by a link of its own', () => {
    const html = renderThread(pageOf([makeComment('1')], {next: 'cursor', total: 9}), {
      nextUrl: '/ferry?comments=2',
    });
    expect(html).toContain('<a class="next-page" rel="next" href="/ferry?comments=2">');
    expect(html).toContain('Show more comments (8 left)');
  });

  it('stands in a shadow root of its own on request', () => {
    const html = render([makeComment('1')], {shadow: true, stylesheet: '/static.css'});
    expect(html).toContain(
      '<template shadowrootmode="open"><link rel="stylesheet" href="/static.css"><div class="parley-root"><section',
    );
    expect(() => render([], {shadow: true})).toThrow(TypeError);
  });

  it.each([null, 7, 'page', {}, {comments: 'none'}])('rejects what is no page: %j', (page) => {
    expect(() => renderThread(page as never)).toThrow('The backend answered without a page of comments.');
  });

  it('takes time in proportion to the number of comments', () => {
    const time = (count: number): number => {
      const comments = Array.from({length: count}, (_, index) =>
        makeComment(String(index), {parentId: index > 0 && index % 2 ? String(index - 1) : null}),
      );
      const started = performance.now();
      render(comments);
      return performance.now() - started;
    };
    time(500);
    expect(time(4_000)).toBeLessThan(40 * Math.max(1, time(500)));
  });
});
