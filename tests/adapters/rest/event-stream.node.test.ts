import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {EventStreamParser} from '../../../src/adapters/rest/watch/event-stream.js';

function eventsIn(...pieces: string[]) {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe('a stream of events', () => {
  it('gives type, data and the last id', () => {
    expect(eventsIn('id: 7\nevent: added\ndata: {"a":1}\n\ndata: second\n\n')).toEqual([
      {type: 'added', data: '{"a":1}', lastEventId: '7'},
      {type: 'message', data: 'second', lastEventId: '7'},
    ]);
  });

  it('joins lines of data, and takes one space away', () => {
    expect(eventsIn('data: a\ndata:b\ndata:  c\ndata\n\n')[0]?.data).toBe('a\nb\n c\n');
  });

  it('ends lines as each system does', () => {
    const events = eventsIn('data: a\r\n\r\ndata: b\n\ndata: c\r\rdata: d\n\n');
    expect(events.map(({data}) => data)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('passes over comments, unknown fields and a byte order mark', () => {
    expect(eventsIn('\uFEFF: hello\n\nfoo: bar\ndata: a\n\n').map(({data}) => data)).toEqual(['a']);
  });

  it('drops events that do not end or have no data', () => {
    expect(eventsIn('event: added\n\ndata: a\n')).toEqual([]);
  });

  it('remembers an id that was sent without data, but none with a zero character', () => {
    expect(eventsIn('id: 3\n\ndata: a\n\nid: 4\0\ndata: b\n\n').map(({lastEventId}) => lastEventId)).toEqual([
      '3',
      '3',
    ]);
  });

  it('returns how long the server asks to wait', () => {
    const parser = new EventStreamParser();
    parser.push('retry: soon\n');
    expect(parser.retry).toBeNull();
    parser.push('retry: 3000\n');
    expect(parser.retry).toBe(3000);
  });

  it('is the same however it is split into pieces', () => {
    const line = fc.constantFrom(
      'data: a',
      'data: \u{1F600}',
      'event: x',
      'id: 1',
      ': c',
      'retry: 5',
      '',
      'data',
    );
    const ending = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, ending)),
        fc.infiniteStream(fc.integer({min: 1, max: 9})),
        (lines, cuts) => {
          // The last line ends in a way that cannot be half of another.
          const text = lines.map(([words, end]) => words + end).join('') + 'data: z\n\n';
          const pieces: string[] = [];
          for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 1) {
            pieces.push(text.slice(at, at + (cuts.next().value ?? 1)));
          }
          expect(eventsIn(...pieces)).toEqual(eventsIn(text));
        },
      ),
    );
  });

  it('does not fill the memory with an event that never ends', () => {
    const parser = new EventStreamParser();
    const piece = `data: ${'x'.repeat(999_994)}\n`;
    expect(() => {
      for (let count = 0; count < 10; count++) parser.push(piece);
    }).toThrow(RangeError);
    expect(() => new EventStreamParser().push('x'.repeat(4_000_001))).toThrow(RangeError);
  });
});
