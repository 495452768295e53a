import {request, SITE} from './api.js';
import {actionButton, dateAndTime, element, renderList} from './elements.js';

/** Who is blocked, why and until when; each block can be lifted. */
export function renderBlocks(list, blocks, page) {
  renderList(
    list,
    blocks,
    ({id}) => id,
    ({id, subject, reason, until}) =>
      element('li', {className: 'queue-item'}, [
        element('p', {className: 'queue-byline'}, [
          element('bdi', {className: 'queue-name', textContent: subject.label}),
          ...(until === null ? [', for good'] : [', until ', dateAndTime(until)]),
          reason ? `: ${reason}` : '',
        ]),
        element('p', {className: 'queue-actions'}, [
          actionButton('Unblock', 'unblock', {
            perform: (token) => request(token, 'DELETE', `/moderation/blocks/${id}?site=${SITE}`),
            page,
          }),
        ]),
      ]),
  );
}
