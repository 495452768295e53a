import {describe, expect, it} from 'vitest';
import {DatabaseError} from '../../../src/server/database/database-error.js';
import {isUnavailable, UNAVAILABLE_CODES} from '../../../src/server/database/unavailable-codes.js';
import {problemResponse} from '../../../src/server/http/problem.js';
import {CommentsError} from '../../../src/model/errors.js';
import {UnavailableError} from '../../../src/server/store/store-errors.js';

describe('a database that failed', () => {
  it.each([
    ...['08000', '08003', '08006', '08001', '08P01', '25006', '25P03', '25P04', '40001', '40P01', '53000'],
    ...['53100', '53200', '53300', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', 'ECONNREFUSED'],
    ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ])('with %s may do the same in a moment', (code) => {
    expect(new DatabaseError('failed', code).unavailable).toBe(true);
  });

  it.each([
    ...['22P02', '23505', '23503', '28P01', '28000', '3D000', '42601', '42P01', '42501', '54000', '57P04'],
    ...['58030', 'XX000', 'XX001', 'ERR_INVALID_ARG_TYPE', 'toString', null],
  ])('with %s has a fault', (code) => {
    expect(isUnavailable(code)).toBe(false);
  });

  it('has a reason for each code that is in the table', () => {
    for (const [code, reason] of Object.entries(UNAVAILABLE_CODES)) {
      expect(code).toMatch(/^(?:[\dA-Z]{2}|[\dA-Z]{5}|E[A-Z_]+)$/);
      expect(reason).not.toBe('');
    }
  });

  it('is answered 503 with Retry-After when it may, 500 without it when it has a fault, and its message to no client', async () => {
    const now = new Date();
    const away = problemResponse(new UnavailableError(new DatabaseError('secret', '57P01')), 'r1', now);
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    const broken = problemResponse(CommentsError.from(new DatabaseError('secret', '42601')), 'r2', now);
    expect([broken.status, broken.headers.get('retry-after')]).toEqual([500, null]);
    for (const response of [away, broken]) {
      const problem = (await response.json()) as {code: string};
      expect(problem.code).toBe('server');
      expect(JSON.stringify(problem)).not.toContain('secret');
    }
  });
});
