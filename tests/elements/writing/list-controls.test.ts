import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {MemoryAdapterOptions} from '../../../src/adapters/memory.js';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {CommentsAdapter} from '../../../src/model/adapter.js';
import type {Comment} from '../../../src/model/comment.js';
import {CommentsError} from '../../../src/model/errors.js';
import {reduce} from '../../../src/store/reduce.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {control, fromMenu, menuItems, openMenu, openMenuOf} from '../../support/controls.js';
import {press} from '../../support/press.js';
import {nextEvent, openThread, ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const VIEWER = {id: 'ada', name: 'Ada'};
/** Where the device has it. */
const SHARE = 'share' in navigator ? ['share'] : [];
const justNow = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1_000).toISOString();
const OWN: Partial<Comment> = {author: {id: 'ada', name: 'Ada'}};

const comments = (): Comment[] => [
  makeComment('1', {author: {id: 'bo', name: 'Bo'}}),
  makeComment('2', {...OWN, createdAt: justNow(30)}),
];

const open = (more: MemoryAdapterOptions = {}): Promise<ThreadPage> =>
  openThread({viewer: VIEWER, comments: comments(), ...more});

const dialog = (page: ThreadPage): HTMLDialogElement => {
  const found = page.list.renderRoot.querySelector('dialog');
  if (!found) throw new Error('no dialog');
  return found;
};

describe('the menu of a comment', () => {
  before(() => setViewport({width: 900, height: 800}));

  it('has what the backend and the comment allow', async () => {
    const page = await open();
    expect(await openMenuOf(page, '1')).to.deep.equal([...SHARE, 'copy-link', 'report', 'mute']);
    await expectAccessible(page.thread);
    expect(await openMenuOf(page, '2')).to.deep.equal([...SHARE, 'copy-link', 'edit', 'remove']);
    expect(menuItems(page).at(-1)?.textContent.trim()).to.equal('Delete');
    await expectAccessible(page.thread);
  });

  it('has items 40 px high, and deletes in the colour of danger', async () => {
    const page = await open();
    await openMenuOf(page, '2');
    const items = menuItems(page);
    expect(items.length).to.be.greaterThan(2);
    for (const item of items)
      expect(item.getBoundingClientRect().height, item.textContent).to.be.at.least(40);
    const [first, last] = [items[0], items.at(-1)].map((item) => getComputedStyle(item as Element).color);
    expect(last).not.to.equal(first);
    expect(items.filter((item) => getComputedStyle(item).color === last)).to.deep.equal([items.at(-1)]);
    page.list.style.setProperty('--parley-color-danger', 'rgb(1, 2, 3)');
    expect(getComputedStyle(items.at(-1) as Element).color).to.equal('rgb(1, 2, 3)');
  });

  it('opens also where the page has taken the thread away before it was drawn', async () => {
    const thread = document.createElement('parley-thread');
    thread.pageId = 'taken-away';
    thread.loading = 'eager';
    thread.adapter = new MemoryAdapter({viewer: VIEWER, comments: comments()});
    document.body.append(thread);
    thread.remove();
    // The code for writing comes, and the thread is drawn, while it is away.
    await thread.load();
    await thread.updateComplete;
    document.body.append(thread);
    const page = await new ThreadPage(thread).ready();
    expect(await openMenuOf(page, '1')).to.include('mute');
    thread.remove();
  });

  it('has no actions that the adapter lacks or whose time is over', async () => {
    const memory = new MemoryAdapter({
      viewer: VIEWER,
      comments: [...comments(), makeComment('3', {...OWN, createdAt: justNow(3_000)})],
    });
    const page = await openThread({open: memory.open.bind(memory), more: memory.more.bind(memory)});
    expect(await openMenuOf(page, '1')).to.deep.equal([...SHARE, 'copy-link', 'mute']);
    expect(await openMenuOf(page, '2')).to.deep.equal([...SHARE, 'copy-link']);
    expect(await openMenuOf(page, '3')).to.deep.equal([...SHARE, 'copy-link']);
  });

  it('that is open when the reader’s rights arrive gets new items and keeps focus', async () => {
    const own = makeComment('1', OWN);
    const page = await openThread({viewer: null, comments: [own]});
    const change = (comment: Comment): void => {
      page.thread.store?.dispatch({type: 'changed', comment}, reduce);
    };
    change({...own, can: {}});
    await page.settled();
    expect(await openMenuOf(page, '1')).to.deep.equal([...SHARE, 'copy-link', 'mute']);
    await press('End');
    change({...own, can: {edit: true, remove: true, report: true}});
    await waitUntil(() => menuItems(page).length > SHARE.length + 2, 'nothing more');
    const names = (): (string | undefined)[] => menuItems(page).map(({dataset}) => dataset['item']);
    expect(names()).to.deep.equal([...SHARE, 'copy-link', 'edit', 'remove', 'report']);
    // What it was on is gone; it is still in the menu, which goes on by keyboard.
    expect(menuItems(page)).to.include(page.focused);
    await press('End');
    expect((page.focused as HTMLElement).dataset['item']).to.equal('report');
    change({...own, can: {report: true}});
    await waitUntil(() => !names().includes('edit'), 'still edit');
    expect((page.focused as HTMLElement).dataset['item']).to.equal('report');
  });

  it('gives the focus to the comment when that is removed meanwhile', async () => {
    const page = await openThread({comments: [makeComment('1'), makeComment('2', {parentId: '1'})]});
    await openMenuOf(page, '1');
    await waitUntil(() => menuItems(page).some((item) => item === page.focused));
    page.thread.store?.dispatch({type: 'changed', comment: makeComment('1', {status: 'removed'})}, reduce);
    await waitUntil(() => openMenu(page) === null, 'the menu stays');
    expect(page.focused).to.equal(page.article('1'));
  });

  for (const dir of ['ltr', 'rtl'])
    it(`stays within the window when it grows, ${dir}`, async () => {
      const own = makeComment('1', {...OWN, can: {}});
      const page = await openThread({viewer: null, comments: [own]}, {dir});
      const button = await control(page, '1', 'menu');
      const spacer = document.createElement('div');
      spacer.style.blockSize = '3000px';
      document.body.prepend(spacer);
      await openMenuOf(page, '1');
      const menu = openMenu(page);
      // There is room below for what it has, and no more.
      window.scrollBy(0, button.getBoundingClientRect().bottom + (menu?.offsetHeight ?? 0) + 5 - innerHeight);
      page.thread.store?.dispatch(
        {type: 'changed', comment: {...own, can: {edit: true, remove: true, report: true}}},
        reduce,
      );
      await waitUntil(() => menuItems(page).length > SHARE.length + 2, 'nothing more');
      const bottom = (): number => menu?.getBoundingClientRect().bottom ?? NaN;
      await waitUntil(() => bottom() <= innerHeight, `it ends at ${String(bottom())}`);
      spacer.remove();
    });

  it('is the same at every width, inside the window, and shows how long a comment can be edited', async () => {
    const page = await open();
    for (const width of ['880px', '580px', '300px']) {
      page.thread.style.width = width;
      for (const id of ['1', '2']) {
        page.article(id).scrollIntoView({block: 'center', behavior: 'instant'});
        const items = await openMenuOf(page, id);
        expect(items).to.include(id === '1' ? 'report' : 'edit');
        const {left, right, width: own, bottom} = (openMenu(page) as HTMLElement).getBoundingClientRect();
        expect(own).to.equal(200);
        expect(left).to.be.at.least(0);
        expect(right).to.be.at.most(innerWidth);
        expect(bottom).to.be.at.most(innerHeight);
        // Flush with the end of its button, if there is room.
        const button = await control(page, id, 'menu');
        expect(right).to.be.closeTo(button.getBoundingClientRect().right, 2);
      }
      expect(openMenu(page)?.textContent).to.contain('You can change this for 5 more minutes.');
    }
    page.thread.style.width = '';
  });

  it('is at the other side in right-to-left languages', async () => {
    const page = await openThread({viewer: VIEWER, comments: comments()}, {lang: 'ar'});
    page.thread.dir = 'rtl';
    page.thread.style.width = '400px';
    await openMenuOf(page, '1');
    const button = (await control(page, '1', 'menu')).getBoundingClientRect();
    expect(openMenu(page)?.getBoundingClientRect().left).to.be.closeTo(button.left, 2);
    await expectAccessible(page.thread);
  });

  it('has a button labelled with its purpose and the author', async () => {
    const page = await open();
    const button = await control(page, '1', 'menu');
    expect(button.getAttribute('aria-label')).to.equal('More actions for the comment by Bo');
    expect(button.getAttribute('aria-haspopup')).to.equal('menu');
    expect(button.ariaExpanded).to.equal('false');
    await openMenuOf(page, '1');
    expect(button.ariaExpanded).to.equal('true');
    expect(openMenu(page)?.getAttribute('role')).to.equal('menu');
    expect(openMenu(page)?.getAttribute('aria-label')).to.equal('More actions for the comment by Bo');
    button.click();
    await waitUntil(() => !openMenu(page));
    expect(button.ariaExpanded).to.equal('false');
    expect(page.focused).to.equal(button);
  });

  it('is walked through by arrows, Home, End and typing, and left by Esc and Tab, the focus back on its button', async () => {
    const page = await openThread({viewer: VIEWER, comments: comments()}, {sort: 'oldest'});
    const button = await control(page, '1', 'menu');
    button.focus();
    await openMenuOf(page, '1');
    const items = menuItems(page);
    const label = (): string | undefined => (page.focused as HTMLElement).dataset['item'];
    const names = items.map(({dataset}) => dataset['item']);
    expect(label()).to.equal(names[0]);
    await press('ArrowUp');
    expect(label()).to.equal('mute');
    await press('ArrowDown');
    expect(label()).to.equal(names[0]);
    await press('End');
    expect(label()).to.equal('mute');
    await press('Home');
    expect(label()).to.equal(names[0]);
    await press('r');
    expect(label()).to.equal('report');
    await press('Escape');
    await waitUntil(() => !openMenu(page));
    expect(page.focused).to.equal(button);

    await press('Enter');
    await waitUntil(() => openMenu(page));
    expect(label()).to.equal(names[0]);
    await press('Tab');
    await waitUntil(() => !openMenu(page));
    expect(page.article('2').contains(page.focused)).to.equal(true);
  });

  it('closes by a press elsewhere, and opens at another comment instead', async () => {
    const page = await open();
    await openMenuOf(page, '1');
    page.thread.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, composed: true}));
    await waitUntil(() => !openMenu(page));
    expect((await control(page, '1', 'menu')).ariaExpanded).to.equal('false');
    await openMenuOf(page, '1');
    await openMenuOf(page, '2');
    expect((await control(page, '1', 'menu')).ariaExpanded).to.equal('false');
    expect(page.list.renderRoot.querySelectorAll('[part=menu]')).to.have.length(1);
  });

  it('opens in browsers without popovers and anchor positioning', async () => {
    const {showPopover} = HTMLElement.prototype;
    const {supports} = CSS;
    Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
    CSS.supports = () => false;
    try {
      const page = await open();
      await openMenuOf(page, '1');
      const [menu, button] = [openMenu(page), await control(page, '1', 'menu')].map((one) =>
        one?.getBoundingClientRect(),
      );
      expect(menu?.right).to.be.closeTo(button?.right ?? 0, 2);
      const isBelow = Math.abs((menu?.top ?? 0) - (button?.bottom ?? 0)) < 2;
      const isAbove = Math.abs((menu?.bottom ?? 0) - (button?.top ?? 0)) < 2;
      expect(isBelow || isAbove).to.equal(true);
      await press('Escape');
      await waitUntil(() => !openMenu(page));
    } finally {
      HTMLElement.prototype.showPopover = showPopover;
      CSS.supports = supports;
    }
  });

  it('leaves a comment at most five stops for Tab', async () => {
    const page = await open({comments: [makeComment('1'), makeComment('2', {parentId: '1'})]});
    await page.touched();
    const stops = [...page.article('1').querySelectorAll<HTMLElement>('a, button, [tabindex]')].filter(
      ({tabIndex}) => tabIndex >= 0,
    );
    expect(stops.map(({dataset}) => dataset['action'])).to.deep.equal([
      undefined,
      'vote',
      'reply',
      'fold',
      'menu',
    ]);
  });
});

describe('editing', () => {
  it('shows the remaining time, and focuses the saved comment', async () => {
    const page = await open();
    const edit = await fromMenu(page, '2', 'edit');
    edit.click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    expect(page.article('2').textContent).to.contain('You can change this for 5 more minutes.');
    const box = page.focused as HTMLTextAreaElement;
    expect(box.value).to.equal('Letter 2');
    await expectAccessible(page.thread);
    box.value = 'Another letter 2';
    box.dispatchEvent(new Event('input', {bubbles: true}));
    page.button('Save').click();
    await page.waitForAnnouncement('Comment updated.');
    await waitUntil(() => page.focused === page.article('2'));
    expect(page.wordsOf('2')).to.equal('Another letter 2');
    expect(page.article('2').textContent).to.contain('Edited');
    expect(page.article('2').querySelector('textarea')).to.equal(null);
  });

  it('is closed by Esc without changes, with focus on the menu button', async () => {
    const page = await open();
    (await fromMenu(page, '2', 'edit')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    page.focused?.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, composed: true}));
    await waitUntil(() => (page.focused as HTMLElement).dataset['action'] === 'menu');
    expect(page.wordsOf('2')).to.equal('Letter 2');
  });

  it('keeps the typed text when closed by Esc; Cancel discards it', async () => {
    const page = await open();
    const edit = async (): Promise<HTMLTextAreaElement> => {
      (await fromMenu(page, '2', 'edit')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      return page.focused as HTMLTextAreaElement;
    };
    const box = await edit();
    box.value = 'Half an answer';
    box.dispatchEvent(new Event('input', {bubbles: true}));
    await press('Escape');
    await page.waitForAnnouncement('Draft kept.');
    expect((await edit()).value).to.equal('Half an answer');
    page.button('Cancel').click();
    await waitUntil(() => page.article('2').querySelector('textarea') === null);
    expect((await edit()).value).to.equal('Letter 2');
  });

  it('is offered below a comment that was just posted, until it is changed', async () => {
    const page = await open();
    await page.openForm();
    page.write('body', 'A letter with a slip.');
    page.submit();
    await waitUntil(() => page.list.renderRoot.querySelector('.posted'), 'it does not say that it is posted');
    const place = page.list.renderRoot.querySelector<HTMLElement>('.posted');
    expect(place?.textContent?.replace(/\s+/g, ' ').trim()).to.equal('Comment posted. Edit');
    await expectAccessible(page.thread);
    place?.querySelector('button')?.click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    expect((page.focused as HTMLTextAreaElement).value).to.equal('A letter with a slip.');
    page.button('Save').click();
    await page.waitForAnnouncement('Comment updated.');
    await waitUntil(() => page.list.renderRoot.querySelector('.posted') === null);
  });

  it('keeps the text and shows the reason if it cannot be saved', async () => {
    const page = await open({fail: ({name}) => (name === 'edit' ? 'edit-window-closed' : null)});
    (await fromMenu(page, '2', 'edit')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    const box = page.focused as HTMLTextAreaElement;
    box.value = 'Too late';
    box.dispatchEvent(new Event('input', {bubbles: true}));
    page.button('Save').click();
    await page.waitForAnnouncement('The time to edit this comment is over.');
    await waitUntil(() => page.focused === box);
    expect(box.value).to.equal('Too late');
    expect(page.article('2').querySelector('#editor-problem')?.textContent).to.contain('is over');
    await expectAccessible(page.thread);
  });

  it('rejects only an empty text', async () => {
    const page = await open();
    (await fromMenu(page, '2', 'edit')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    const box = page.focused as HTMLTextAreaElement;
    for (const blank of [' ', '\u3164', '\u200B\uFE0F']) {
      box.value = 'Something';
      box.dispatchEvent(new Event('input', {bubbles: true}));
      await waitUntil(() => box.getAttribute('aria-invalid') === 'false');
      box.value = blank;
      box.dispatchEvent(new Event('input', {bubbles: true}));
      page.button('Save').click();
      await waitUntil(() => box.getAttribute('aria-invalid') === 'true');
      expect(page.focused).to.equal(box);
    }
  });
});

/** A backend whose viewer moderates: every comment may be removed, and a reason is taken unless told otherwise. */
class ModeratedAdapter extends MemoryAdapter {
  readonly removed: unknown[] = [];
  removeWithReason?: NonNullable<CommentsAdapter['removeWithReason']>;

  constructor(takesReason = true) {
    super({
      viewer: {id: 'mo', name: 'Mo', role: 'moderator'},
      comments: [
        makeComment('1', {author: {id: 'bo', name: 'Bo'}}),
        makeComment('2', {author: {name: 'A guest'}}),
        makeComment('3', {author: {id: 'mo', name: 'Mo'}, createdAt: justNow(30)}),
        makeComment('4', {parentId: '1'}),
      ],
    });
    if (takesReason) {
      this.removeWithReason = (_, id, reason) => {
        this.removed.push([id, reason]);
        this.removeByModerator(id, reason === null ? {} : {reason});
        return Promise.resolve({
          ...makeComment(id),
          status: 'removed',
          decision: {...(reason !== null && {reason})},
        });
      };
    }
  }

  override async open(...query: Parameters<MemoryAdapter['open']>): ReturnType<MemoryAdapter['open']> {
    const page = await super.open(...query);
    const comments = page.comments.map((comment) => ({...comment, can: {...comment.can, remove: true}}));
    return {...page, comments};
  }

  override async remove(...call: Parameters<MemoryAdapter['remove']>): ReturnType<MemoryAdapter['remove']> {
    const [, id] = call;
    this.removed.push([id]);
    if (id === '3') return super.remove(...call);
    this.removeByModerator(id);
    return {...makeComment(id), status: 'removed'};
  }
}

describe('a moderator who deletes', () => {
  it('another reader’s comment requires a reason, and explains what will happen', async () => {
    const adapter = new ModeratedAdapter();
    const page = await openThread(adapter);
    (await fromMenu(page, '1', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('h2')?.textContent).to.equal('Delete this reader’s comment?');
    expect(dialog(page).textContent).not.to.match(/your comment|gone for good/i);
    expect(dialog(page).textContent).to.contain('Everybody will see that a moderator removed it.');
    await expectAccessible(page.thread);
    const reason = dialog(page).querySelector('textarea');
    expect(reason?.labels?.[0]?.textContent).to.equal('Reason, shown in its place (optional)');
    if (reason) reason.value = ' Off topic. ';
    page.button('Delete', dialog(page)).click();
    await page.waitForAnnouncement('Comment deleted.');
    expect(adapter.removed).to.deep.equal([['1', 'Off topic.']]);
    await waitUntil(() => page.article('1').textContent.includes('Off topic.'));
    expect(page.article('1').textContent).to.contain('This comment was removed by a moderator.');
    // The next one begins without it.
    (await fromMenu(page, '2', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('textarea')?.value).to.equal('');
    page.button('Delete', dialog(page)).click();
    await waitUntil(() => adapter.removed.length === 2);
    expect(adapter.removed[1]).to.deep.equal(['2', null]);
  });

  it('is asked for no reason where the backend takes none', async () => {
    const adapter = new ModeratedAdapter(false);
    const page = await openThread(adapter);
    (await fromMenu(page, '1', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('h2')?.textContent).to.equal('Delete this reader’s comment?');
    expect(dialog(page).querySelector('textarea')).to.equal(null);
    page.button('Delete', dialog(page)).click();
    await waitUntil(() => adapter.removed.length === 1);
    expect(adapter.removed).to.deep.equal([['1']]);
  });

  it('their own comment is asked as every author is', async () => {
    const adapter = new ModeratedAdapter();
    const page = await openThread(adapter);
    (await fromMenu(page, '3', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('h2')?.textContent).to.equal('Delete your comment?');
    expect(dialog(page).querySelector('textarea')).to.equal(null);
    page.button('Delete', dialog(page)).click();
    await waitUntil(() => adapter.removed.length === 1);
    expect(adapter.removed).to.deep.equal([['3']]);
  });
});

describe('deleting', () => {
  it('requires confirmation, with focus on Cancel, and leaves a tombstone if there are replies', async () => {
    const page = await open({comments: [...comments(), makeComment('3', {parentId: '2'})]});
    (await fromMenu(page, '2', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(page.focused?.textContent.trim()).to.equal('Cancel');
    expect(dialog(page).textContent).to.contain('Replies will remain.');
    await expectAccessible(page.thread);
    page.button('Delete', dialog(page)).click();
    await page.waitForAnnouncement('Comment deleted.');
    await waitUntil(() => page.focused === page.article('2'));
    expect(page.article('2').textContent).to.contain('This comment was deleted by its author.');
  });

  it('focuses the heading if nothing is left, and the button again by Cancel', async () => {
    const page = await open();
    (await fromMenu(page, '2', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    page.button('Cancel', dialog(page)).click();
    await waitUntil(() => page.focused === page.article('2').querySelector('[data-action=menu]'));
    (await fromMenu(page, '2', 'remove')).click();
    page.button('Delete', dialog(page)).click();
    await page.waitForAnnouncement('Comment deleted.');
    expect(page.ids).not.to.include('2');
    await waitUntil(() => page.focused?.id === 'heading');
  });

  it('focuses the comment before, if there is one', async () => {
    const page = await openThread({viewer: VIEWER, comments: comments()}, {sort: 'oldest'});
    (await fromMenu(page, '2', 'remove')).click();
    page.button('Delete', dialog(page)).click();
    await page.waitForAnnouncement('Comment deleted.');
    await waitUntil(() => page.focused === page.article('1'));
  });

  it('shows at the comment, and announces, that it failed', async () => {
    const page = await open({fail: ({name}) => (name === 'remove' ? 'server' : null)});
    (await fromMenu(page, '2', 'remove')).click();
    page.button('Delete', dialog(page)).click();
    await page.waitForAnnouncement('Something went wrong. Please try again.');
    await waitUntil(() => page.article('2').textContent.includes('Something went wrong. Please try again.'));
    expect(page.focused).to.equal(page.article('2').querySelector('[data-action=menu]'));
  });
});

describe('reporting', () => {
  it('offers the policy’s rules as reasons, and illegal content, which requires a text', async () => {
    const page = await open({policy: {rules: [{id: 'kind', text: 'Be kind.'}]}});
    (await fromMenu(page, '1', 'report')).click();
    await waitUntil(() => dialog(page).open);
    const reasons = [...dialog(page).querySelectorAll<HTMLInputElement>('[name=reason]')];
    expect(dialog(page).querySelector('legend')?.textContent).to.equal('Which rule does it break?');
    expect(reasons.map(({value}) => value)).to.deep.equal(['kind', 'other', 'illegal', 'disagree']);
    const details = (): string | undefined => dialog(page).querySelector('.text')?.textContent.trim();
    expect(details()).to.equal('Tell us more (optional)');
    await expectAccessible(page.thread);
    page.button('Send report', dialog(page)).click();
    await waitUntil(() => dialog(page).textContent.includes('Please choose a reason.'));
    reasons[2]?.click();
    page.button('Send report', dialog(page)).click();
    await waitUntil(() => dialog(page).textContent.includes('Please say what is illegal about it.'));
    expect(details()).to.equal('Tell us what is illegal about it');
    expect(page.focused?.id).to.equal('report-text');
    const text = page.focused as HTMLTextAreaElement;
    text.value = 'It is a threat.';
    text.dispatchEvent(new Event('input', {bubbles: true}));
    const request = nextEvent('parley-report-request');
    page.button('Send report', dialog(page)).click();
    expect((await request).report).to.deep.equal({ruleId: 'illegal', text: 'It is a threat.'});
    await page.waitForAnnouncement('Report sent.');
  });

  it('folds the comment, shows it on request, and takes no second report', async () => {
    const page = await open();
    (await fromMenu(page, '1', 'report')).click();
    dialog(page).querySelector<HTMLInputElement>('[value=spam]')?.click();
    page.button('Send report', dialog(page)).click();
    await page.waitForAnnouncement('Report sent.');
    await waitUntil(() => (page.focused as HTMLElement).dataset['action'] === 'unfold');
    expect(page.part('body', page.article('1')).checkVisibility()).to.equal(false);
    expect(page.article('1').textContent).to.contain('You have reported this comment.');
    await expectAccessible(page.thread);
    page.button('Show anyway').click();
    await waitUntil(() => page.part('body', page.article('1')).checkVisibility());
    expect(page.focused).to.equal(page.article('1'));
    expect(await openMenuOf(page, '1')).not.to.contain('report');
  });

  it('offers a reply to readers who only disagree', async () => {
    const page = await open();
    (await fromMenu(page, '1', 'report')).click();
    dialog(page).querySelector<HTMLInputElement>('[value=disagree]')?.click();
    await waitUntil(() => dialog(page).textContent.includes('Other opinions are welcome here.'));
    page.button('Reply', dialog(page)).click();
    await waitUntil(() => page.focused?.id === 'body');
    expect(dialog(page).open).to.equal(false);
    expect(page.form('1').parentId).to.equal('1');
  });

  it('shows at the comment what failed', async () => {
    const page = await open({fail: ({name}) => (name === 'report' ? 'server' : null)});
    (await fromMenu(page, '1', 'report')).click();
    dialog(page).querySelector<HTMLInputElement>('[value=spam]')?.click();
    page.button('Send report', dialog(page)).click();
    await page.waitForAnnouncement('Something went wrong. Please try again.');
    await waitUntil(() => page.article('1').textContent.includes('Something went wrong. Please try again.'));
    expect(await openMenuOf(page, '1')).to.include('report');
  });
});

describe('recommending', () => {
  it('is taken back, with the reason, when it fails', async () => {
    const page = await open({fail: ({name}) => (name === 'vote' ? new CommentsError('offline') : null)});
    const vote = page.button(/Recommend/, page.article('1'));
    vote.focus();
    vote.click();
    await page.waitForAnnouncement('You are offline.');
    await waitUntil(() => page.article('1').textContent.includes('You are offline.'));
    expect(page.focused).to.equal(page.button(/Recommend/, page.article('1')));
    expect(page.button(/Recommend/, page.article('1')).ariaPressed).to.equal('false');
  });
});

describe('an error', () => {
  /** A thread whose answers to `name` are given by the test, each for its comment. */
  async function openHolding(name: 'edit' | 'remove' | 'vote' | 'report') {
    const memory = new MemoryAdapter({
      viewer: VIEWER,
      comments:
        name === 'edit' || name === 'remove'
          ? ['1', '2'].map((id) => makeComment(id, {...OWN, createdAt: justNow(30)}))
          : ['1', '2'].map((id) => makeComment(id, {author: {id: 'bo', name: 'Bo'}})),
    });
    const refuse = new Map<string, () => void>();
    const hold = (_thread: unknown, id: string): Promise<Comment> =>
      new Promise((_, reject) => {
        refuse.set(id, () => {
          reject(new CommentsError('server'));
        });
      });
    const page = await openThread({
      open: memory.open.bind(memory),
      more: memory.more.bind(memory),
      post: memory.post.bind(memory),
      edit: memory.edit.bind(memory),
      remove: memory.remove.bind(memory),
      vote: memory.vote.bind(memory),
      report: memory.report.bind(memory),
      [name]: hold,
    });
    return {page, refuse};
  }

  const ask: Record<'edit' | 'remove' | 'vote' | 'report', (page: ThreadPage, id: string) => Promise<void>> =
    {
      vote: async (page, id) => {
        page.button(/Recommend/, page.article(id)).click();
      },
      report: async (page, id) => {
        (await fromMenu(page, id, 'report')).click();
        dialog(page).querySelector<HTMLInputElement>('[value=spam]')?.click();
        page.button('Send report', dialog(page)).click();
      },
      remove: async (page, id) => {
        (await fromMenu(page, id, 'remove')).click();
        page.button('Delete', dialog(page)).click();
      },
      edit: async (page, id) => {
        (await fromMenu(page, id, 'edit')).click();
        await waitUntil(() => page.article(id).querySelector('textarea') !== null);
        page.button('Save', page.article(id)).click();
      },
    };

  for (const name of ['vote', 'report', 'remove', 'edit'] as const) {
    it(`of ${name} is shown at its own comment and named by its event, while another is running`, async () => {
      const {page, refuse} = await openHolding(name);
      for (const id of ['1', '2']) {
        await ask[name](page, id);
        await waitUntil(() => refuse.has(id), `${name} of ${id} is not asked for`);
      }
      const failures: (string | null)[] = [];
      page.thread.addEventListener('parley-failed', ({commentId}) => failures.push(commentId));
      const wrong = (id: string) =>
        [...page.article(id).querySelectorAll('.wrong')].map(({textContent}) => textContent.trim()).join('');
      refuse.get('1')?.();
      await waitUntil(() => wrong('1') !== '', 'no error at the first comment');
      expect(wrong('2')).to.equal('');
      refuse.get('2')?.();
      await waitUntil(() => wrong('2') !== '', 'no error at the second comment');
      expect(failures).to.deep.equal(['1', '2']);
    });
  }
});

describe('muting', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('folds all comments of an author on this device, and can be undone in place', async () => {
    const settings = {site: 'muting.example', pageId: 'p'};
    const bo = {id: 'bo', name: 'Bo'};
    const two = [makeComment('1', {author: bo}), makeComment('2', {author: bo})];
    const page = await openThread({comments: two}, settings);
    (await fromMenu(page, '1', 'mute')).click();
    await page.waitForAnnouncement('Author muted.');
    await waitUntil(() => (page.focused as HTMLElement).dataset['action'] === 'unfold');
    await control(page, '2', 'unfold');
    expect(page.article('2').textContent).to.contain('You have muted Bo on this device.');
    expect(page.part('body', page.article('2')).checkVisibility()).to.equal(false);
    await expectAccessible(page.thread);

    const later = await openThread({comments: two}, settings);
    later.thread.scrollIntoView();
    (await control(later, '1', 'unfold')).click();
    await waitUntil(() => later.part('body', later.article('2')).checkVisibility());
    expect(later.focused).to.equal(later.article('1'));
  });
});
