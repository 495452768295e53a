import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import {
  guestKey,
  postBody,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

const SUBJECT = 'ada.quill@reader.example';
const EDITOR = 'editor@newsroom.example';

describe.each(DATABASE_KINDS)('an account whose sub is an e-mail address (%s)', (kind) => {
  let fixture: HttpFixture;
  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
  });
  afterAll(() => fixture.close());

  it('is published by a digest alone, by every answer about its comments, also to itself and to moderators', async () => {
    const token = await tokenFor(SUBJECT, 'reader', {name: 'Ada Quill'});
    const moderator = await tokenFor(EDITOR, 'moderator', {name: 'Editor'});
    const post = async (value: string, of: string): Promise<Comment> => {
      const answer = await fixture.send('POST', '/v1/comments', {
        json: postBody('accounts', value),
        token: of,
        key: guestKey(),
      });
      expect(answer.status).toBe(201);
      return (await answer.json()) as Comment;
    };
    const {id, author} = await post('Mine.', token);
    await post('Ours.', moderator);
    const reports = `/v1/comments/${id}/reports?${threadQuery('accounts')}`;
    await fixture.send('POST', reports, {json: {ruleId: 'kind'}, token: moderator});
    await fixture.send('POST', `/v1/moderation/comments/${id}/decision?site=${SITE}`, {
      json: {action: 'feature'},
      token: moderator,
    });
    const thread = threadQuery('accounts');
    const read = async (path: string, of?: string): Promise<string> => {
      const answer = await fixture.send('GET', path, of === undefined ? {} : {token: of});
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.text();
    };
    const {live} = JSON.parse(await read(`/v1/thread?${thread}`)) as {live: string};
    const earlier = Buffer.from(
      JSON.stringify([(JSON.parse(Buffer.from(live, 'base64url').toString()) as string[])[0], '1']),
    ).toString('base64url');
    const answers = [
      JSON.stringify(author),
      await read(`/v1/thread?${thread}`),
      await read(`/v1/thread?${thread}&around=${id}`),
      await read(`/v1/lookup?${thread}&id=${id}`),
      await read(`/v1/changes?${thread}&since=${earlier}`),
      await read(`/v1/feed.atom?${thread}`),
      await read(`/v1/feed.atom?site=${SITE}`),
      await read(`/v1/viewer?${thread}`, token),
      await read(`/v1/viewer?${thread}`, moderator),
      await read(`/v1/moderation/queue?site=${SITE}&status=reported`, moderator),
    ];
    for (const answer of answers) expect(answer).not.toMatch(/reader\.example|newsroom\.example/);
    // No digest that anybody could make of a list of addresses.
    expect(author.id).toMatch(/^[\da-f]{32}$/);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(SUBJECT));
    expect(Buffer.from(digest).toString('hex')).not.toContain(author.id);
    expect(JSON.parse(answers[7] ?? '')).toMatchObject({viewer: {id: author.id}, mine: [id]});
  });
});
