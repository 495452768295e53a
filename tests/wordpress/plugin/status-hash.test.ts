import {beforeEach, expect, it} from 'vitest';
import {guest, setPlugin, type Person} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';

const site = siteForAll({plugin: true});
let post: number;

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({comment_previously_approved: '', comment_moderation: '1'});
  post = (await site.createPost()).id;
});

interface Waiting {
  readonly id: number;
  readonly hash: string;
}

/** Posts by the site's own form and gives what WordPress puts into the address of a comment that waits. */
async function postByForm(by: Person, comment: string): Promise<Waiting> {
  const answer = await fetch(`${site.origin}/wp-comments-post.php`, {
    method: 'POST',
    redirect: 'manual',
    headers: by.headers,
    body: new URLSearchParams({
      comment_post_ID: String(post),
      author: 'Ana',
      email: 'ana@reader.example',
      comment,
    }),
  });
  const address = new URL(answer.headers.get('Location') ?? '');
  const [id, hash] = ['unapproved', 'moderation-hash'].map((name) => address.searchParams.get(name) ?? '');
  return {id: Number(id), hash: hash ?? ''};
}

/** Gives comments the same second, which is all that WordPress makes the hash of, and gives that hash. */
const inOneSecond = (ids: number[]): Promise<string> =>
  site.run(
    `global $wpdb;
    $wpdb->query("UPDATE $wpdb->comments SET comment_date_gmt = '2024-05-01 10:00:00' WHERE comment_ID IN (" . implode(',', $given) . ')');
    array_map('clean_comment_cache', $given);
    return wp_hash('2024-05-01 10:00:00');`,
    ids,
  );

async function ask(by: Person, questions: readonly Waiting[]): Promise<unknown[]> {
  const {body} = await by.send<{comments: unknown[]}>('POST', 'parley/v1/comments/status', {
    comments: questions,
  });
  return body.comments;
}

const UNKNOWN = {id: null, status: 'unknown', comment: null};

it('returns a status for the hash of WordPress’s form, without the comment', async () => {
  const ana = guest(site);
  const {id, hash} = await postByForm(ana, 'The ferry was late.');
  const elsewhere = guest(site);
  expect(await ask(elsewhere, [{id, hash}])).toEqual([{id, status: 'hold', comment: null}]);
  await site.approve(id);
  expect(await ask(elsewhere, [{id, hash}])).toEqual([{id, status: 'approved', comment: null}]);
  await site.setCommentStatus(id, 'spam');
  expect(await ask(elsewhere, [{id, hash}])).toEqual([{id, status: 'rejected', comment: null}]);
});

it('reveals nothing of another comment by a hash of the same second', async () => {
  const [ana, ben] = [guest(site), guest(site)];
  const hers = await postByForm(ana, 'My address is 12 Harbour Street.');
  const his = await postByForm(ben, 'The harbour is closed.');
  const hash = await inOneSecond([hers.id, his.id]);
  expect(await ask(ben, [{id: hers.id, hash}])).toEqual([UNKNOWN]);
  // Each is told of their own where they ask from where it was written.
  expect(await ask(ben, [{id: his.id, hash}])).toEqual([{id: his.id, status: 'hold', comment: null}]);
  expect(await ask(ana, [{id: hers.id, hash}])).toEqual([{id: hers.id, status: 'hold', comment: null}]);
  expect(await ask(guest(site), [{id: hers.id, hash}])).toEqual([UNKNOWN]);
});
