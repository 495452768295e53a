/** A moderation page: what a newsroom could build into its own site with the moderation routes of the protocol. */
import {fetchSession, request, SITE} from './moderation/api.js';
import {renderBlocks} from './moderation/blocks.js';
import {fetchDiscussions, renderDiscussions} from './moderation/discussions.js';
import {link} from './moderation/elements.js';
import {renderQueue} from './moderation/queue.js';

const REFRESH_MS = 4_000;

const status = document.querySelector('#moderation-status');
const listOf = (name) => document.querySelector(`#${name}-list`);

const page = {
  rules: await fetchRules(),
  refresh,
  showError: (reason) => (status.textContent = `That could not be done: ${reason.message}`),
};

await refresh();
setInterval(() => {
  if (!document.hidden) void refresh();
}, REFRESH_MS);

async function refresh() {
  const {reader, token} = await fetchSession();
  if (reader?.role !== 'moderator') {
    status.replaceChildren(
      'This page is for moderators. ',
      link('Sign in as Wilhelmina Tate', '/sign-in?as=wilhelmina&back=/moderation.html'),
    );
    return;
  }
  const [held, reported, blocks, discussions] = await Promise.all([
    fetchQueue(token, 'held'),
    fetchQueue(token, 'reported'),
    request(token, 'GET', `/moderation/blocks?site=${SITE}`).then(({items}) => items),
    fetchDiscussions(),
  ]);
  renderQueue(listOf('held'), held, ['approve', 'reject', 'block'], page);
  renderQueue(listOf('reported'), reported, ['dismiss-reports', 'remove', 'block'], page);
  renderBlocks(listOf('blocked'), blocks, page);
  renderDiscussions(listOf('discussions'), discussions, page);
  status.replaceChildren(
    held.length === 1
      ? 'One comment is waiting.'
      : `${held.length === 0 ? 'No' : held.length} comments are waiting.`,
  );
}

async function fetchQueue(token, name) {
  return (await request(token, 'GET', `/moderation/queue?site=${SITE}&status=${name}`)).items;
}

async function fetchRules() {
  return (await request(null, 'GET', `/policy?site=${SITE}`).catch(() => ({}))).rules ?? [];
}
