import {ask, deed, draw, element, moment, SITE} from './parts.js';

/** Who is blocked, why and until when; each can be lifted. */
export function drawBlocks(list, blocks, {look, fail}) {
  draw(
    list,
    blocks,
    ({id}) => id,
    ({id, subject, reason, until}) =>
      element('li', {className: 'desk-letter'}, [
        element('p', {className: 'desk-byline'}, [
          element('bdi', {className: 'desk-name', textContent: subject.label}),
          ...(until === null ? [', for good'] : [', until ', moment(until)]),
          reason ? `: ${reason}` : '',
        ]),
        element('p', {className: 'desk-deeds'}, [
          deed('Let them write again', 'lift', {
            perform: (token) => ask(token, 'DELETE', `/moderation/blocks/${id}?site=${SITE}`),
            look,
            fail,
          }),
        ]),
      ]),
  );
}
