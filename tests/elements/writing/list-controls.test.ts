import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {MemoryAdapterOptions} from '../../../src/adapters/memory.js';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {CommentsAdapter} from '../../../src/model/adapter.js';
import type {Comment} from '../../../src/model/comment.js';
import {CommentsError} from '../../../src/model/errors.js';
import {drawAll} from '../../../src/elements/comment-list/navigation.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {control, fromMenu} from '../../support/controls.js';
import {nextEvent, openThread, ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const VIEWER = {id: 'ada', name: 'Ada'};
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
const controlsOf = (page: ThreadPage, id: string) =>
  [...page.article(id).querySelectorAll<HTMLElement>('[data-control]')].map(
    ({dataset}) => dataset['control'],
  );
const seenControlsOf = (page: ThreadPage, id: string) =>
  [...page.article(id).querySelectorAll<HTMLElement>('[data-control]')]
    .filter((control) => control.checkVisibility())
    .map(({dataset}) => dataset['control']);

describe('the controls of a comment', () => {
  before(() => setViewport({width: 900, height: 800}));

  it('are what the backend and the comment allow', async () => {
    const page = await open();
    await fromMenu(page, '1', 'mute');
    await control(page, '2', 'edit');
    expect(seenControlsOf(page, '1')).to.deep.equal(['report', 'toggle', 'mute']);
    expect(seenControlsOf(page, '2')).to.deep.equal(['edit', 'remove']);
    await expectAccessible(page.thread);
  });

  it('come also where the page has taken the thread away before it was drawn', async () => {
    const thread = document.createElement('parley-thread');
    thread.pageId = 'taken-away';
    thread.loading = 'eager';
    thread.adapter = new MemoryAdapter({viewer: VIEWER, comments: comments()});
    document.body.append(thread);
    thread.remove();
    // The code for writing comes, and the thread is drawn, while it is away.
    await waitUntil(() => thread.renderNotices, 'no code for writing');
    await thread.updateComplete;
    document.body.append(thread);
    const page = await new ThreadPage(thread).ready();
    await fromMenu(page, '1', 'mute');
    thread.remove();
  });

  it('are not there where the adapter cannot, or the time is over', async () => {
    const memory = new MemoryAdapter({
      viewer: VIEWER,
      comments: [...comments(), makeComment('3', {...OWN, createdAt: justNow(3_000)})],
    });
    const page = await openThread({open: memory.open.bind(memory), more: memory.more.bind(memory)});
    await fromMenu(page, '1', 'mute');
    expect(controlsOf(page, '1')).to.deep.equal(['toggle', 'mute']);
    expect(controlsOf(page, '2')).to.deep.equal([]);
    expect(controlsOf(page, '3')).to.deep.equal([]);
  });

  it('are behind one button where there is no room, and are the same ones there', async () => {
    const page = await open();
    await control(page, '1', 'report');
    await control(page, '2', 'edit');
    expect(seenControlsOf(page, '1')).to.deep.equal(['report', 'toggle']);
    expect(seenControlsOf(page, '2')).to.deep.equal(['edit', 'remove']);
    for (const width of ['580px', '340px']) {
      page.thread.style.width = width;
      await waitUntil(() => seenControlsOf(page, '1').join() === 'toggle');
      expect(seenControlsOf(page, '2')).to.deep.equal(['toggle']);
      await expectAccessible(page.thread);
    }
    const toggle = await control(page, '1', 'toggle');
    expect(toggle.getAttribute('aria-label')).to.equal('More actions for the comment by Bo');
    toggle.focus();
    toggle.click();
    await waitUntil(() => seenControlsOf(page, '1').join() === 'toggle,report,mute');
    expect(toggle.getAttribute('aria-expanded')).to.equal('true');
    expect(page.focused).to.equal(toggle);
    await fromMenu(page, '2', 'edit');
    await waitUntil(() => seenControlsOf(page, '2').join() === 'toggle,edit,remove');
    expect(page.article('2').innerText).to.contain('You can change this for 5 more minutes.');
    await expectAccessible(page.thread);
  });

  it('cost comments far from the reader nothing', async () => {
    const many = Array.from({length: 40}, (_, index) =>
      makeComment(String(index + 1), {body: {format: 'text', value: 'A long letter.\n'.repeat(20)}}),
    );
    const page = await openThread({comments: many}, {sort: 'oldest'});
    await control(page, '1', 'report');
    await drawAll(page.list);
    expect(controlsOf(page, '40')).to.deep.equal([]);
    page.article('40').scrollIntoView();
    await control(page, '40', 'report');
    window.scrollTo(0, 0);
  });
});

describe('editing', () => {
  it('says how long there is, and puts the keyboard on the saved comment', async () => {
    const page = await open();
    const edit = await control(page, '2', 'edit');
    expect(page.article('2').textContent).to.contain('You can change this for 5 more minutes.');
    edit.click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    const box = page.focused as HTMLTextAreaElement;
    expect(box.value).to.equal('Letter 2');
    await expectAccessible(page.thread);
    box.value = 'Another letter 2';
    box.dispatchEvent(new Event('input', {bubbles: true}));
    page.button('Save').click();
    await page.says('Comment updated.');
    await waitUntil(() => page.focused === page.article('2'));
    expect(page.wordsOf('2')).to.equal('Another letter 2');
    expect(page.article('2').textContent).to.contain('Edited');
    expect(page.article('2').querySelector('textarea')).to.equal(null);
  });

  it('ends with Esc, the keyboard back on its button, nothing changed', async () => {
    const page = await open();
    (await control(page, '2', 'edit')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    page.focused?.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, composed: true}));
    await waitUntil(() => (page.focused as HTMLElement).dataset['control'] === 'edit');
    expect(page.wordsOf('2')).to.equal('Letter 2');
  });

  it('keeps the words, and says why, when they cannot be saved', async () => {
    const page = await open({fail: ({name}) => (name === 'edit' ? 'edit-window-closed' : null)});
    (await control(page, '2', 'edit')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    const box = page.focused as HTMLTextAreaElement;
    box.value = 'Too late';
    box.dispatchEvent(new Event('input', {bubbles: true}));
    page.button('Save').click();
    await page.says('The time for changing this comment is over.');
    await waitUntil(() => page.focused === box);
    expect(box.value).to.equal('Too late');
    expect(page.article('2').querySelector('#editor-problem')?.textContent).to.contain('is over');
    await expectAccessible(page.thread);
  });

  it('refuses nothing but no words', async () => {
    const page = await open();
    (await control(page, '2', 'edit')).click();
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
  it('another reader’s comment is told what becomes of it, and asked for a reason', async () => {
    const adapter = new ModeratedAdapter();
    const page = await openThread(adapter);
    (await control(page, '1', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('h2')?.textContent).to.equal('Delete this reader’s comment?');
    expect(dialog(page).textContent).not.to.match(/your comment|gone for good/i);
    expect(dialog(page).textContent).to.contain('Everybody will see that a moderator removed it.');
    await expectAccessible(page.thread);
    const reason = dialog(page).querySelector('textarea');
    expect(reason?.labels?.[0]?.textContent).to.equal('Reason, shown in its place (optional)');
    if (reason) reason.value = ' Off topic. ';
    page.button('Delete', dialog(page)).click();
    await page.says('Comment deleted.');
    expect(adapter.removed).to.deep.equal([['1', 'Off topic.']]);
    await waitUntil(() => page.article('1').textContent.includes('Off topic.'));
    expect(page.article('1').textContent).to.contain('This comment was removed by a moderator.');
    // The next one begins without it.
    (await control(page, '2', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('textarea')?.value).to.equal('');
    page.button('Delete', dialog(page)).click();
    await waitUntil(() => adapter.removed.length === 2);
    expect(adapter.removed[1]).to.deep.equal(['2', null]);
  });

  it('is asked for no reason where the backend takes none', async () => {
    const adapter = new ModeratedAdapter(false);
    const page = await openThread(adapter);
    (await control(page, '1', 'remove')).click();
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
    (await control(page, '3', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(dialog(page).querySelector('h2')?.textContent).to.equal('Delete your comment?');
    expect(dialog(page).querySelector('textarea')).to.equal(null);
    page.button('Delete', dialog(page)).click();
    await waitUntil(() => adapter.removed.length === 1);
    expect(adapter.removed).to.deep.equal([['3']]);
  });
});

describe('deleting', () => {
  it('asks first, with the keyboard on Cancel, and leaves a tombstone where there are replies', async () => {
    const page = await open({comments: [...comments(), makeComment('3', {parentId: '2'})]});
    (await control(page, '2', 'remove')).click();
    await waitUntil(() => dialog(page).open);
    expect(page.focused?.textContent.trim()).to.equal('Cancel');
    expect(dialog(page).textContent).to.contain('Replies to it stay.');
    await expectAccessible(page.thread);
    page.button('Delete', dialog(page)).click();
    await page.says('Comment deleted.');
    await waitUntil(() => page.focused === page.article('2'));
    expect(page.article('2').textContent).to.contain('This comment was deleted by its author.');
  });

  it('puts the keyboard on the heading where nothing is left, and back on the button by Cancel', async () => {
    const page = await open();
    const remove = await control(page, '2', 'remove');
    remove.focus();
    remove.click();
    await waitUntil(() => dialog(page).open);
    page.button('Cancel', dialog(page)).click();
    await waitUntil(() => (page.focused as HTMLElement).dataset['control'] === 'remove');
    remove.click();
    page.button('Delete', dialog(page)).click();
    await page.says('Comment deleted.');
    expect(page.ids).not.to.include('2');
    await waitUntil(() => page.focused?.id === 'heading');
  });

  it('puts the keyboard on the comment before, where there is one', async () => {
    const page = await openThread({viewer: VIEWER, comments: comments()}, {sort: 'oldest'});
    (await control(page, '2', 'remove')).click();
    page.button('Delete', dialog(page)).click();
    await page.says('Comment deleted.');
    await waitUntil(() => page.focused === page.article('1'));
  });

  it('says at the comment, and aloud, that it could not be done', async () => {
    const page = await open({fail: ({name}) => (name === 'remove' ? 'server' : null)});
    const remove = await control(page, '2', 'remove');
    remove.focus();
    remove.click();
    page.button('Delete', dialog(page)).click();
    await page.says('The site could not do this just now.');
    await waitUntil(() => page.article('2').textContent.includes('The site could not do this just now.'));
    expect(page.focused).to.equal(page.article('2').querySelector('[data-control=remove]'));
  });
});

describe('reporting', () => {
  it('gives the policy’s rules for reasons, and illegal content, for which words are needed', async () => {
    const page = await open({policy: {rules: [{id: 'kind', text: 'Be kind.'}]}});
    (await control(page, '1', 'report')).click();
    await waitUntil(() => dialog(page).open);
    const reasons = [...dialog(page).querySelectorAll<HTMLInputElement>('[name=reason]')];
    expect(reasons.map(({value}) => value)).to.deep.equal(['kind', 'illegal', 'disagree']);
    await expectAccessible(page.thread);
    page.button('Send report', dialog(page)).click();
    await waitUntil(() => dialog(page).textContent.includes('Please choose a reason.'));
    reasons[1]?.click();
    page.button('Send report', dialog(page)).click();
    await waitUntil(() => dialog(page).textContent.includes('Please say what is illegal about it.'));
    expect(page.focused?.id).to.equal('report-text');
    const text = page.focused as HTMLTextAreaElement;
    text.value = 'It is a threat.';
    text.dispatchEvent(new Event('input', {bubbles: true}));
    const request = nextEvent('parley-report-request');
    page.button('Send report', dialog(page)).click();
    expect((await request).report).to.deep.equal({ruleId: 'illegal', text: 'It is a threat.'});
    await page.says('Report sent.');
  });

  it('folds the comment, shows it on request, and takes no second report', async () => {
    const page = await open();
    (await control(page, '1', 'report')).click();
    dialog(page).querySelector<HTMLInputElement>('[value=spam]')?.click();
    page.button('Send report', dialog(page)).click();
    await page.says('Report sent.');
    await waitUntil(() => (page.focused as HTMLElement).dataset['control'] === 'unfold');
    expect(page.part('body', page.article('1')).checkVisibility()).to.equal(false);
    expect(page.article('1').textContent).to.contain('You have reported this comment.');
    await expectAccessible(page.thread);
    page.button('Show anyway').click();
    await waitUntil(() => page.part('body', page.article('1')).checkVisibility());
    expect(page.focused).to.equal(page.article('1'));
    expect(controlsOf(page, '1')).not.to.contain('report');
  });

  it('offers a reply to those who only disagree', async () => {
    const page = await open();
    (await control(page, '1', 'report')).click();
    dialog(page).querySelector<HTMLInputElement>('[value=disagree]')?.click();
    await waitUntil(() => dialog(page).textContent.includes('Other opinions are welcome here.'));
    page.button('Reply', dialog(page)).click();
    await waitUntil(() => page.focused?.id === 'body');
    expect(dialog(page).open).to.equal(false);
    expect(page.form('1').parentId).to.equal('1');
  });

  it('says at the comment what could not be done', async () => {
    const page = await open({fail: ({name}) => (name === 'report' ? 'server' : null)});
    (await control(page, '1', 'report')).click();
    dialog(page).querySelector<HTMLInputElement>('[value=spam]')?.click();
    page.button('Send report', dialog(page)).click();
    await page.says('The site could not do this just now.');
    await waitUntil(() => page.article('1').textContent.includes('The site could not do this just now.'));
    await control(page, '1', 'report');
  });
});

describe('recommending', () => {
  it('is taken back, with the reason, when it fails', async () => {
    const page = await open({fail: ({name}) => (name === 'vote' ? new CommentsError('offline') : null)});
    await control(page, '1', 'report');
    const vote = page.button(/Recommend/, page.article('1'));
    vote.focus();
    vote.click();
    await page.says('You are offline.');
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
        await control(page, id, 'report');
        page.button(/Recommend/, page.article(id)).click();
      },
      report: async (page, id) => {
        (await control(page, id, 'report')).click();
        dialog(page).querySelector<HTMLInputElement>('[value=spam]')?.click();
        page.button('Send report', dialog(page)).click();
      },
      remove: async (page, id) => {
        (await control(page, id, 'remove')).click();
        page.button('Delete', dialog(page)).click();
      },
      edit: async (page, id) => {
        (await control(page, id, 'edit')).click();
        await waitUntil(() => page.article(id).querySelector('textarea') !== null);
        page.button('Save', page.article(id)).click();
      },
    };

  for (const name of ['vote', 'report', 'remove', 'edit'] as const) {
    it(`of ${name} stands at its own comment, and its event names it, while another is under way`, async () => {
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
    await page.says('Author muted.');
    await waitUntil(() => (page.focused as HTMLElement).dataset['control'] === 'unfold');
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
