import {describe, expect, it} from 'vitest';
import type {ThreadPage} from '../../../src/model/thread.js';
import {renderThread, type RenderOptions} from '../../../src/static.js';
import {makeComment} from '../../support/comments.js';

/** The texts of all dates in a thread with one comment, which was written, edited and closed for comments on New Year's Eve in New York. */
function datesIn(options: RenderOptions): string[] {
  const page: ThreadPage = {
    comments: [
      makeComment('1', {createdAt: '2026-01-01T03:30:00.000Z', editedAt: '2026-01-01T04:05:00.000Z'}),
    ],
    next: null,
    total: 1,
    live: null,
    facts: {closed: {at: '2026-01-01T04:30:00.000Z'}},
  };
  const html = renderThread(page, {now: Date.parse('2026-03-02T08:00:00.000Z'), ...options});
  const texts = [/<time[^>]*>([^<]*)/, /class="meta marks">([^<]*)/, /part="notice">([^<]*)/];
  return texts.map((pattern) => (pattern.exec(html)?.[1] ?? '').replace(/\s/g, ' ').trim());
}

describe('the option timeZone', () => {
  it('tells all dates of the HTML in the zone of the readers', () => {
    expect(datesIn({timeZone: 'America/New_York'})).toEqual([
      'December 31, 2025',
      'Edited 11:05 PM',
      'Comments closed on December 31, 2025.',
    ]);
    expect(datesIn({timeZone: 'Asia/Tokyo', lang: 'de'})).toEqual([
      '1. Januar',
      'Bearbeitet um 13:05',
      'Seit dem 1. Januar 2026 kann nicht mehr kommentiert werden.',
    ]);
  });

  it('changes neither the machine-readable time nor how long ago something was', () => {
    const page = {comments: [makeComment('1')], next: null, total: 1, live: null, facts: {}};
    const now = Date.parse(makeComment('1').createdAt) + 3 * 3_600_000;
    const html = renderThread(page, {now, timeZone: 'Pacific/Kiritimati'});
    expect(html).toContain(`datetime="${makeComment('1').createdAt}">3 hours ago</time>`);
  });

  it('throws for a zone that there is none of', () => {
    expect(() => datesIn({timeZone: 'Quillmere/Harbour'})).toThrow(RangeError);
  });
});
