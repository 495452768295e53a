/** The letters desk: what a newsroom would build into its own pages, over the moderation part of the protocol. */
import {drawBlocks} from './desk/blocks.js';
import {askForDiscussions, drawDiscussions} from './desk/discussions.js';
import {drawLetters} from './desk/letters.js';
import {ask, link, session, SITE} from './desk/parts.js';

const LOOK_AGAIN_MS = 4_000;

const status = document.querySelector('#desk-status');
const listOf = (name) => document.querySelector(`#${name}-list`);

const desk = {
  rules: await rulesOfTheHouse(),
  look,
  fail: (reason) => (status.textContent = `That could not be done: ${reason.message}`),
};

await look();
setInterval(() => {
  if (!document.hidden) void look();
}, LOOK_AGAIN_MS);

async function look() {
  const {reader, token} = await session();
  if (reader?.role !== 'moderator') {
    status.replaceChildren(
      'The desk is for the letters editor. ',
      link('Sign in as Wilhelmina Tate', '/sign-in?as=wilhelmina&back=/desk.html'),
    );
    return;
  }
  const [held, reported, blocks, discussions] = await Promise.all([
    queue(token, 'held'),
    queue(token, 'reported'),
    ask(token, 'GET', `/moderation/blocks?site=${SITE}`).then(({items}) => items),
    askForDiscussions(),
  ]);
  drawLetters(listOf('held'), held, ['approve', 'reject', 'block'], desk);
  drawLetters(listOf('reported'), reported, ['dismiss-reports', 'remove', 'block'], desk);
  drawBlocks(listOf('blocked'), blocks, desk);
  drawDiscussions(listOf('discussions'), discussions, desk);
  status.replaceChildren(
    held.length === 1 ? 'One letter waits.' : `${held.length === 0 ? 'No' : held.length} letters wait.`,
  );
}

async function queue(token, name) {
  return (await ask(token, 'GET', `/moderation/queue?site=${SITE}&status=${name}`)).items;
}

async function rulesOfTheHouse() {
  return (await ask(null, 'GET', `/policy?site=${SITE}`).catch(() => ({}))).rules ?? [];
}
