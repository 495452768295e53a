import {request, SITE} from './api.js';
import {actionButton, dateAndTime, element, renderList} from './elements.js';

const WEEK_MS = 7 * 24 * 60 * 60_000;

const HOLD_REASONS = {
  all: 'all comments are held',
  first: 'this author’s first comment',
  links: 'it has more than one link',
  words: 'it has a word from the list',
  reports: 'readers have reported it',
};

const LABELS = {
  approve: 'Publish',
  reject: 'Reject',
  remove: 'Remove',
  block: 'Block the author for a week',
  'dismiss-reports': 'Dismiss the reports',
};

/** The comments of a queue, each with the actions that a moderator can take. */
export function renderQueue(list, entries, actions, page) {
  renderList(
    list,
    entries,
    ({comment}) => comment.id,
    (entry) => queueItem(entry, actions, page),
  );
}

function queueItem({comment, thread, heldBecause, reports, author}, actions, page) {
  const {rules} = page;
  const reasons = [
    ...heldBecause.map((reason) => HOLD_REASONS[reason] ?? reason),
    ...reports.map(({ruleId, text}) => `reported: ${text || ruleId}`),
  ];
  const ruleField = element('select', {id: `rule-${comment.id}`});
  for (const {id, text} of rules) ruleField.append(element('option', {value: id, textContent: text}));
  const perform = async (action, token) => {
    if (action === 'block') {
      await request(token, 'POST', `/moderation/blocks?site=${SITE}`, {
        subject: {commentId: comment.id, by: 'person'},
        reason: rules.find(({id}) => id === ruleField.value)?.text ?? 'The discussion policy',
        until: new Date(Date.now() + WEEK_MS).toISOString(),
      });
    }
    const decided = action === 'block' ? 'reject' : action;
    const needsRule = decided === 'reject' || decided === 'remove';
    await request(token, 'POST', `/moderation/comments/${comment.id}/decision?site=${SITE}`, {
      action: decided,
      ...(needsRule && {ruleId: ruleField.value}),
      // Refused if its author has edited it since it was shown here.
      ...(!needsRule && {editedAt: comment.editedAt ?? null}),
    });
  };
  return element('li', {className: 'queue-item'}, [
    element('p', {className: 'queue-byline'}, [
      element('bdi', {className: 'queue-name', textContent: comment.author.name}),
      ` under “${thread.title || thread.pageId}”, `,
      dateAndTime(comment.createdAt),
    ]),
    element('blockquote', {className: 'queue-body', dir: 'auto', textContent: comment.body.value}),
    element('p', {
      className: 'queue-reasons',
      textContent: `Reasons: ${reasons.join('; ')}. Earlier comments: ${author.published} published, ${author.rejected} rejected.`,
    }),
    element('p', {className: 'queue-actions'}, [
      ...actions.map((action) =>
        actionButton(LABELS[action], action, {perform: (token) => perform(action, token), page}),
      ),
      element('label', {}, ['Rule ', ruleField]),
    ]),
  ]);
}
