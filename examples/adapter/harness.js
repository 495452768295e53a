import {LettersAdapter} from './letters-adapter.js';
import {startLettersApi} from './letters-api.js';

const PAGE = 'ferry';

/** What the contract suite has to know: which methods there are, and how a backend with given comments is started. */
export const harness = {
  methods: ['post', 'counts'],
  sorts: ['newest', 'oldest'],
  // The API has no closed pages, longest text, sign-in or votes.
  setups: [],
  async start({comments}) {
    const api = await startLettersApi(
      comments.map(({ref, parent, name, text, createdAt}) => ({
        id: ref,
        page: PAGE,
        parent: parent ?? null,
        author: name,
        text,
        date: createdAt,
      })),
    );
    return {
      api,
      adapter: new LettersAdapter(api.url),
      thread: {site: 'packet', pageId: PAGE, url: 'https://packet.example/ferry', title: 'The ferry'},
      id: (ref) => ref,
    };
  },
  reopen: ({api}) => new LettersAdapter(api.url),
  stop: ({api}) => api.close(),
};
