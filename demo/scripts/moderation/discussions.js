import {request, SITE} from './api.js';
import {actionButton, element, link, renderList} from './elements.js';

/** The paper's discussions. A real paper would take them from its own archive. */
const DISCUSSIONS = [
  {pageId: 'packet/the-last-boat-home', title: 'The last boat home will run again', href: '/article.html'},
  {pageId: 'packet/mind-the-step', title: 'Nine ways to say mind the step', href: '/languages.html'},
  {pageId: 'packet/herring-by-starlight', title: 'The herring come by starlight', href: '/dark.html'},
  {pageId: 'packet/the-bandstand-stays-green', title: 'The bandstand stays green', href: '/closed.html'},
];

/** How many of the newest comments can be featured. */
const NEWEST = 3;
const EXCERPT_LENGTH = 120;

/** The current state of the paper's discussions. */
export function fetchDiscussions() {
  return Promise.all(
    DISCUSSIONS.map(async (discussion) => {
      const {total, facts, comments} = await request(
        null,
        'GET',
        `/thread?${pageQuery(discussion)}&sort=newest&limit=${NEWEST}`,
      );
      const newest = comments.filter(({parentId, status}) => parentId === null && status === 'published');
      return {...discussion, total, closed: facts.closed, newest: newest.slice(0, NEWEST)};
    }),
  );
}

/** Each discussion with its newest comments: it can be closed, and comments can be featured. */
export function renderDiscussions(list, discussions, page) {
  renderList(
    list,
    discussions,
    ({pageId}) => pageId,
    (discussion) => {
      const {title, href, total, closed, newest} = discussion;
      return element('li', {className: 'queue-item'}, [
        element('p', {className: 'queue-byline'}, [
          element('span', {className: 'queue-name'}, [link(title, href)]),
          `, ${total === 1 ? 'one comment' : `${total} comments`}${closed ? '. Closed.' : ''}`,
        ]),
        element('p', {className: 'queue-actions'}, [
          closeOrReopenButton(discussion, page),
          setPageButton(discussion, page),
        ]),
        element(
          'ul',
          {className: 'queue-newest'},
          newest.map((comment) => featureForm(comment, page)),
        ),
      ]);
    },
  );
}

function closeOrReopenButton(discussion, page) {
  const {pageId, title, closed} = discussion;
  const thread = {site: SITE, pageId, url: '', title};
  return closed
    ? actionButton('Reopen the discussion', 'reopen', {
        perform: (token) => request(token, 'DELETE', `/moderation/closed?${pageQuery(discussion)}`),
        page,
      })
    : actionButton('Close the discussion', 'close', {
        perform: (token) =>
          request(token, 'PUT', '/moderation/closed', {thread, reason: 'The desk thanks you all.'}),
        page,
      });
}

/** Permalinks, feeds and Share use the page's address and title: first those of the page that was commented on, then these. */
function setPageButton({pageId, title, href}, page) {
  const url = new URL(href, location.href).href;
  return actionButton('Set its address and title', 'set-page', {
    perform: (token) => request(token, 'PUT', '/moderation/page', {thread: {site: SITE, pageId, url, title}}),
    page,
  });
}

function featureForm({id, author, body, featured}, page) {
  const {value} = body;
  const excerpt = value.length > EXCERPT_LENGTH ? `${value.slice(0, EXCERPT_LENGTH)}…` : value;
  const reasonField = element('input', {type: 'text', value: featured?.reason ?? '', disabled: !!featured});
  const decide = (decision) => (token) =>
    request(token, 'POST', `/moderation/comments/${id}/decision?site=${SITE}`, decision);
  return element('li', {}, [
    element('p', {dir: 'auto'}, [
      element('bdi', {className: 'queue-name', textContent: author.name}),
      `: ${excerpt}`,
    ]),
    element('p', {className: 'queue-actions'}, [
      element('label', {}, ['Reason ', reasonField]),
      featured
        ? actionButton('Stop featuring', 'unfeature', {perform: decide({action: 'unfeature'}), page})
        : actionButton('Feature', 'feature', {
            perform: (token) =>
              decide({
                action: 'feature',
                by: 'The Quillmere Packet',
                ...(reasonField.value.trim() && {reason: reasonField.value.trim()}),
              })(token),
            page,
          }),
    ]),
  ]);
}

function pageQuery({pageId}) {
  return new URLSearchParams({site: SITE, page: pageId}).toString();
}
