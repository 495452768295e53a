/** The letters desk: what a newsroom would build into its own pages, over the moderation part of the protocol. */

const API = '/parley/v1';
const SITE = 'site=packet';
const LOOK_AGAIN_MS = 4_000;
const WEEK_MS = 7 * 24 * 60 * 60_000;

const BECAUSE = {
  all: 'all letters wait',
  first: 'this writer’s first letter',
  links: 'it has more than one link',
  words: 'it has a word from the desk’s list',
  reports: 'readers have reported it',
};

const status = document.querySelector('#desk-status');
const lists = {
  held: document.querySelector('#held-letters'),
  reported: document.querySelector('#reported-letters'),
};
const rules = await rulesOfTheHouse();

await look();
setInterval(() => {
  if (!document.hidden) void look();
}, LOOK_AGAIN_MS);

async function look() {
  const {reader, token} = await (await fetch('/session')).json();
  if (reader?.role !== 'moderator') {
    status.replaceChildren(
      'The desk is for the letters editor. ',
      link('Sign in as Wilhelmina Tate', '/sign-in?as=wilhelmina&back=/desk.html'),
    );
    return;
  }
  const answers = await Promise.all(
    Object.keys(lists).map((name) => ask(token, 'GET', `/moderation/queue?${SITE}&status=${name}`)),
  );
  const [held, reported] = answers.map(({items}) => items);
  draw(lists.held, held, ['approve', 'reject', 'block']);
  draw(lists.reported, reported, ['dismiss-reports', 'remove', 'block']);
  status.replaceChildren(
    held.length === 1 ? 'One letter waits.' : `${held.length === 0 ? 'No' : held.length} letters wait.`,
  );
}

/** Draws what is new and takes away what is gone; what stays, with whatever the editor has chosen in it, is left alone. */
function draw(list, entries, deeds) {
  const there = new Map([...list.children].map((item) => [item.dataset.id, item]));
  for (const entry of entries) {
    if (!there.delete(entry.comment.id)) list.append(letter(entry, deeds));
  }
  for (const item of there.values()) item.remove();
}

function letter({comment, thread, heldBecause, reports, author}, deeds) {
  const item = element('li', {className: 'desk-letter'});
  item.dataset.id = comment.id;
  const why = [
    ...heldBecause.map((reason) => BECAUSE[reason] ?? reason),
    ...reports.map(({ruleId, text}) => `reported: ${text || ruleId}`),
  ];
  const choice = element('select', {id: `rule-${comment.id}`});
  for (const {id, text} of rules) choice.append(element('option', {value: id, textContent: text}));
  const perform = async (deed) => {
    const {token} = await (await fetch('/session')).json();
    if (deed === 'block') {
      await ask(token, 'POST', `/moderation/blocks?${SITE}`, {
        subject: {commentId: comment.id, by: 'person'},
        reason: rules.find(({id}) => id === choice.value)?.text ?? 'The discussion policy',
        until: new Date(Date.now() + WEEK_MS).toISOString(),
      });
    }
    const action = deed === 'block' ? 'reject' : deed;
    const names = action === 'reject' || action === 'remove';
    await ask(token, 'POST', `/moderation/comments/${comment.id}/decision?${SITE}`, {
      action,
      ...(names && {ruleId: choice.value}),
    });
    item.remove();
    await look();
  };
  const words = {
    approve: 'Publish',
    reject: 'Reject',
    remove: 'Remove',
    block: 'Block the writer for a week',
    'dismiss-reports': 'Let it stand',
  };
  item.append(
    element('p', {className: 'desk-byline'}, [
      element('bdi', {className: 'desk-name', textContent: comment.author.name}),
      ` under “${thread.title || thread.pageId}”, `,
      element('time', {
        dateTime: comment.createdAt,
        textContent: new Date(comment.createdAt).toLocaleString('en-GB', {
          dateStyle: 'medium',
          timeStyle: 'short',
        }),
      }),
    ]),
    element('blockquote', {className: 'desk-words', dir: 'auto', textContent: comment.body.value}),
    element('p', {
      className: 'desk-why',
      textContent: `Here because ${why.join('; ')}. Before: ${author.published} published, ${author.rejected} turned down.`,
    }),
    element('p', {className: 'desk-deeds'}, [
      ...deeds.map((deed) => {
        const button = element('button', {type: 'button', textContent: words[deed], className: deed});
        button.addEventListener('click', () => {
          for (const other of item.querySelectorAll('button')) other.disabled = true;
          perform(deed).catch((reason) => {
            status.textContent = `That could not be done: ${reason.message}`;
            for (const other of item.querySelectorAll('button')) other.disabled = false;
          });
        });
        return button;
      }),
      element('label', {}, ['Rule ', choice]),
    ]),
  );
  return item;
}

async function rulesOfTheHouse() {
  const answer = await fetch(`${API}/policy?${SITE}`);
  return answer.ok ? ((await answer.json()).rules ?? []) : [];
}

async function ask(token, method, path, body) {
  const answer = await fetch(API + path, {
    method,
    headers: {authorization: `Bearer ${token}`, ...(body && {'content-type': 'application/json'})},
    ...(body && {body: JSON.stringify(body)}),
  });
  const text = await answer.text();
  const told = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(told.detail ?? told.title ?? `The server answered ${answer.status}.`);
  return told;
}

function element(name, fields, children = []) {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...children);
  return made;
}

function link(words, href) {
  return element('a', {href, textContent: words});
}
