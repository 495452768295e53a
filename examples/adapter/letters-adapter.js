import {CommentsError} from 'parley-comments';

/** What the statuses of the Letters API mean; any other failure is one of the server. */
const CODES = {
  400: 'malformed',
  401: 'login-required',
  403: 'forbidden',
  404: 'not-found',
  409: 'duplicate',
  410: 'gone',
  422: 'validation',
};

/** Comments in the Letters API (letters-api.js). `endpoint` is its address without a slash at the end. */
export class LettersAdapter {
  #endpoint;

  constructor(endpoint) {
    this.#endpoint = endpoint;
  }

  // Reading: the first page, and the next ones by the cursor that the API has sent.

  async open({pageId}, {sort, limit, around = ''}, signal) {
    const page = await this.#request(`/letters?${new URLSearchParams({page: pageId, sort, limit, around})}`, {
      signal,
    });
    return {
      ...toPage(page),
      total: page.total,
      live: null,
      facts: {sorts: ['newest', 'oldest'], guestFields: {name: 'required', email: 'hidden'}},
    };
  }

  async more(thread, cursor, signal) {
    return toPage(await this.#request(`/letters?${new URLSearchParams({cursor})}`, {signal}));
  }

  // Writing: the key makes the API store a comment once, however often it is sent.

  async post({pageId}, {parentId, body, guest}, {key, signal}) {
    return toComment(
      await this.#request('/letters', {
        method: 'POST',
        headers: {'content-type': 'application/json', 'idempotency-key': key},
        body: JSON.stringify({page: pageId, parent: parentId, author: guest?.name ?? '', text: body.value}),
        signal,
      }),
    );
  }

  // The numbers of comments of many pages, for `<parley-comment-count>`.

  async counts(threads, signal) {
    const pages = threads.map(({pageId}) => ['page', pageId]);
    return new Map(Object.entries(await this.#request(`/counts?${new URLSearchParams(pages)}`, {signal})));
  }

  /** The answer as JSON. Throws only `CommentsError`, or the reason of the signal. */
  async #request(path, options) {
    let response;
    try {
      response = await fetch(this.#endpoint + path, options);
      if (response.ok) return await response.json();
    } catch (reason) {
      options.signal.throwIfAborted();
      throw new CommentsError(response ? 'malformed' : 'offline', String(reason), {cause: reason});
    }
    const problem = await response.json().catch(() => ({}));
    throw new CommentsError(CODES[response.status] ?? 'server', `The API answered ${response.status}.`, {
      fields: problem.fields ?? {},
      refused: response.status === 400,
    });
  }
}

function toPage({letters, next}) {
  return {comments: letters.map(toComment), next};
}

function toComment({id, parent, author, text, date}) {
  return {
    id,
    parentId: parent,
    author: {name: author},
    body: {format: 'text', value: text},
    createdAt: date,
    can: {reply: true},
  };
}
