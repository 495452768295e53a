import {ask, deed, draw, element, moment, SITE} from './parts.js';

const WEEK_MS = 7 * 24 * 60 * 60_000;

const BECAUSE = {
  all: 'all letters wait',
  first: 'this writer’s first letter',
  links: 'it has more than one link',
  words: 'it has a word from the desk’s list',
  reports: 'readers have reported it',
};

const WORDS = {
  approve: 'Publish',
  reject: 'Reject',
  remove: 'Remove',
  block: 'Block the writer for a week',
  'dismiss-reports': 'Let it stand',
};

/** The letters of a queue, each with what can be done about it. */
export function drawLetters(list, entries, deeds, desk) {
  draw(
    list,
    entries,
    ({comment}) => comment.id,
    (entry) => letter(entry, deeds, desk),
  );
}

function letter({comment, thread, heldBecause, reports, author}, deeds, {rules, look, fail}) {
  const why = [
    ...heldBecause.map((reason) => BECAUSE[reason] ?? reason),
    ...reports.map(({ruleId, text}) => `reported: ${text || ruleId}`),
  ];
  const choice = element('select', {id: `rule-${comment.id}`});
  for (const {id, text} of rules) choice.append(element('option', {value: id, textContent: text}));
  const perform = async (action, token) => {
    if (action === 'block') {
      await ask(token, 'POST', `/moderation/blocks?site=${SITE}`, {
        subject: {commentId: comment.id, by: 'person'},
        reason: rules.find(({id}) => id === choice.value)?.text ?? 'The discussion policy',
        until: new Date(Date.now() + WEEK_MS).toISOString(),
      });
    }
    const decided = action === 'block' ? 'reject' : action;
    const names = decided === 'reject' || decided === 'remove';
    await ask(token, 'POST', `/moderation/comments/${comment.id}/decision?site=${SITE}`, {
      action: decided,
      ...(names && {ruleId: choice.value}),
      // Its author may have put other words there since it was shown here.
      ...(!names && {editedAt: comment.editedAt ?? null}),
    });
  };
  return element('li', {className: 'desk-letter'}, [
    element('p', {className: 'desk-byline'}, [
      element('bdi', {className: 'desk-name', textContent: comment.author.name}),
      ` under “${thread.title || thread.pageId}”, `,
      moment(comment.createdAt),
    ]),
    element('blockquote', {className: 'desk-words', dir: 'auto', textContent: comment.body.value}),
    element('p', {
      className: 'desk-why',
      textContent: `Here because ${why.join('; ')}. Before: ${author.published} published, ${author.rejected} turned down.`,
    }),
    element('p', {className: 'desk-deeds'}, [
      ...deeds.map((action) =>
        deed(WORDS[action], action, {perform: (token) => perform(action, token), look, fail}),
      ),
      element('label', {}, ['Rule ', choice]),
    ]),
  ]);
}
