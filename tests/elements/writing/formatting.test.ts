import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {enWriting} from '../../../src/locale/en/writing.js';
import type {BodyFormat, NewComment} from '../../../src/model/comment.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {fromMenu} from '../../support/controls.js';
import {press} from '../../support/press.js';
import {nextEvent, openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const VIEWER = {id: 'ana', name: 'Ana'};

const help = (page: ThreadPage): HTMLDetailsElement | null => page.form().renderRoot.querySelector('details');

async function openIn(bodyFormat: BodyFormat): Promise<ThreadPage> {
  return openThreadToWrite({comments: [], viewer: VIEWER, bodyFormat});
}

describe('a form for Markdown', () => {
  it('posts what was typed as Markdown, and it is shown as it looks', async () => {
    const page = await openIn('markdown');
    page.write('body', 'A *word*\nand **two**');
    const before = nextEvent('parley-before-post');
    page.submit();
    const {draft} = (await before) as unknown as {draft: NewComment};
    expect(draft.body).to.deep.equal({format: 'markdown', value: 'A *word*\nand **two**'});
    await waitUntil(() => page.articles[0]?.querySelector('strong'));
    expect(page.wordsOf(page.ids[0] ?? '').trim()).to.equal('A word\nand two');
  });

  it('previews it as it will look', async () => {
    const page = await openIn('markdown');
    page.write('body', '> A *word*');
    await page.settled();
    page.button('Preview', page.form().renderRoot).click();
    await waitUntil(() => page.form().renderRoot.querySelector('[part=preview] blockquote em'));
  });

  it('stores text that was not posted, with its formatting', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const adapter = {comments: [], viewer: VIEWER, bodyFormat: 'markdown'} as const;
    const first = await openThreadToWrite(adapter, {site});
    first.write('body', '**Half');
    await waitUntil(() => first.form().renderRoot.textContent.includes('Draft saved'));
    first.thread.remove();
    const second = await openThreadToWrite(adapter, {site});
    await waitUntil(() => second.field('body').value === '**Half');
  });

  it('has help with all formatting, as typed and as rendered, usable by keyboard', async () => {
    const page = await openIn('markdown');
    const details = help(page);
    expect(details?.open).to.equal(false);
    page.form().focus();
    await press('Tab');
    expect(page.focused?.localName).to.equal('summary');
    expect(page.focused?.textContent).to.equal('Formatting help');
    await press('Enter');
    await waitUntil(() => details?.open);
    const rows = [...(details?.querySelectorAll('tbody tr') ?? [])].map((row) => [
      row.querySelector('code')?.textContent,
      row.lastElementChild?.firstElementChild?.localName,
      row.lastElementChild?.textContent.trim(),
    ]);
    expect(rows).to.deep.equal([
      ['**strong**', 'strong', 'strong'],
      ['*emphasized*', 'em', 'emphasized'],
      ['~~struck through~~', 'del', 'struck through'],
      ['[a link](https://example.org)', 'span', 'a link'],
      ['> a quotation', 'blockquote', 'a quotation'],
      ['- a list item', 'ul', 'a list item'],
      ['`code`', 'code', 'code'],
    ]);
    await expectAccessible(page.thread);
  });

  it('can be styled by its part', async () => {
    const page = await openIn('markdown');
    expect(help(page)?.part.contains('formatting')).to.equal(true);
    expect(page.form().getAttribute('exportparts')).to.include('formatting');
  });

  it('lists no formatting that comments cannot have', async () => {
    const page = await openIn('markdown');
    const typed = [...(help(page)?.querySelectorAll('td code') ?? [])].flatMap((code) =>
      code.parentElement?.matches(':first-child') ? [code.textContent] : [],
    );
    expect(typed).to.have.length(Object.keys(enWriting.formattingSamples).length);
    for (const mark of typed) {
      page.write('body', mark);
      await page.settled();
      page.button('Preview', page.form().renderRoot).click();
      await waitUntil(() => {
        const place = page.form().renderRoot.querySelector('[part=preview]');
        return place?.querySelector('strong, em, s, a, blockquote, li, code') && place.textContent !== mark;
      }, mark);
      page.button('Write', page.form().renderRoot).click();
      await page.settled();
    }
  });
});

describe('a form for HTML', () => {
  it('posts the tags that were typed, previews them, and helps with them', async () => {
    const page = await openIn('html');
    expect(
      [...(help(page)?.querySelectorAll('tbody td:first-child') ?? [])].map((cell) => cell.textContent),
    ).to.include('<strong>strong</strong>');
    page.write('body', 'A <em>word</em><script>x()</script>\nand more');
    await page.settled();
    page.button('Preview', page.form().renderRoot).click();
    await waitUntil(() => page.form().renderRoot.querySelector('[part=preview] em'));
    expect(page.part('preview', page.form().renderRoot).querySelectorAll('br, script')).to.have.length(1);
    const before = nextEvent('parley-before-post');
    page.submit();
    const {draft} = (await before) as unknown as {draft: NewComment};
    expect(draft.body.format).to.equal('html');
  });
});

describe('a form for plain text', () => {
  it('has no help, and shows marks as they were typed', async () => {
    const page = await openIn('text');
    expect(help(page)).to.equal(null);
    page.write('body', '*a* <b>b</b>');
    page.submit();
    await waitUntil(() => page.articles.length === 1);
    expect(page.wordsOf(page.ids[0] ?? '').trim()).to.equal('*a* <b>b</b>');
  });
});

describe('editing', () => {
  const bodies = [
    ['Markdown', {format: 'markdown', value: 'A *word*'}, 'text', 'A *word*', 'markdown'],
    [
      'HTML where readers write it',
      {format: 'html', value: 'A <i>word</i>'},
      'html',
      'A <i>word</i>',
      'html',
    ],
    [
      'HTML where readers write plain text',
      {format: 'html', value: '<p>A <i>word</i></p>'},
      'text',
      'A word',
      'text',
    ],
    ['plain text where readers write Markdown', {format: 'text', value: '*A'}, 'markdown', '*A', 'text'],
  ] as const;
  for (const [name, body, bodyFormat, source, format] of bodies) {
    it(`shows the source of ${name}, and keeps its format`, async () => {
      const comment = makeComment('1', {
        author: VIEWER,
        body,
        can: {edit: true},
        createdAt: new Date().toISOString(),
      });
      const adapter = new MemoryAdapter({comments: [comment], viewer: VIEWER, bodyFormat});
      const page = await openThreadToWrite(adapter);
      (await fromMenu(page, '1', 'edit')).click();
      await waitUntil(() => page.article('1').querySelector('textarea'));
      const area = page.article('1').querySelector('textarea');
      if (!area) throw new Error('no editor');
      expect(area.value.trim()).to.equal(source);
      area.value = `${source}!`;
      area.dispatchEvent(new Event('input', {bubbles: true}));
      const edited = nextEvent('parley-edited');
      page.button('Save', page.article('1')).click();
      expect((await edited).comment.body).to.deep.equal({format, value: `${source}!`});
    });
  }
});
