import {expect} from '@open-wc/testing';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const comments = [makeComment('1'), makeComment('2')];
const FEED = 'https://packet.example/ferry/feed/';

const link = (page: ThreadPage): HTMLAnchorElement | null =>
  page.thread.renderRoot.querySelector('a[part=feed]');

async function drawn(page: ThreadPage): Promise<HTMLAnchorElement> {
  await waitUntil(() => link(page));
  return link(page) as HTMLAnchorElement;
}

describe('the link to the feed of a discussion', () => {
  it('follows the comments, with the type of the feed', async () => {
    const page = await openThread({comments, feedUrl: FEED});
    const feed = await drawn(page);
    expect(feed.textContent).to.equal('Follow this discussion by RSS');
    expect(feed.href).to.equal(FEED);
    expect(feed.type).to.equal('application/rss+xml');
    const follows = page.list.compareDocumentPosition(feed) & Node.DOCUMENT_POSITION_FOLLOWING;
    expect(follows).not.to.equal(0);
    await expectAccessible(page.thread);
  });

  it('is in the language of the page, and recognises an Atom feed', async () => {
    const page = await openThread({comments, feedUrl: 'https://packet.example/v1/feed.atom?site=a&page=b'});
    expect((await drawn(page)).type).to.equal('application/atom+xml');
    page.thread.lang = 'de';
    await waitUntil(() => link(page)?.textContent === 'Dieser Diskussion per RSS folgen');
  });

  for (const feedUrl of ['', 'javascript:alert(1)', 'https://paper.example@evil.example/']) {
    it(`is not there where the backend’s address for it is "${feedUrl}"`, async () => {
      const page = await openThread({comments, feedUrl});
      expect(link(page)).to.equal(null);
    });
  }
});
