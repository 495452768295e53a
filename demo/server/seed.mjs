import {randomUUID} from 'node:crypto';
import {threads} from './letters/index.mjs';
import {EDITOR, readers} from './readers.mjs';

/** How long after one letter the next one came. */
const BETWEEN_LETTERS_MS = 19 * 60_000;

/**
 * Writes what readers had written when the paper went to press.
 *
 * @param {object} newsroom
 * @param {import('../../dist/server/index.js').Store} newsroom.store
 * @param {string} newsroom.site
 * @param {(moment: Date | null) => void} newsroom.setClock puts the store's clock; `null` lets it go
 */
export async function seed({store, site, setClock}) {
  const editor = signedIn(EDITOR);
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
    editor,
  );
  await store.changeSettings(
    site,
    {
      title: 'The Quillmere Packet',
      guestFields: {name: 'required', email: 'optional', url: 'hidden'},
      hold: {all: false, first: false, links: 1, findings: true, reports: 3},
    },
    editor,
  );
  for (const {pageId, title, from, letters, closed} of threads) {
    // The paper's address is another one each time that it takes another port.
    const thread = {site, pageId, url: '', title};
    let moment = Date.parse(from);
    const write = async (list, parentId) => {
      for (const letter of list) {
        setClock(new Date(moment));
        moment += BETWEEN_LETTERS_MS;
        const id = await post(store, thread, letter, parentId);
        if (letter.featured)
          await store.decide(site, id, {action: 'feature', reason: letter.featured}, editor);
        await write(letter.replies ?? [], id);
      }
    };
    await write(letters, null);
    if (closed) await store.closeThread(thread, {reason: closed}, editor);
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
    await store.vote(
      thread,
      comment.id,
      true,
      guest(`who recommends ${comment.id} as number ${vote}`),
      intent(),
    );
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
