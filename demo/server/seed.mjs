import {randomUUID} from 'node:crypto';
import {threads} from './comments/index.mjs';
import {MODERATOR, readers} from './readers.mjs';

/** Time from one comment to the next. */
const BETWEEN_COMMENTS_MS = 19 * 60_000;

/**
 * Stores the comments that the demo begins with.
 *
 * @param {object} newsroom
 * @param {import('../../dist/server/index.js').Store} newsroom.store
 * @param {string} newsroom.site
 * @param {(time: Date | null) => void} newsroom.sets the store's clock; `null` restores the real time
 */
export async function seed({store, site, setClock}) {
  const moderator = signedIn(MODERATOR);
  await store.setPolicy(
    site,
    {
      version: '2026-10',
      text: {
        format: 'text',
        value:
          'Comments are welcome, and you are responsible for what you post. Profanity, personal attacks and other inappropriate material are not permitted. The Quillmere Packet may block users who break the rules.',
      },
      rules: [
        {id: 'profanity', text: 'No profanity.'},
        {id: 'personal-attacks', text: 'No personal attacks.'},
        {id: 'private', text: 'Nothing private that is not yours to tell.'},
        {id: 'advertising', text: 'No advertising.'},
      ],
      url: '/policy.html',
    },
    moderator,
  );
  await store.changeSettings(
    site,
    {
      title: 'The Quillmere Packet',
      guestFields: {name: 'required', email: 'optional', url: 'hidden'},
      hold: {all: false, first: false, links: 1, findings: true, reports: 3},
    },
    moderator,
  );
  for (const {pageId, title, from, comments, closed} of threads) {
    // No address: it changes with the port.
    const thread = {site, pageId, url: '', title};
    let time = Date.parse(from);
    const write = async (list, parentId) => {
      for (const comment of list) {
        setClock(new Date(time));
        time += BETWEEN_COMMENTS_MS;
        const id = await post(store, thread, comment, parentId);
        if (comment.featured)
          await store.decide(site, id, {action: 'feature', reason: comment.featured}, moderator);
        await write(comment.replies ?? [], id);
      }
    };
    await write(comments, null);
    if (closed) await store.closeThread(thread, {reason: closed}, moderator);
  }
  setClock(null);
}

async function post(store, thread, {by, staff, reader, text, up = 0}, parentId) {
  const account = staff ?? reader;
  const draft = {
    parentId,
    body: {format: 'text', value: text},
    ...(!account && {guest: {name: by}}),
    policyVersion: '2026-10',
  };
  const author = account ? signedIn(account) : guest(by);
  const {comment} = await store.post(thread, draft, author, intent());
  for (let vote = 0; vote < up; vote++) {
    await store.vote(thread, comment.id, true, guest(`vote ${vote} for ${comment.id}`), intent());
  }
  return comment.id;
}

function signedIn(id) {
  return {user: {subject: id, ...readers[id]}, guest: null, address: 'the newsroom'};
}

function guest(name) {
  return {user: null, guest: `invented: ${name}`, address: `invented: ${name}`};
}

function intent() {
  return {key: randomUUID(), fingerprint: 'seed'};
}
