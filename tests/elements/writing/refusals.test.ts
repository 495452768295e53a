import {expect} from '@open-wc/testing';
import {enWriting} from '../../../src/locale/en/writing.js';
import {COMMENTS_ERROR_CODES} from '../../../src/model/error-codes.js';
import {CommentsError, type CommentsErrorOptions} from '../../../src/model/errors.js';
import {expectAccessible} from '../../support/axe.js';
import {openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const TEXT = 'Sirs,\n\nthe bridge\\ferry question is “settled”.\n\nYours';
const {errors} = enWriting;

/** Those that say more than their code does. */
const DETAILS: readonly [
  name: string,
  code: CommentsError['code'],
  options: CommentsErrorOptions,
  sentence: RegExp,
][] = [
  [
    'rate-limited, with a time',
    'rate-limited',
    {retryAt: '2026-03-01T14:07:00.000Z'},
    /You can post again at \d{1,2}:\d{2}/,
  ],
  [
    'conflict, with another policy',
    'conflict',
    {policy: {version: '2'}},
    /The rules of this discussion have changed/,
  ],
  [
    'forbidden, for a time and a reason',
    'forbidden',
    {blocked: {until: '2027-01-01T12:00:00.000Z', reason: 'Threats.'}},
    /blocked from commenting until January 1, 2027.*Reason: Threats\./s,
  ],
];

async function refused(error: CommentsError): Promise<ThreadPage> {
  const page = await openThreadToWrite({comments: [], fail: ({name}) => (name === 'post' ? error : null)});
  page.write('body', TEXT);
  page.write('name', 'Ana Ruiz');
  page.submit();
  return page;
}

/** After these the text can be copied: the same reader cannot post it, or, where that is forbidden, not now. */
const COPIED: readonly CommentsError['code'][] = ['closed', 'forbidden', 'not-found', 'gone', 'unsupported'];

const hasRetry = (page: ThreadPage): boolean =>
  [...(page.focused?.querySelectorAll('button') ?? [])].some(({textContent}) => textContent === 'Retry');

describe('a comment that the backend rejects', () => {
  for (const code of COMMENTS_ERROR_CODES.filter((one) => one !== 'login-required')) {
    it(`as ${code} stays in the form, under a plain sentence that has focus`, async () => {
      const error = new CommentsError(code);
      const page = await refused(error);
      // The first letter of a page waits for the code that sends it.
      await waitUntil(() => page.focused?.id === 'failure', 'no sentence has the keyboard');
      expect(page.focused?.textContent).to.contain(errors[code]);
      expect(page.field('body').value).to.equal(TEXT);
      expect(page.field('name').value).to.equal('Ana Ruiz');
      expect(page.articles).to.have.length(0);
      expect(hasRetry(page), 'Retry only where it can help').to.equal(error.retriable);
      // One button that posts, of the form or its panel; none where nothing can be posted.
      const buttons = [...page.form().renderRoot.querySelectorAll('[part~=submit]')];
      const canBePosted = code === 'forbidden' || !COPIED.includes(code);
      expect(buttons.map(({ariaDisabled}) => ariaDisabled === 'true')).to.deep.equal(
        canBePosted ? [false] : [],
      );
    });
  }

  it('as login-required stays in the form, whose field shows it', async () => {
    const page = await refused(new CommentsError('login-required'));
    await waitUntil(() => page.focused === page.field('body'));
    expect(page.form().renderRoot.querySelector('#body-problem')?.textContent).to.equal(
      errors['login-required'],
    );
    expect(page.field('body').value).to.equal(TEXT);
  });

  for (const field of ['body', 'name'] as const) {
    it(`as validation of its ${field} focuses the field, with the backend's message`, async () => {
      const page = await refused(new CommentsError('validation', 'no', {fields: {[field]: 'Not this.'}}));
      await waitUntil(() => page.focused === page.field(field));
      expect(page.form().renderRoot.querySelector(`#${field}-problem`)?.textContent).to.equal('Not this.');
      expect(page.field(field).getAttribute('aria-invalid')).to.equal('true');
      expect(page.field('body').value).to.equal(TEXT);
    });
  }

  for (const [name, code, options, sentence] of DETAILS) {
    it(`as ${name} shows a message`, async () => {
      const page = await refused(new CommentsError(code, 'no', options));
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.textContent).to.match(sentence);
      expect(page.field('body').value).to.equal(TEXT);
      await expectAccessible(page.thread);
    });
  }

  it('for good can be copied', async () => {
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: {writeText: async (text: string) => void written.push(text)},
    });
    const page = await refused(new CommentsError('closed'));
    await waitUntil(() => page.focused?.id === 'failure');
    page.button('Copy text', page.form().renderRoot).click();
    await page.waitForAnnouncement('Text copied.');
    expect(written).to.deep.equal([TEXT]);
    delete (navigator as {clipboard?: unknown}).clipboard;
  });

  it('for good has its button again as soon as the reader writes something else', async () => {
    const page = await refused(new CommentsError('gone'));
    await waitUntil(() => page.focused?.id === 'failure');
    page.write('body', 'Another text.');
    await waitUntil(() => page.form().renderRoot.querySelector('[part~=submit]'), 'no button');
    expect(page.form().renderRoot.querySelector('#failure')).to.equal(null);
  });

  it('for a while announces once when the reader may post again', async () => {
    const page = await refused(
      new CommentsError('rate-limited', 'no', {retryAt: new Date(Date.now() + 900).toISOString()}),
    );
    await waitUntil(() => page.focused?.id === 'failure');
    await page.waitForAnnouncement(enWriting.mayPostAgain);
    expect(page.field('body').value).to.equal(TEXT);
  });
});
