import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {makeComment} from '../../support/comments.js';
import {fromMenu} from '../../support/controls.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const MINUTE = 60_000;
const VIEWER = {id: 'ada', name: 'Ada'};

const timeOf = (page: ThreadPage, id: string): string =>
  page.part('timestamp', page.article(id)).textContent.trim();

for (const [clock, ahead] of [
  ['slow', 20 * MINUTE],
  ['fast', -20 * MINUTE],
] as const) {
  describe(`where the device’s clock is ${clock} by 20 minutes`, () => {
    const there = (): number => Date.now() + ahead;
    const open = (delay = 0): Promise<ThreadPage> =>
      openThread(
        new MemoryAdapter({
          viewer: VIEWER,
          now: there,
          delay: ({name}) => (name === 'post' ? delay : 0),
          comments: [
            makeComment('1', {
              author: {id: 'ada', name: 'Ada'},
              createdAt: new Date(there() - 30_000).toISOString(),
            }),
            makeComment('2', {
              author: {id: 'bo', name: 'Bo'},
              createdAt: new Date(there() - 3 * MINUTE).toISOString(),
            }),
          ],
        }),
      );

    it("ages of comments follow the backend's clock", async () => {
      const page = await open();
      expect(timeOf(page, '1')).to.equal('now');
      expect(timeOf(page, '2')).to.equal('3 minutes ago');
    });

    it('a comment can be edited for as long as the backend allows', async () => {
      const page = await open();
      const edit = await fromMenu(page, '1', 'edit');
      expect(edit.textContent).to.contain('You can change this for 5 more minutes.');
    });

    it('a comment that is being sent is from now, and so it is when it has arrived', async () => {
      const page = await (await open(300)).openForm();
      page.write('body', 'Just now.');
      page.submit();
      const times = new Set<string>();
      const card = (): HTMLElement | undefined =>
        page.articles.find(({textContent}) => textContent.includes('Just now.'));
      const note = (): string | undefined => {
        const found = card();
        if (found) times.add(page.part('timestamp', found).textContent.trim());
        return found?.dataset['commentId'];
      };
      await waitUntil(() => note()?.startsWith('local:'), 'it is not sent');
      await waitUntil(() => note()?.startsWith('comment-'), 'it does not arrive');
      expect([...times]).to.deep.equal(['now']);
    });
  });
}
