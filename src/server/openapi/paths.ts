import {describe, type Operation} from './operations.js';
import type {Part} from './parts.js';

const CACHED = ['ETag'];
const THREAD = ['site', 'page'];
const NOT_CHANGED = {'304': {headers: CACHED}};
const comment = (status = '200'): Operation['answers'] => ({
  [status]: {
    schema: 'Comment',
    headers: ['Idempotency-Replayed', ...(status === '201' ? ['Location'] : [])],
  },
});

/** Every operation: its name, method and path before what it does. */
const OPERATIONS: readonly (readonly [string, string, string, Operation])[] = [
  [
    'openThread',
    'get',
    '/v1/thread',
    {
      tag: 'reading',
      summary: 'The first page of a thread; the same bytes for every reader.',
      parameters: [...THREAD, 'sort', 'limit', 'around'],
      answers: {'200': {schema: 'ThreadPage', headers: CACHED}, ...NOT_CHANGED},
    },
  ],
  [
    'moreComments',
    'get',
    '/v1/comments',
    {
      tag: 'reading',
      summary: 'More roots, or more replies of one comment, whichever the cursor stands for.',
      parameters: [...THREAD, 'cursor'],
      answers: {'200': {schema: 'CommentPage', headers: CACHED}, ...NOT_CHANGED},
    },
  ],
  [
    'lookUp',
    'get',
    '/v1/lookup',
    {
      tag: 'reading',
      summary:
        'Those of up to 100 comments that are still listed: for whoever has missed too much to be told of changes.',
      parameters: [...THREAD, 'ids'],
      answers: {'200': {schema: 'Found'}},
    },
  ],
  [
    'changes',
    'get',
    '/v1/changes',
    {
      tag: 'reading',
      summary: 'What happened in a thread after a cursor, at most 500 changes; without one, where to start.',
      parameters: [...THREAD, 'since'],
      answers: {'200': {schema: 'Changes', headers: CACHED}, ...NOT_CHANGED},
    },
  ],
  [
    'stream',
    'get',
    '/v1/stream',
    {
      tag: 'reading',
      summary:
        'What happens in a thread: events added and changed (a comment), removed ({"id"}) and reload ({}).',
      parameters: [...THREAD, 'since', 'lastEventId'],
      answers: {'200': {type: 'text/event-stream'}},
      problems: [503],
    },
  ],
  [
    'counts',
    'get',
    '/v1/counts',
    {
      tag: 'reading',
      summary: 'How many comments pages have, up to 100 pages at once.',
      parameters: ['site', 'pages'],
      answers: {'200': {schema: 'Counts'}},
    },
  ],
  [
    'policy',
    'get',
    '/v1/policy',
    {
      tag: 'reading',
      summary: 'The discussion policy of a site.',
      parameters: ['site'],
      answers: {'200': {schema: 'Policy', headers: CACHED}, ...NOT_CHANGED},
    },
  ],
  [
    'feed',
    'get',
    '/v1/feed.atom',
    {
      tag: 'reading',
      summary: 'The newest comments of a site or of one thread, as an Atom feed (RFC 4287).',
      parameters: ['site', 'optionalPage'],
      answers: {'200': {type: 'application/atom+xml', headers: CACHED}, ...NOT_CHANGED},
    },
  ],
  [
    'viewer',
    'get',
    '/v1/viewer',
    {
      tag: 'writing',
      summary: 'What depends on who reads a thread.',
      parameters: THREAD,
      answers: {'200': {schema: 'ViewerAnswer'}},
      signedIn: 'maybe',
    },
  ],
  [
    'post',
    'post',
    '/v1/comments',
    {
      tag: 'writing',
      summary: 'Posts a comment, once for each key. Its status says whether it is held.',
      parameters: ['idempotencyKey'],
      body: 'PostRequest',
      answers: comment('201'),
      problems: [403, 409, 410, 422],
      signedIn: 'maybe',
    },
  ],
  [
    'findPosted',
    'get',
    '/v1/posted',
    {
      tag: 'writing',
      summary: 'What this reader posted with this key; 404 for nothing.',
      parameters: [...THREAD, 'idempotencyKey'],
      answers: {'200': {schema: 'Comment'}},
      signedIn: 'maybe',
    },
  ],
  [
    'edit',
    'patch',
    '/v1/comments/{id}',
    {
      tag: 'writing',
      summary: 'Changes the words of one’s own comment.',
      parameters: ['id', ...THREAD, 'optionalIdempotencyKey'],
      body: 'EditRequest',
      answers: comment(),
      problems: [403, 409, 410, 422],
      signedIn: 'maybe',
    },
  ],
  [
    'remove',
    'delete',
    '/v1/comments/{id}',
    {
      tag: 'writing',
      summary: 'Removes one’s own comment, and gives what is left of it.',
      parameters: ['id', ...THREAD, 'optionalIdempotencyKey'],
      answers: comment(),
      problems: [403, 410, 422],
      signedIn: 'maybe',
    },
  ],
  [
    'vote',
    'put',
    '/v1/comments/{id}/vote',
    {
      tag: 'writing',
      summary: 'Recommends a comment.',
      parameters: ['id', ...THREAD, 'optionalIdempotencyKey'],
      answers: comment(),
      problems: [403, 410, 422],
      signedIn: 'maybe',
    },
  ],
  [
    'takeVoteBack',
    'delete',
    '/v1/comments/{id}/vote',
    {
      tag: 'writing',
      summary: 'Takes a recommendation back.',
      parameters: ['id', ...THREAD, 'optionalIdempotencyKey'],
      answers: comment(),
      problems: [403, 410, 422],
      signedIn: 'maybe',
    },
  ],
  [
    'report',
    'post',
    '/v1/comments/{id}/reports',
    {
      tag: 'writing',
      summary: 'Reports a comment that breaks a rule of the policy.',
      parameters: ['id', ...THREAD, 'optionalIdempotencyKey'],
      body: 'ReportRequest',
      answers: comment(),
      problems: [403, 410, 422],
      signedIn: 'maybe',
    },
  ],
  [
    'queue',
    'get',
    '/v1/moderation/queue',
    moderation({
      summary: 'Comments that wait, or that readers have reported.',
      parameters: ['site', 'queueStatus', 'optionalCursor', 'queueLimit'],
      answers: {'200': {schema: 'QueuePage'}},
    }),
  ],
  [
    'decide',
    'post',
    '/v1/moderation/comments/{id}/decision',
    moderation({
      summary: 'Decides on one comment.',
      parameters: ['id', 'site'],
      body: 'Decision',
      answers: {'200': {schema: 'Comment'}},
      problems: [409, 410, 422],
    }),
  ],
  [
    'closeThread',
    'put',
    '/v1/moderation/closed',
    moderation({
      summary: 'Closes a thread for new comments.',
      body: 'CloseRequest',
      answers: {'204': {}},
    }),
  ],
  [
    'openThreadAgain',
    'delete',
    '/v1/moderation/closed',
    moderation({
      summary: 'Opens it again.',
      parameters: THREAD,
      answers: {'204': {}},
    }),
  ],
  [
    'setPage',
    'put',
    '/v1/moderation/page',
    moderation({
      summary: 'Says where a thread’s page is and what it is called, whatever its comments say.',
      body: 'PageRequest',
      answers: {'204': {}},
    }),
  ],
  [
    'unsetPage',
    'delete',
    '/v1/moderation/page',
    moderation({
      summary: 'Lets the newest published comment say it again.',
      parameters: THREAD,
      answers: {'204': {}},
    }),
  ],
  [
    'blocks',
    'get',
    '/v1/moderation/blocks',
    moderation({
      summary: 'Who is blocked.',
      parameters: ['site', 'optionalCursor'],
      answers: {'200': {schema: 'BlockPage'}},
    }),
  ],
  [
    'block',
    'post',
    '/v1/moderation/blocks',
    moderation({
      summary: 'Blocks a reader, for a time or for good.',
      parameters: ['site'],
      body: 'NewBlock',
      answers: {'201': {schema: 'Block'}},
      problems: [422],
    }),
  ],
  [
    'unblock',
    'delete',
    '/v1/moderation/blocks/{id}',
    moderation({
      summary: 'Lifts a block.',
      parameters: ['id', 'site'],
      answers: {'204': {}},
    }),
  ],
  [
    'log',
    'get',
    '/v1/moderation/log',
    moderation({
      summary: 'Who decided what, newest first.',
      parameters: ['site', 'optionalCursor'],
      answers: {'200': {schema: 'LogPage'}},
    }),
  ],
  [
    'setPolicy',
    'put',
    '/v1/policy',
    moderation({
      summary: 'Gives the site a policy, under a version of its own.',
      parameters: ['site'],
      body: 'NewPolicy',
      answers: {'204': {}},
      problems: [409, 422],
    }),
  ],
  [
    'settings',
    'get',
    '/v1/settings',
    moderation({
      summary: 'How the site’s discussions are run.',
      parameters: ['site'],
      answers: {'200': {schema: 'Settings'}},
    }),
  ],
  [
    'changeSettings',
    'patch',
    '/v1/settings',
    moderation({
      summary: 'Changes some of it; gives all of it.',
      parameters: ['site'],
      body: 'SettingsChange',
      answers: {'200': {schema: 'Settings'}},
      problems: [422],
    }),
  ],
  [
    'exportPerson',
    'post',
    '/v1/people/export',
    moderation({
      summary: 'Everything that is kept of one person (GDPR, articles 15 and 20).',
      parameters: ['site'],
      body: 'Person',
      answers: {'200': {schema: 'PersonRecords'}},
    }),
  ],
  [
    'erasePerson',
    'post',
    '/v1/people/erase',
    moderation({
      summary: 'Erases one person (GDPR, article 17).',
      parameters: ['site'],
      body: 'Person',
      answers: {'200': {schema: 'Erased'}},
    }),
  ],
  [
    'health',
    'get',
    '/healthz',
    {
      tag: 'service',
      summary: 'The process is alive.',
      answers: {'200': {schema: 'Status'}},
    },
  ],
  [
    'ready',
    'get',
    '/readyz',
    {
      tag: 'service',
      summary: 'Requests may be sent here.',
      answers: {'200': {schema: 'Status'}},
      problems: [503],
    },
  ],
  [
    'description',
    'get',
    '/v1/openapi.json',
    {
      tag: 'service',
      summary: 'This document.',
      answers: {'200': {type: 'application/json', headers: CACHED}, ...NOT_CHANGED},
    },
  ],
];

export const paths: Readonly<Record<string, Part>> = OPERATIONS.reduce<Record<string, Part>>(
  (all, [id, method, path, operation]) => ({
    ...all,
    [path]: {...all[path], [method]: describe(id, operation)},
  }),
  {},
);

function moderation(operation: Omit<Operation, 'tag' | 'signedIn'>): Operation {
  return {
    ...operation,
    tag: 'moderation',
    signedIn: 'must',
    problems: [...(operation.problems ?? []), 403],
  };
}
