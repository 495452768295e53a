import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {CommentCountElement} from '../../../src/elements/comment-count/comment-count.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {directionOf} from '../../../src/locale/direction.js';
import {en} from '../../../src/locale/en.js';
import {loadMessages} from '../../../src/locale/languages.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {forgetConnection, setConnected} from '../../support/connection.js';
import {openThread, ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

/** What pages have in `lang` that `Intl` refuses, or that is no language. */
const NO_TAGS = ['en-US, fr', 'en-', 'en-{{country}}', 'en_US', 'x', '{{ lang }}', 'en-US-u', '-'];

const two = [makeComment('1'), makeComment('2', {parentId: '1'})];
const adapter = new MemoryAdapter({comments: two});

/** A thread in a part of the page that speaks `lang`. */
async function threadIn(lang: string, own: string | null = null): Promise<ThreadPage> {
  const around = await fixture(
    html`<div lang=${lang}>
      <parley-thread lang=${own ?? lang} page-id="a" loading="eager" .adapter=${adapter}></parley-thread>
    </div>`,
  );
  const thread = around.querySelector('parley-thread') as ThreadElement;
  if (own === null) thread.removeAttribute('lang');
  return new ThreadPage(thread).ready();
}

const heading = (page: ThreadPage): string => page.part('heading').textContent.trim();
const textOf = ({renderRoot}: CommentCountElement): string => renderRoot.textContent?.trim() ?? '';

describe('the language of a thread', () => {
  afterEach(forgetConnection);

  it('is that of the page around it', async () => {
    const page = await threadIn('tr');
    expect(heading(page)).to.equal((await loadMessages('tr')).heading(2));
    expect(
      page.part('policy', page.thread.renderRoot.querySelector('parley-policy-notice')?.renderRoot).innerText,
    ).to.contain((await loadMessages('tr')).policyHeading);
    await expectAccessible(page.thread);
  });

  it('is spoken by the form and by the live region too', async () => {
    const page = await threadIn('de');
    await page.openForm();
    expect(page.form().renderRoot.textContent).to.contain('Kommentar');
    setConnected(false);
    await page.waitForAnnouncement((await loadMessages('de')).offline);
  });

  it('is its own where it has one', async () => {
    const page = await threadIn('en', 'ru');
    expect(heading(page)).to.equal((await loadMessages('ru')).heading(2));
  });

  for (const lang of NO_TAGS) {
    it(`is English for lang="${lang}"`, async () => {
      const page = await threadIn(lang);
      expect(heading(page)).to.equal(en.heading(2));
      expect(page.ids).to.deep.equal(['1', '2']);
      expect(page.part('timestamp', page.article('1')).innerText).to.contain('March 1');
    });
  }

  it('is that with which a tag begins that is none', async () => {
    const page = await threadIn('de-{{country}}, en');
    expect(heading(page)).to.equal((await loadMessages('de')).heading(2));
    const count = await fixture<CommentCountElement>(
      html`<parley-comment-count lang="de-" page-id="a" .adapter=${adapter}></parley-comment-count>`,
    );
    await waitUntil(() => /Kommentar/.test(textOf(count)), 'the count is not in German');
  });

  it('is never shown before its messages have loaded', async () => {
    const seen = new Set<string>();
    const around = await fixture<HTMLElement>(html`<div lang="fr"></div>`);
    const thread = document.createElement('parley-thread');
    Object.assign(thread, {pageId: 'a', loading: 'eager', adapter});
    around.append(thread);
    const page = new ThreadPage(thread);
    const note = (): void => {
      const textOf = thread.renderRoot?.querySelector('[part=heading]')?.textContent.trim();
      if (textOf) seen.add(textOf);
    };
    await waitUntil(() => {
      note();
      return thread.store?.state.phase === 'ready' && seen.size > 0;
    });
    await page.settled();
    note();
    const {heading: counted} = await loadMessages('fr');
    expect([...seen].filter((textOf) => textOf !== counted(2) && textOf !== counted(null))).to.deep.equal([]);
  });

  it('follows when the page gets another', async () => {
    const page = await threadIn('en');
    expect(heading(page)).to.equal('2 comments');
    await waitUntil(() => page.article('1').querySelector('[data-action=reply]'));
    for (const lang of ['es', 'hy', 'en-GB']) {
      page.thread.parentElement?.setAttribute('lang', lang);
      const messages = await loadMessages(lang);
      await waitUntil(() => heading(page) === messages.heading(2), `${lang}: ${heading(page)}`);
      expect(page.article('1').querySelector('[data-action=reply]')?.textContent).to.equal(messages.reply);
    }
  });

  it('has the direction of every language, as static rendering has', async () => {
    const page = await threadIn('en');
    for (const lang of ['ar', 'de', 'en', 'es', 'fr', 'he', 'hy', 'hyw', 'ru', 'tr']) {
      page.thread.lang = lang;
      const messages = await loadMessages(lang);
      await waitUntil(() => heading(page) === messages.heading(2), `${lang}: ${heading(page)}`);
      expect(getComputedStyle(page.part('base')).direction, lang).to.equal(directionOf(lang));
    }
  });

  it('follows when it gets another itself, also right to left', async () => {
    const page = await threadIn('en');
    page.thread.lang = 'ar';
    await waitUntil(() => heading(page) === 'تعليقان');
    expect(getComputedStyle(page.part('base')).direction).to.equal('rtl');
    page.thread.dir = 'ltr';
    expect(getComputedStyle(page.part('base')).direction).to.equal('ltr');
    page.thread.dir = '';
    page.thread.removeAttribute('dir');
    page.thread.lang = 'de';
    await waitUntil(() => heading(page) === '2 Kommentare');
    expect(getComputedStyle(page.part('base')).direction).to.equal('ltr');
  });

  it("is found through the thread's shadow root", async () => {
    const host = await fixture<HTMLElement>(html`<div lang="es"></div>`);
    const thread = document.createElement('parley-thread');
    Object.assign(thread, {pageId: 'a', loading: 'eager', adapter});
    host.attachShadow({mode: 'open'}).append(thread);
    const page = await new ThreadPage(thread).ready();
    expect(heading(page)).to.equal('2 comentarios');
    host.lang = 'de';
    await waitUntil(() => heading(page) === '2 Kommentare');
  });

  it('is English if Parley does not have it', async () => {
    const page = await threadIn('mi');
    expect(heading(page)).to.equal('2 comments');
  });

  it('lets a reader go on writing while it changes', async () => {
    const page = await threadIn('en');
    await page.openForm();
    page.write('body', 'Half a letter');
    page.field('body').focus();
    page.thread.lang = 'fr';
    await waitUntil(() => heading(page) === '2 commentaires');
    expect(page.field('body').value).to.equal('Half a letter');
    expect(page.focused).to.equal(page.field('body'));
  });
});

describe('the messages of a publisher', () => {
  it('win in every language, made from the built-in ones', async () => {
    const page = await threadIn('de');
    page.thread.strings = ({heading: builtIn}) => ({heading: (count) => `Leserbriefe: ${builtIn(count)}`});
    await waitUntil(() => heading(page) === 'Leserbriefe: 2 Kommentare');
    page.thread.lang = 'es';
    await waitUntil(() => heading(page) === 'Leserbriefe: 2 comentarios');
  });

  it('may be some of a group, the others stay the built-in ones', async () => {
    const page = await openThread(
      {fail: ({name}) => name === 'vote' && 'forbidden', comments: [makeComment('1', {can: {vote: true}})]},
      {strings: {errors: {offline: 'No line.'}, sorted: {top: 'Best first.'}}},
    );
    await waitUntil(() => page.thread.late);
    page.button('Recommend').click();
    await page.waitForAnnouncement(en.errors.forbidden);
  });

  it('go when they are taken back', async () => {
    const page = await openThread({comments: two}, {strings: {heading: () => 'Letters'}});
    expect(heading(page)).to.equal('Letters');
    page.thread.strings = null;
    await waitUntil(() => heading(page) === '2 comments');
  });
});

describe('the language of a count', () => {
  async function countIn(lang: string): Promise<CommentCountElement> {
    const around = await fixture(
      html`<div lang=${lang}>
        <parley-comment-count page-id="a" .adapter=${adapter}>…</parley-comment-count>
      </div>`,
    );
    return around.querySelector('parley-comment-count') as CommentCountElement;
  }

  it("is the page's outside of a thread, and follows its changes", async () => {
    const count = await countIn('ru');
    await waitUntil(() => textOf(count) === '2 комментария', textOf(count));
    count.parentElement?.setAttribute('lang', 'en');
    await waitUntil(() => textOf(count) === '2 comments');
    count.lang = 'he';
    const {count: counted} = await loadMessages('he');
    await waitUntil(() => textOf(count) === counted(2));
  });

  for (const lang of NO_TAGS) {
    it(`is English for lang="${lang}"`, async () => {
      const count = await countIn(lang);
      await waitUntil(() => textOf(count) === '2 comments', textOf(count));
    });
  }

  it("uses the publisher's own messages", async () => {
    const count = await countIn('en');
    count.strings = {count: (number) => `${String(number)} letters`};
    await waitUntil(() => textOf(count) === '2 letters');
  });
});

describe('a page from right to left whose policy is English', () => {
  it('ends its sentences on the right side', async () => {
    const around = await fixture(
      html`<div dir="rtl">
        <parley-thread
          page-id="a"
          loading="eager"
          .adapter=${adapter}
          .policy=${{rules: [{id: 'kind', text: 'Be kind.', severity: 'warn'}]}}
        ></parley-thread>
      </div>`,
    );
    const page = await new ThreadPage(around.querySelector('parley-thread') as ThreadElement).ready();
    const notice = page.thread.renderRoot.querySelector('parley-policy-notice');
    await notice?.updateComplete;
    const rule = notice?.renderRoot.querySelector('li');
    expect(rule && getComputedStyle(rule).direction).to.equal('ltr');
    page.thread.policy = null;
    await page.settled();
    await notice?.updateComplete;
    const sentence = notice?.renderRoot.querySelector('.text p');
    expect(sentence && getComputedStyle(sentence).direction).to.equal('ltr');
  });
});
