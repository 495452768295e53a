import {ask, deed, draw, element, link, SITE} from './parts.js';

/** What the paper discusses. A real one would ask its own archive. */
const DISCUSSIONS = [
  {pageId: 'packet/the-last-boat-home', title: 'The last boat home will run again', href: '/article.html'},
  {pageId: 'packet/mind-the-step', title: 'Nine ways to say mind the step', href: '/languages.html'},
  {pageId: 'packet/herring-by-starlight', title: 'The herring come by starlight', href: '/dark.html'},
  {pageId: 'packet/the-bandstand-stays-green', title: 'The bandstand stays green', href: '/closed.html'},
];

/** How many of the newest letters can be picked. */
const NEWEST = 3;
const LONGEST_WORDS = 120;

/** The paper's discussions as they are now. */
export function askForDiscussions() {
  return Promise.all(
    DISCUSSIONS.map(async (discussion) => {
      const {total, facts, comments} = await ask(
        null,
        'GET',
        `/thread?${pageQuery(discussion)}&sort=newest&limit=${NEWEST}`,
      );
      const newest = comments.filter(({parentId, status}) => parentId === null && status === 'published');
      return {...discussion, total, closed: facts.closed, newest: newest.slice(0, NEWEST)};
    }),
  );
}

/** Each discussion with its newest letters: it can be closed, and letters picked for the readers. */
export function drawDiscussions(list, discussions, desk) {
  draw(
    list,
    discussions,
    ({pageId}) => pageId,
    (discussion) => {
      const {title, href, total, closed, newest} = discussion;
      return element('li', {className: 'desk-letter'}, [
        element('p', {className: 'desk-byline'}, [
          element('span', {className: 'desk-name'}, [link(title, href)]),
          `, ${total === 1 ? 'one letter' : `${total} letters`}${closed ? '. Closed.' : ''}`,
        ]),
        element('p', {className: 'desk-deeds'}, [closing(discussion, desk), naming(discussion, desk)]),
        element(
          'ul',
          {className: 'desk-newest'},
          newest.map((comment) => pick(comment, desk)),
        ),
      ]);
    },
  );
}

function closing(discussion, {look, fail}) {
  const {pageId, title, closed} = discussion;
  const thread = {site: SITE, pageId, url: '', title};
  return closed
    ? deed('Open it again', 'open', {
        perform: (token) => ask(token, 'DELETE', `/moderation/closed?${pageQuery(discussion)}`),
        look,
        fail,
      })
    : deed('Close the discussion', 'close', {
        perform: (token) =>
          ask(token, 'PUT', '/moderation/closed', {thread, reason: 'The desk thanks you all.'}),
        look,
        fail,
      });
}

/** Permalinks, feeds and Share go by what comments say of their page; the desk knows better. */
function naming({pageId, title, href}, {look, fail}) {
  const url = new URL(href, location.href).href;
  return deed('Set its address and title', 'name', {
    perform: (token) => ask(token, 'PUT', '/moderation/page', {thread: {site: SITE, pageId, url, title}}),
    look,
    fail,
  });
}

function pick({id, author, body, featured}, {look, fail}) {
  const {value} = body;
  const words = value.length > LONGEST_WORDS ? `${value.slice(0, LONGEST_WORDS)}…` : value;
  const because = element('input', {type: 'text', value: featured?.reason ?? '', disabled: !!featured});
  const decide = (decision) => (token) =>
    ask(token, 'POST', `/moderation/comments/${id}/decision?site=${SITE}`, decision);
  return element('li', {}, [
    element('p', {dir: 'auto'}, [
      element('bdi', {className: 'desk-name', textContent: author.name}),
      `: ${words}`,
    ]),
    element('p', {className: 'desk-deeds'}, [
      element('label', {}, ['Because ', because]),
      featured
        ? deed('Take the pick back', 'unpick', {perform: decide({action: 'unfeature'}), look, fail})
        : deed('Pick it', 'pick', {
            perform: (token) =>
              decide({
                action: 'feature',
                by: 'The Quillmere Packet',
                ...(because.value.trim() && {reason: because.value.trim()}),
              })(token),
            look,
            fail,
          }),
    ]),
  ]);
}

function pageQuery({pageId}) {
  return new URLSearchParams({site: SITE, page: pageId}).toString();
}
