import {expect} from '@open-wc/testing';
import type {CommentsAdapter} from '../../../src/model/adapter.js';
import {CommentsError} from '../../../src/model/errors.js';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {NewComment} from '../../../src/model/comment.js';
import type {Policy} from '../../../src/model/policy.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import type {Check} from '../../../src/policy/check.js';
import {expectAccessible} from '../../support/axe.js';
import {openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const SWEARING = 'What the fuck is the council doing with our harbour?';

/** One for all, for what is confirmed on a site is remembered. */
const SITE = 'before-you-post.example';

const posts: NewComment[] = [];

/** A thread whose posts are noted. */
async function open({
  policy,
  checks,
  attributes = {},
  post = (memory, ...post) => memory.post(...post),
}: {
  policy?: Policy;
  checks?: ThreadElement['checks'];
  attributes?: Record<string, string>;
  post?: (
    memory: MemoryAdapter,
    ...post: Parameters<NonNullable<CommentsAdapter['post']>>
  ) => ReturnType<NonNullable<CommentsAdapter['post']>>;
} = {}): Promise<ThreadPage> {
  posts.length = 0;
  const memory = new MemoryAdapter({comments: []});
  const adapter: CommentsAdapter = {
    open: memory.open.bind(memory),
    more: memory.more.bind(memory),
    post: (thread, draft, intent) => {
      posts.push(draft);
      return post(memory, thread, draft, intent);
    },
  };
  const page = await openThreadToWrite(adapter, {
    site: SITE,
    pageId: crypto.randomUUID(),
    policy: policy ?? null,
  });
  if (checks !== undefined) page.thread.checks = checks;
  for (const [name, value] of Object.entries(attributes)) page.thread.setAttribute(name, value);
  await page.thread.updateComplete;
  return page;
}

function write(page: ThreadPage, text: string): void {
  if (page.field('name').value === '') page.write('name', 'Ada');
  page.write('body', text);
}

const inForm = <Found extends HTMLElement = HTMLElement>(page: ThreadPage, selector: string) =>
  page.form().renderRoot.querySelector<Found>(selector);
const panel = (page: ThreadPage) => inForm(page, '.asked');
const button = (page: ThreadPage, words: string) => page.button(words, page.form().renderRoot);

/** The card is there before the backend has been asked. */
const posted = (page: ThreadPage) => waitUntil(() => page.articles.length === 1 && posts.length > 0);

async function submitAndBeAsked(page: ThreadPage, text: string): Promise<HTMLElement> {
  write(page, text);
  page.submit();
  await waitUntil(() => panel(page) && page.focused?.id === 'before-you-post', 'the panel has the keyboard');
  const asked = panel(page);
  if (!asked) throw new Error('no panel');
  return asked;
}

describe('before a comment is posted', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('shows the rule and the words found, once per draft, and it can be posted anyway', async () => {
    const page = await open();
    const asked = await submitAndBeAsked(page, `${SWEARING} You idiot.`);
    expect(asked.textContent.replace(/\s+/g, ' ')).to.contain('Before you post');
    expect(
      [...asked.querySelectorAll('li')].map(({textContent}) => textContent.replace(/\s+/g, ' ').trim()),
    ).to.deep.equal(['This may be profanity. fuck', 'This may be a personal attack. You idiot']);
    expect(posts).to.deep.equal([]);
    await expectAccessible(page.thread);
    button(page, 'Post anyway').click();
    await posted(page);
    expect(posts.map(({body}) => body.value)).to.deep.equal([`${SWEARING} You idiot.`]);
    expect(panel(page)).to.equal(null);
  });

  it('is asked with two buttons, and no third one that posts', async () => {
    const page = await open();
    const asked = await submitAndBeAsked(page, SWEARING);
    expect([...asked.querySelectorAll('button')].map(({textContent}) => textContent.trim())).to.deep.equal([
      'Edit comment',
      'Post anyway',
    ]);
    expect(inForm(page, '[part~=submit]')).to.equal(null);
    page.write('body', 'What a pity.');
    await waitUntil(() => inForm(page, '[part~=submit]'), 'the button that posts does not come back');
    expect(panel(page)).to.equal(null);
  });

  it('returns focus to the text by "Edit comment", and does not ask again', async () => {
    const page = await open();
    await submitAndBeAsked(page, SWEARING);
    button(page, 'Edit comment').click();
    await waitUntil(() => page.focused?.id === 'body');
    expect(panel(page)).to.equal(null);
    expect(page.field('body').value).to.equal(SWEARING);
    write(page, `${SWEARING} Really.`);
    page.submit();
    await posted(page);
  });

  it('is asked again about the next draft', async () => {
    const page = await open();
    await submitAndBeAsked(page, SWEARING);
    button(page, 'Post anyway').click();
    await posted(page);
    await waitUntil(() => page.field('body').value === '');
    await submitAndBeAsked(page, 'Bullshit, all of it.');
  });

  it('shows the policy’s rule, and announces a review if the rule holds', async () => {
    const rules = [{id: 'profanity', text: 'Keep it clean, sailors.', severity: 'hold'}] as const;
    const page = await open({policy: {rules}});
    const asked = await submitAndBeAsked(page, SWEARING);
    expect(asked.textContent).to.contain('Keep it clean, sailors.');
    button(page, 'Send for review').click();
    await posted(page);
  });

  it('is not posted while the publisher’s rule blocks its text', async () => {
    const rules = [{id: 'profanity', text: 'No swearing.', severity: 'block'}] as const;
    const page = await open({policy: {rules}});
    const asked = await submitAndBeAsked(page, SWEARING);
    expect(asked.textContent).to.contain('Please change it before you post.');
    expect([...asked.querySelectorAll('button')].map(({textContent}) => textContent.trim())).to.deep.equal([
      'Edit comment',
    ]);
    await expectAccessible(page.thread);
    button(page, 'Edit comment').click();
    await waitUntil(() => page.focused?.id === 'body');
    await submitAndBeAsked(page, `${SWEARING} Again.`);
    expect(posts).to.deep.equal([]);
    write(page, 'What is the council doing?');
    await page.settled();
    page.submit();
    await posted(page);
  });

  it('is looked through by the publisher’s own checks, instead of the default ones or beside them', async () => {
    const ferry: Check = ({body}) =>
      body.value.includes('ferry') ? {ruleId: 'ferry', words: ['ferry'], severity: 'nudge'} : null;
    const page = await open({checks: [ferry]});
    const asked = await submitAndBeAsked(page, 'The ferry, fuck.');
    expect(asked.textContent.replace(/\s+/g, ' ')).to.contain('This may break a rule of the policy. ferry');
    expect(asked.querySelectorAll('li')).to.have.lengthOf(1);

    const other = await open({checks: (defaults) => [...defaults, ferry]});
    expect((await submitAndBeAsked(other, 'The ferry, fuck.')).querySelectorAll('li')).to.have.lengthOf(2);
  });

  it('is looked through by what the attribute names, for the script tag', async () => {
    const page = await open({attributes: {checks: 'shouting'}});
    expect((await submitAndBeAsked(page, 'STOP THE FUCKING FERRIES, I SAY')).textContent).to.contain(
      'This is written in capitals.',
    );
    expect(panel(page)?.querySelectorAll('li')).to.have.lengthOf(1);
    const off = await open({attributes: {checks: 'off'}});
    write(off, SWEARING);
    off.submit();
    await posted(off);
  });

  describe('with checks that are none', () => {
    const {fetch: realFetch} = window;
    const sent: string[] = [];
    const {warn} = console;
    let warnings: string[] = [];

    beforeEach(() => {
      sent.length = 0;
      warnings = [];
      console.warn = (words: string) => warnings.push(words);
      window.fetch = (input, init) => {
        if (init?.method === 'POST') sent.push(String(input instanceof Request ? input.url : input));
        return realFetch(input, init);
      };
    });

    afterEach(() => {
      window.fetch = realFetch;
      console.warn = warn;
    });

    for (const checks of [
      '(draft) => fetch("/api/check", {method: "POST", body: draft.body.value})',
      'function check(draft) { // asks\n /api/check \n return null; }',
      'async({body})=>{const/**/found=await/**/fetch(`/api/check`);return/**/found}',
      '[object Object]',
      'undefined',
      'null',
      'javascript:alert(1)//x',
      'data:application/json,null',
      'blob:https://packet.example/1',
      'api/check',
      './check.php',
    ]) {
      it(`requests no service for ${JSON.stringify(checks)}, warns, and uses the default ones`, async () => {
        const page = await open({attributes: {checks}});
        await submitAndBeAsked(page, SWEARING);
        expect(sent).to.deep.equal([]);
        expect(posts).to.deep.equal([]);
        expect(
          warnings.filter((words) => words.includes('(checks)')),
          warnings.join(),
        ).to.have.lengthOf(1);
        expect(warnings.join()).to.contain('https:').and.to.contain('shouting').and.to.contain('off');
      });
    }

    for (const [what, checks] of [
      ['an object', {}],
      ['a list with what is no check', [null, 7]],
      ['a function that gives none', () => null],
      ['a function that takes a draft', (draft: NewComment) => draft.body.value.length],
      ['a function that fails', () => (undefined as unknown as {length: 0}).length],
    ] as unknown as [string, ThreadElement['checks']][]) {
      it(`uses the default ones for ${what}`, async () => {
        const page = await open({checks});
        await submitAndBeAsked(page, SWEARING);
        expect(posts).to.deep.equal([]);
      });
    }
  });

  it('is looked through by the checks that a property names, as frameworks set it in place of the attribute', async () => {
    const page = await open({checks: 'shouting'});
    write(page, SWEARING);
    page.submit();
    await posted(page);
    const mixed = await open({
      checks: ['shouting', ({body}) => ({ruleId: 'ferry', words: [body.value], severity: 'nudge'})],
    });
    await submitAndBeAsked(mixed, 'The ferry.');
  });

  it('is posted when checks fail, and after 1.5 seconds when they do not answer', async () => {
    const page = await open({
      checks: [() => Promise.reject(new Error('broken')), () => new Promise(() => undefined)],
    });
    write(page, 'A letter.');
    const start = performance.now();
    page.submit();
    await waitUntil(() => inForm(page, '.submit')?.ariaDisabled === 'true');
    await waitUntil(() => page.articles.length === 1, 'posted');
    expect(performance.now() - start).to.be.within(1_400, 4_000);
  });

  it('is checked again when its reader has gone on writing while checks ran', async () => {
    const checked: string[] = [];
    const answers: (() => void)[] = [];
    const page = await open({
      checks: [
        ({body}) =>
          new Promise((resolve) => {
            checked.push(body.value);
            answers.push(() => {
              resolve(
                body.value.includes('ferry') ? {ruleId: 'ferry', words: ['ferry'], severity: 'block'} : null,
              );
            });
          }),
      ],
    });
    write(page, 'A letter.');
    page.submit();
    await waitUntil(() => answers.length === 1, 'the checks do not run');
    write(page, 'A letter of the ferry.');
    answers[0]?.();
    await waitUntil(() => answers.length === 2 || posts.length > 0);
    answers[1]?.();
    await waitUntil(() => panel(page) !== null || posts.length > 0, 'what the check found is not told');
    expect(posts.map(({body}) => body.value)).to.deep.equal([]);
    expect(checked).to.deep.equal(['A letter.', 'A letter of the ferry.']);
    expect(page.field('body').value).to.equal('A letter of the ferry.');
  });

  it('is posted as the page’s own check has seen it, and what is written meanwhile stays in the form', async () => {
    const page = await open({attributes: {checks: 'off'}});
    let finishCheck: () => void = () => undefined;
    const seen: string[] = [];
    page.thread.addEventListener('parley-before-post', (event) => {
      seen.push(event.draft.body.value);
      event.waitUntil(
        new Promise<void>((resolve) => {
          finishCheck = resolve;
        }),
      );
    });
    write(page, 'A letter.');
    page.submit();
    await waitUntil(() => seen.length === 1, 'the page is not asked');
    write(page, 'A letter of the ferry.');
    finishCheck();
    await posted(page);
    expect(posts.map(({body}) => body.value)).to.deep.equal(seen);
    expect(page.field('body').value).to.equal('A letter of the ferry.');
  });

  it('is posted once, however often the button is pressed while checks run', async () => {
    let answer: () => void = () => undefined;
    const page = await open({
      checks: [
        () =>
          new Promise((resolve) => {
            answer = () => {
              resolve(null);
            };
          }),
      ],
    });
    write(page, 'A letter.');
    page.submit();
    page.submit();
    await waitUntil(() => inForm(page, '.submit')?.ariaDisabled === 'true');
    page.submit();
    await waitUntil(() => {
      answer();
      // Its card stands there before it is sent.
      return page.ids.length === 1 && !page.ids[0]?.startsWith('local:');
    });
    expect(posts).to.have.lengthOf(1);
  });
});

describe('the policy', () => {
  const policy: Policy = {version: '1', text: {format: 'text', value: 'Be kind.'}, acknowledge: true};
  const confirm = (page: ThreadPage) => inForm<HTMLInputElement>(page, '#policy-read');

  beforeEach(() => {
    localStorage.clear();
  });

  it('is confirmed before the first comment if the publisher requires it, and remembered', async () => {
    const page = await open({policy});
    write(page, 'A letter.');
    page.submit();
    await waitUntil(() => page.focused?.id === 'policy-read');
    expect(confirm(page)?.getAttribute('aria-invalid')).to.equal('true');
    expect(inForm(page, '#policy-read-problem')?.textContent).to.equal(
      'Please confirm that you have read the policy.',
    );
    await expectAccessible(page.thread);
    expect(posts).to.deep.equal([]);
    confirm(page)?.click();
    await page.form().updateComplete;
    expect(inForm(page, '#policy-read-problem')).to.equal(null);
    page.submit();
    await posted(page);
    expect(posts[0]?.policyVersion).to.equal('1');
    await waitUntil(() => confirm(page) === null);

    const later = await open({policy});
    expect(confirm(later)).to.equal(null);
  });

  it('is confirmed again when its version is another, also by the attribute of a script tag', async () => {
    const page = await open({attributes: {'policy-acknowledge': '', 'policy-version': '1'}});
    write(page, 'A letter.');
    await waitUntil(() => confirm(page) !== null);
    confirm(page)?.click();
    page.submit();
    await posted(page);
    page.thread.setAttribute('policy-version', '2');
    await waitUntil(() => confirm(page) !== null);
    expect(confirm(page)?.checked).to.equal(false);
  });

  it('is not asked about unless the publisher wants it', async () => {
    const page = await open({policy: {version: '1'}});
    write(page, 'A letter.');
    page.submit();
    await posted(page);
    expect(posts[0]?.policyVersion).to.equal('1');
  });

  it('shows its new text when the backend has another than the page, and posts under that', async () => {
    const now: Policy = {version: '2', rules: [{id: 'kind', text: 'Be kinder.'}], url: '/policy'};
    const page = await open({
      policy,
      post: async (memory, thread, draft, intent) => {
        if (draft.policyVersion !== '2') throw new CommentsError('conflict', 'old', {policy: now});
        return memory.post(thread, draft, intent);
      },
    });
    write(page, 'A letter.');
    await waitUntil(() => confirm(page) !== null);
    confirm(page)?.click();
    page.submit();
    await waitUntil(() => page.focused?.id === 'failure');
    expect(page.focused?.textContent).to.contain('The rules of this discussion have changed.');
    await waitUntil(() => inForm(page, '[aria-labelledby=new-policy]')?.textContent.includes('Be kinder.'));
    expect(confirm(page)?.checked).to.equal(false);
    await expectAccessible(page.thread);
    confirm(page)?.click();
    await page.form().updateComplete;
    page.submit();
    await waitUntil(() => posts.length === 2);
    expect(posts.map(({policyVersion}) => policyVersion)).to.deep.equal(['1', '2']);
  });
});

describe('parley-before-post', () => {
  it('is dispatched after the checks, and can prevent posting', async () => {
    const page = await open();
    const asked: string[] = [];
    page.thread.addEventListener('parley-before-post', (event) => {
      asked.push(event.draft.body.value);
      event.waitUntil(
        Promise.resolve().then(() => {
          event.preventDefault();
        }),
      );
    });
    await submitAndBeAsked(page, SWEARING);
    expect(asked).to.deep.equal([]);
    button(page, 'Post anyway').click();
    await waitUntil(() => asked.length === 1);
    await waitUntil(() => inForm(page, '.submit')?.ariaDisabled === 'false');
    expect(posts).to.deep.equal([]);
    expect(page.field('body').value).to.equal(SWEARING);
  });
});
