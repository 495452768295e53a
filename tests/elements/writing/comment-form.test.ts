import {aTimeout, expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {CommentFormElement} from '../../../src/elements/comment-form/comment-form.js';
import {CommentsError} from '../../../src/model/errors.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {control} from '../../support/controls.js';
import {press} from '../../support/press.js';
import {nextEvent, openThread, openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {INVISIBLE_TEXTS} from '../../support/invisible-texts.js';
import {waitUntil} from '../../support/wait-until.js';

const TEXT = 'Sirs,\n\nthe bridge\\ferry question is “settled”.\n\nYours';

function writeComment(page: ThreadPage): void {
  page.write('body', TEXT);
  page.write('name', 'Ana Ruiz');
}

describe('<parley-comment-form>', () => {
  describe('posting', () => {
    it('adds the comment to the list, clears the text, focuses the comment and announces it', async () => {
      const page = await openThreadToWrite({comments: []});
      writeComment(page);
      const posted = nextEvent('parley-posted');
      page.submit();
      const {comment} = await posted;
      await waitUntil(() => page.focused === page.article(comment.id));
      expect(page.wordsOf(comment.id)).to.equal(TEXT);
      expect(page.part('author', page.article(comment.id)).textContent).to.equal('Ana Ruiz');
      expect(page.field('body').value).to.equal('');
      expect(page.form().renderRoot.textContent, 'who wrote it stays').to.contain('Posting as Ana Ruiz');
      expect(page.part('heading').textContent.trim()).to.equal('1 comment');
      await page.waitForAnnouncement('Comment posted.');
    });

    it('posts by Ctrl+Enter', async () => {
      const page = await openThreadToWrite({comments: []});
      writeComment(page);
      page.field('body').focus();
      await press('Control+Enter');
      await waitUntil(() => page.articles.length === 1);
    });

    it('does not post while an input method composes', async () => {
      const page = await openThreadToWrite({comments: []});
      writeComment(page);
      page.field('body').dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          ctrlKey: true,
          isComposing: true,
          bubbles: true,
          composed: true,
        }),
      );
      await aTimeout(20);
      expect(page.articles).to.have.length(0);
    });

    it('posts with the keyboard alone', async () => {
      const page = await openThreadToWrite({comments: []});
      page.form().focus();
      expect(page.focused).to.equal(page.field('body'));
      await sendKeys({type: 'By hand'});
      await sendKeys({press: 'Tab'});
      await sendKeys({type: 'Ana'});
      await sendKeys({press: 'Tab'});
      await sendKeys({press: 'Tab'});
      expect((page.focused as HTMLInputElement).name).to.equal('remember');
      await sendKeys({press: 'Tab'});
      expect(page.focused?.part.contains('submit')).to.equal(true);
      await sendKeys({press: 'Enter'});
      await waitUntil(() => page.articles[0]?.textContent.includes('By hand'));
    });

    it('is busy while the comment is being sent, and a second press does nothing', async () => {
      let posts = 0;
      const page = await openThreadToWrite({
        comments: [],
        delay: 40,
        fail: ({name}) => {
          if (name === 'post') posts++;
          return null;
        },
      });
      writeComment(page);
      page.submit();
      page.submit();
      await page.settled();
      await page.settled();
      const button = page.part('submit', page.form().renderRoot);
      expect(button.ariaDisabled).to.equal('true');
      expect(button.textContent.trim()).to.equal('Posting…');
      button.click();
      await waitUntil(() => button.ariaDisabled === 'false');
      expect(posts).to.equal(1);
      expect(page.articles).to.have.length(1);
    });

    it('keeps text that is typed while the comment is being sent', async () => {
      const page = await openThreadToWrite({comments: [], delay: 60});
      writeComment(page);
      page.submit();
      await waitUntil(() => page.articles.length === 1);
      page.write('body', 'A second thought');
      await waitUntil(() => page.thread.store?.state.total === 1);
      await page.settled();
      expect(page.field('body').value).to.equal('A second thought');
      page.submit();
      await waitUntil(() => page.thread.store?.state.total === 2);
    });

    it('notifies the page of a comment held for review, and announces it', async () => {
      const page = await openThreadToWrite({comments: [], moderation: 'hold'});
      writeComment(page);
      const held = nextEvent('parley-held');
      page.submit();
      expect((await held).comment.status).to.equal('held');
      await page.waitForAnnouncement('Your comment is waiting for review. Only you can see it.');
      expect(page.part('heading').textContent.trim()).to.equal('Comments');
    });

    it('can be cancelled by the page before it is sent, and the text stays', async () => {
      const page = await openThreadToWrite({comments: []});
      writeComment(page);
      document.addEventListener('parley-before-post', (event) => event.preventDefault(), {once: true});
      page.submit();
      await aTimeout(20);
      expect(page.articles).to.have.length(0);
      expect(page.field('body').value).to.equal(TEXT);
    });

    it("waits for a page's own check, which may still stop it", async () => {
      const page = await openThreadToWrite({comments: []});
      writeComment(page);
      let isStopped = false;
      document.addEventListener(
        'parley-before-post',
        (event) => {
          event.waitUntil(
            aTimeout(20).then(() => {
              event.preventDefault();
              isStopped = true;
            }),
          );
        },
        {once: true},
      );
      page.submit();
      await waitUntil(
        () => isStopped && page.part('submit', page.form().renderRoot).ariaDisabled === 'false',
        'the form is not free again',
      );
      expect(page.articles).to.have.length(0);
    });

    it('posts the comment when a check fails', async () => {
      const page = await openThreadToWrite({comments: []});
      writeComment(page);
      document.addEventListener(
        'parley-before-post',
        (event) => {
          event.waitUntil(Promise.reject(new Error('the service is down')));
        },
        {once: true},
      );
      page.submit();
      await waitUntil(() => page.articles.length === 1);
    });

    it('sends the version of the policy above it', async () => {
      const page = await openThreadToWrite({comments: []}, {policyVersion: '2026-03'});
      writeComment(page);
      const before = nextEvent('parley-before-post');
      page.submit();
      expect((await before).draft.policyVersion).to.equal('2026-03');
    });
  });

  describe('what is wrong', () => {
    it('is shown beside the field, and the first invalid field is focused', async () => {
      const page = await openThreadToWrite({comments: []});
      page.write('email', 'ana.example');
      page.submit();
      await waitUntil(() => page.focused === page.field('body'));
      const wrong = [...page.form().renderRoot.querySelectorAll('.wrong')].map(
        ({textContent}) => textContent,
      );
      expect(wrong).to.deep.equal([
        'Please write something before you post.',
        'Please give a name.',
        'Please check the e-mail address. It looks like name@example.org.',
      ]);
      const field = page.field('body');
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      const [id = ''] = (field.getAttribute('aria-describedby') ?? '').split(' ');
      expect((field.getRootNode() as ShadowRoot).getElementById(id)?.textContent).to.equal(wrong[0]);
      await expectAccessible(page.thread);
    });

    for (const [what, text] of Object.entries(INVISIBLE_TEXTS)) {
      it(`is that nothing is visible: ${what}`, async () => {
        const page = await openThreadToWrite({comments: []});
        page.write('name', text);
        page.write('body', text);
        page.submit();
        await waitUntil(() => page.focused === page.field('body'));
        const wrong = [...page.form().renderRoot.querySelectorAll('.wrong')].map(
          ({textContent}) => textContent,
        );
        expect(wrong).to.deep.equal(['Please write something before you post.', 'Please give a name.']);
      });
    }

    it('is said in the reader’s language, by the form and by the backend', async () => {
      const requests: unknown[] = [];
      const page = await openThreadToWrite(
        {
          comments: [],
          guestFields: {name: 'required', email: 'optional', url: 'optional'},
          fail: ({name}) =>
            name === 'post'
              ? new CommentsError('validation', 'no', {
                  fields: {body: 'format', name: 'too-long', email: 'characters', url: 'one-day-known'},
                })
              : null,
        },
        {lang: 'de'},
      );
      const problems = (): string[] =>
        [...page.form().renderRoot.querySelectorAll('.wrong')].map(({textContent}) => textContent);
      page.write('name', 'x'.repeat(101));
      page.write('body', TEXT);
      page.write('email', `${'x'.repeat(250)}@packet.example`);
      page.submit();
      await waitUntil(() => problems().length > 0);
      expect(problems()).to.deep.equal(['Bitte höchstens 100 Zeichen.', 'Bitte höchstens 254 Zeichen.']);
      page.thread.addEventListener('parley-post-request', () => requests.push('posted'));
      page.write('name', 'Ana');
      page.write('email', 'ana@packet.example');
      page.submit();
      await waitUntil(() => problems().length === 4, 'not refused');
      expect(requests).to.deep.equal(['posted']);
      expect(problems()).to.deep.equal([
        'Bitte schreiben Sie reinen Text.',
        'Bitte höchstens 100 Zeichen.',
        'Bitte entfernen Sie die Zeichen, die sich nicht darstellen lassen.',
        'Bitte prüfen Sie Ihre Angaben.',
      ]);
    });

    it('disappears when the field is corrected', async () => {
      const page = await openThreadToWrite({comments: []});
      page.submit();
      await page.settled();
      page.write('body', 'Something');
      await page.settled();
      expect(page.field('body').getAttribute('aria-invalid')).to.equal('false');
    });

    it('may be typed beyond the limit, but not posted', async () => {
      const page = await openThreadToWrite({comments: [], limits: {bodyLength: 10}});
      page.write('name', 'Ana');
      page.write('body', '123456789');
      await page.settled();
      expect(page.form().renderRoot.querySelector('#body-hint')?.textContent.trim()).to.equal(
        '1 character left',
      );
      page.write('body', '12345678901');
      await page.settled();
      expect(page.form().renderRoot.querySelector('#body-hint')?.textContent.trim()).to.equal(
        '1 character too many',
      );
      page.submit();
      await page.settled();
      expect(page.form().renderRoot.querySelector('.wrong')?.textContent).to.equal(
        'Please shorten your comment to 10 characters.',
      );
    });

    it('of the backend is shown beside its field, too', async () => {
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) =>
          name === 'post'
            ? new CommentsError('validation', 'no', {fields: {name: 'This name is taken.'}})
            : null,
      });
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused === page.field('name'));
      expect(page.form().renderRoot.querySelector('#name-problem')?.textContent).to.equal(
        'This name is taken.',
      );
      expect(page.field('body').value).to.equal(TEXT);
    });
  });

  describe('failure', () => {
    it('keeps the text, focuses the reason and posts it by Retry', async () => {
      let broken = true;
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) => (name === 'post' && broken ? 'server' : null),
      });
      writeComment(page);
      const failed = nextEvent('parley-failed');
      page.submit();
      expect((await failed).error.code).to.equal('server');
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.textContent).to.contain('Your comment was not sent. Your text is still here.');
      expect(page.field('body').value).to.equal(TEXT);
      expect(page.articles).to.have.length(0);
      await expectAccessible(page.thread);
      broken = false;
      page.button('Retry', page.form().renderRoot).click();
      // The letter is in the list as soon as it is on its way.
      await waitUntil(() => page.articles.length === 1 && page.field('body').value === '');
    });

    it('posts once if the comment had arrived without a response', async () => {
      const adapter = new MemoryAdapter({
        comments: [],
        failAfter: ({name, attempt}) => (name === 'post' && attempt === 1 ? 'timeout' : null),
      });
      const page = await openThreadToWrite(adapter);
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused?.id === 'failure');
      page.button('Retry', page.form().renderRoot).click();
      await waitUntil(() => page.articles.length === 1 && page.field('body').value === '');
      const thread = page.thread.store?.state.thread;
      if (!thread) throw new Error('no thread');
      const {comments} = await adapter.open(thread, {sort: 'newest', limit: 9}, new AbortController().signal);
      expect(comments).to.have.length(1);
    });

    it('shows when the reader may post again', async () => {
      const retryAt = '2026-03-01T14:07:00.000Z';
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) =>
          name === 'post' ? new CommentsError('rate-limited', 'slow down', {retryAt}) : null,
      });
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.textContent).to.match(/You can post again at \d/);
    });

    it('offers no Retry before one may post again', async () => {
      let attempts = 0;
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) => {
          if (name !== 'post' || attempts++ > 0) return null;
          return new CommentsError('rate-limited', 'no', {
            retryAt: new Date(Date.now() + 5000).toISOString(),
          });
        },
      });
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.textContent.trim()).to.match(
        /^Not sent yet\. You can post again at .*; your text is kept\.$/,
      );
      expect(page.focused?.querySelector('button')).to.equal(null);
      await waitUntil(() => page.focused?.querySelector('button'), 'Retry does not come');
      expect(page.form().renderRoot.querySelectorAll('[part~=submit]')).to.have.length(1);
      page.button('Retry', page.form().renderRoot).click();
      await waitUntil(() => page.articles.length === 1);
    });

    it('offers no Retry for errors that the same text would cause again', async () => {
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) => (name === 'post' ? 'blocked-words' : null),
      });
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.querySelector('button')).to.equal(null);
    });

    it('shows that the reader is blocked and why, and the text stays', async () => {
      const blocked = {until: null, reason: 'Threats.'};
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) => (name === 'post' ? new CommentsError('forbidden', 'no', {blocked}) : null),
      });
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.textContent).to.contain('You have been blocked from commenting. Reason: Threats.');
      expect(page.field('body').value).to.equal(TEXT);
    });

    it('shows the new rules where they have to be accepted first, and posts under them', async () => {
      const versions: (string | undefined)[] = [];
      const policy = {version: '2', rules: [{id: 'kind', text: 'Be kinder.'}]};
      const memory = new MemoryAdapter({comments: [], policy: {version: '1', rules: []}});
      const page = await openThreadToWrite({
        open: memory.open.bind(memory),
        more: memory.more.bind(memory),
        post: async (thread, draft, intent) => {
          versions.push(draft.policyVersion);
          if (draft.policyVersion !== '2') throw new CommentsError('conflict', 'old', {policy});
          return memory.post(thread, draft, intent);
        },
      });
      writeComment(page);
      page.submit();
      await waitUntil(() => page.focused?.id === 'failure');
      expect(page.focused?.textContent).to.contain('The rules of this discussion have changed.');
      const notice = page.thread.renderRoot.querySelector('parley-policy-notice');
      await waitUntil(() => notice?.renderRoot.textContent.includes('Be kinder.'));
      page.submit();
      await waitUntil(() => versions.length === 2);
      expect(versions).to.deep.equal(['1', '2']);
    });

    it('requests a sign-in if the backend requires one, and the text stays', async () => {
      const page = await openThreadToWrite({
        comments: [],
        fail: ({name}) => (name === 'post' ? 'login-required' : null),
      });
      writeComment(page);
      const login = nextEvent('parley-login-request');
      page.submit();
      expect((await login).cancelable).to.equal(true);
      expect(page.field('body').value).to.equal(TEXT);
    });
  });

  describe('who writes', () => {
    it('has only the text field when signed in', async () => {
      const page = await openThreadToWrite({comments: [], viewer: {id: 'v', name: 'Vera'}});
      expect(page.form().renderRoot.querySelectorAll('input')).to.have.length(0);
      expect(page.form().renderRoot.textContent).to.contain('Posting as Vera');
      page.write('body', 'Signed in.');
      page.submit();
      await waitUntil(() => page.articles[0]?.querySelector('[part=author]')?.textContent === 'Vera');
    });

    it('is asked for the fields that the backend wants', async () => {
      const page = await openThreadToWrite({
        comments: [],
        guestFields: {name: 'required', email: 'required', url: 'optional'},
      });
      const fields = [
        ...page.form().renderRoot.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])'),
      ].map((input) => [input.name, input.required, input.getAttribute('autocomplete')]);
      expect(fields).to.deep.equal([
        ['name', true, 'name'],
        ['email', true, 'email'],
        ['url', false, 'url'],
      ]);
      await expectAccessible(page.thread);
    });

    it('is named in the place of the fields once known, in every form, until they want to change it', async () => {
      const page = await openThreadToWrite({
        comments: [makeComment('1')],
        guestFields: {name: 'required', email: 'optional', url: 'hidden'},
      });
      const inputs = (form: CommentFormElement): number =>
        form.renderRoot.querySelectorAll('.guest input').length;
      writeComment(page);
      page.submit();
      await waitUntil(() => page.articles.length === 2 && inputs(page.form()) === 0, 'the fields stay');
      page.button('Reply', page.item('1')).click();
      await waitUntil(() =>
        page.item('1').querySelector('parley-comment-form')?.renderRoot.querySelector('textarea'),
      );
      const reply = page.form('1');
      expect(inputs(reply)).to.equal(0);
      expect(reply.renderRoot.textContent).to.contain('Posting as Ana Ruiz');
      await expectAccessible(page.thread);
      page.button('Change', reply.renderRoot).click();
      await waitUntil(() => page.focused?.id === 'name', 'the name has no focus');
      page.write('name', 'Ida Marl', reply);
      page.write('body', 'By another name.', reply);
      page.submit(reply);
      await waitUntil(() => page.articles.some(({textContent}) => textContent.includes('Ida Marl')));
    });

    it('is taken from fields that were filled in without an event, as password managers do', async () => {
      const page = await openThreadToWrite({
        comments: [],
        guestFields: {name: 'required', email: 'optional', url: 'hidden'},
      });
      page.field('name').value = 'Ana Ruiz';
      page.field('email').value = 'ana@paper.example';
      page.write('body', TEXT);
      await page.form().updateComplete;
      expect(page.field('name').value, 'drawing anew empties no field').to.equal('Ana Ruiz');
      const posted = nextEvent('parley-posted');
      page.submit();
      expect((await posted).comment.author.name).to.equal('Ana Ruiz');
    });

    it('may write before signing in, and is then asked to', async () => {
      const page = await openThreadToWrite({comments: [], posting: 'signed-in'});
      expect(page.thread.renderRoot.textContent).to.contain('Sign in to comment');
      page.write('body', TEXT);
      const login = nextEvent('parley-login-request');
      page.submit();
      await login;
      expect(page.field('body').value).to.equal(TEXT);
      page.thread.viewer = {id: 'v', name: 'Vera'};
      await page.settled();
      await page.settled();
      expect(page.field('body').value).to.equal(TEXT);
      expect(page.form().renderRoot.textContent).to.contain('Posting as Vera');
    });
  });

  it('may be a reply that is written before signing in, and posted afterwards', async () => {
    const page = await openThread({comments: [makeComment('1')], posting: 'signed-in'});
    (await control(page, '1', 'reply')).click();
    await waitUntil(
      () => page.item('1').querySelector('parley-comment-form')?.shadowRoot?.querySelector('textarea'),
      'no form',
    );
    const form = page.form('1');
    page.write('body', TEXT, form);
    const login = nextEvent('parley-login-request');
    page.submit(form);
    await login;
    page.thread.viewer = {id: 'v', name: 'Vera'};
    await waitUntil(() => page.form('1').renderRoot.textContent.includes('Posting as Vera'), 'not signed in');
    expect(page.field('body', page.form('1')).value).to.equal(TEXT);
  });

  it('shows no message about signing in on a page with its own sign-in', async () => {
    const page = await openThreadToWrite({comments: [], posting: 'signed-in'});
    page.write('body', TEXT);
    document.addEventListener('parley-login-request', (event) => event.preventDefault(), {once: true});
    page.submit();
    await page.settled();
    expect(page.form().renderRoot.querySelector('.wrong')).to.equal(null);
    expect(page.field('body').value).to.equal(TEXT);
  });

  it('does not propagate keys typed into any of its fields', async () => {
    const page = await openThreadToWrite({comments: [makeComment('1')]});
    await waitUntil(() => page.thread.late, 'the code that looks after readers has not come');
    const received: string[] = [];
    const listener = ({key}: KeyboardEvent): unknown => received.push(key);
    document.addEventListener('keydown', listener);
    for (const name of ['body', 'name', 'email'] as const) {
      page.field(name).focus();
      await sendKeys({type: 's/'});
    }
    document.removeEventListener('keydown', listener);
    expect(received).to.deep.equal([]);
    expect(page.field('name').value).to.equal('s/');
  });

  describe('a reply', () => {
    const comments = [makeComment('1'), makeComment('2', {parentId: '1'})];

    it('opens under its comment, above its replies, with focus in it', async () => {
      const page = await openThreadToWrite({comments});
      page.button('Reply', page.article('1')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      const form = page.form('1');
      expect(form.previousElementSibling).to.equal(page.article('1'));
      expect(form.nextElementSibling?.localName).to.equal('ol');
      expect(page.part('label', form.renderRoot).textContent.trim()).to.equal('Reply to Reader 1');
      await expectAccessible(page.thread);
    });

    it('appears below its comment, and the form is removed', async () => {
      const page = await openThreadToWrite({comments});
      page.button('Reply', page.article('2')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      const form = page.form('2');
      page.write('body', 'I agree.', form);
      page.write('name', 'Ana', form);
      page.submit(form);
      await waitUntil(
        () => page.articles.length === 3 && !page.list.renderRoot.querySelector('parley-comment-form'),
      );
      const reply = page.articles.find((article) => article.textContent.includes('I agree.'));
      expect(reply?.closest('ol')?.closest('li')).to.equal(page.item('2'));
      await waitUntil(
        () => page.focused === page.articles.find((article) => article.textContent.includes('I agree.')),
      );
    });

    it('stays open if it has other text by the time it is sent', async () => {
      const page = await openThreadToWrite({comments, delay: 60});
      page.button('Reply', page.article('2')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      const form = page.form('2');
      page.write('body', 'I agree.', form);
      page.write('name', 'Ana', form);
      page.submit(form);
      await waitUntil(() => page.articles.length === 3);
      page.write('body', 'And more.', form);
      await waitUntil(() => page.thread.store?.state.total === 3);
      await page.settled();
      await form.updateComplete;
      expect(page.field('body', page.form('2')).value).to.equal('And more.');
    });

    it('stays when Esc ends a composition as in Safari', async () => {
      const page = await openThreadToWrite({comments});
      page.button('Reply', page.article('1')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      await sendKeys({type: 'Half'});
      page
        .field('body', page.form('1'))
        .dispatchEvent(
          new KeyboardEvent('keydown', {key: 'Escape', keyCode: 229, bubbles: true, composed: true}),
        );
      await page.form('1').updateComplete;
      expect(page.form('1').checkVisibility()).to.equal(true);
      expect(page.focused?.localName).to.equal('textarea');
    });

    it('does not propagate keys typed into it, except Tab and shortcuts', async () => {
      const page = await openThreadToWrite({comments});
      page.button('Reply', page.article('1')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      const received: string[] = [];
      const listener = ({type, key}: KeyboardEvent): unknown => received.push(`${type} ${key}`);
      const names = ['keydown', 'keypress', 'keyup'] as const;
      for (const name of names) document.addEventListener(name, listener);
      await sendKeys({type: 's/?'});
      await sendKeys({press: 'Enter'});
      expect(received).to.deep.equal([]);
      await sendKeys({press: 'Tab'});
      for (const name of names) document.removeEventListener(name, listener);
      expect(received[0]).to.equal('keydown Tab');
    });

    it('is closed by Esc with its text, and opened again', async () => {
      const page = await openThreadToWrite({comments});
      page.button('Reply', page.article('1')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      await sendKeys({type: 'Half a rep'});
      await sendKeys({press: 'Escape'});
      await waitUntil(() => page.focused?.textContent === 'Continue reply');
      expect(page.form('1').checkVisibility()).to.equal(false);
      await page.waitForAnnouncement('Draft kept.');
      page.button('Continue reply').click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      expect(page.field('body', page.form('1')).value).to.equal('Half a rep');
    });

    it('is removed by Cancel when it is empty, and Reply is focused', async () => {
      const page = await openThreadToWrite({comments});
      page.button('Reply', page.article('1')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      page.button('Cancel', page.form('1').renderRoot).click();
      await waitUntil(() => page.focused?.textContent === 'Reply');
      expect(page.list.renderRoot.querySelector('parley-comment-form')).to.equal(null);
    });

    it('keeps its text while comments arrive and the order changes', async () => {
      const adapter = new MemoryAdapter({comments: [makeComment('1'), makeComment('3')]});
      const page = await openThreadToWrite(adapter, {live: true});
      page.button('Reply', page.article('1')).click();
      await waitUntil(() => page.focused?.localName === 'textarea');
      page.write('body', 'Half', page.form('1'));
      adapter.arrive('harbour-bridge', makeComment('4'));
      await waitUntil(() => page.list.renderRoot.querySelector('[part=pill]'));
      page.button('1 new comment').click();
      await waitUntil(() => page.ids.length === 3);
      expect(page.field('body', page.form('1')).value).to.equal('Half');
    });
  });
});
