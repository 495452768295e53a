import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fromRoot} from '../scripts/paths.mjs';
import {article, json, type BenchPage} from './pages.js';
import {artalkAnswer, walineAnswer} from './wire/peers.js';

/** Packages that are measured beside Parley on request. Not dependencies of this package. */
const PACKAGES = {'@waline/client': '3.15.2', artalk: '2.9.1'};

const folder = fromRoot('node_modules/.cache/parley-bench');

/** Installs the peers into their own folder if they are missing. Returns their folders for `startBenchSite`. */
export async function installPeers(): Promise<Readonly<Record<string, string>>> {
  const manifest = JSON.stringify({private: true, dependencies: PACKAGES});
  const file = join(folder, 'package.json');
  const before = existsSync(file) ? await readFile(file, 'utf8') : '';
  if (before !== manifest) {
    await mkdir(folder, {recursive: true});
    await writeFile(file, manifest);
    const {status} = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      await writeFile(file, '{}');
      throw new Error('The peers could not be installed');
    }
  }
  return {
    waline: join(folder, 'node_modules/@waline/client/dist'),
    artalk: join(folder, 'node_modules/artalk/dist'),
  };
}

/** With 500 comments on one page at 4x Waline takes more than four minutes. */
const MOST_OF_PEERS = 50;

/** Each embedded as its documentation says, with the whole thread on one page and without requests to other hosts. */
export const PEER_PAGES: readonly BenchPage[] = [
  {
    name: 'waline',
    title: 'Waline',
    comment: '.wl-card-item',
    body: '.wl-card-item .wl-content',
    most: MOST_OF_PEERS,
    async serve(path, {comments}) {
      if (path === 'api/comment') return json(walineAnswer(comments));
      if (path !== '') return null;
      const options = {
        el: '#thread',
        serverURL: `/waline/${String(comments.length)}`,
        path: '/article',
        lang: 'en',
        pageSize: Math.max(10, comments.length),
        emoji: false,
        search: false,
        imageUploader: false,
        login: 'disable',
        noCopyright: true,
      };
      return article(
        `<div id="thread"></div><script type="module">import {init} from '/code/waline/waline.js';
        const options = ${JSON.stringify(options)};
        init({...options, serverURL: location.origin + options.serverURL});</script>`,
        '<link rel="stylesheet" href="/code/waline/waline.css">',
      );
    },
  },
  {
    name: 'artalk',
    title: 'Artalk',
    comment: '.atk-comment-wrap',
    body: '.atk-comment-wrap .atk-content',
    most: MOST_OF_PEERS,
    async serve(path, {comments}) {
      if (path === 'api/v2/comments') return json(artalkAnswer(comments));
      if (path === 'api/v2/conf')
        return json(
          JSON.stringify({frontend_conf: {}, version: {app: 'artalk', version: '2.9.1', commit_hash: ''}}),
        );
      if (path === 'api/v2/pages/pv') return json('{"pv":1}');
      if (path !== '') return null;
      const options = {
        el: '#thread',
        server: `/artalk/${String(comments.length)}`,
        pageKey: '/article',
        site: 'Bench',
        locale: 'en',
        useBackendConf: false,
        emoticons: false,
        pagination: {pageSize: Math.max(20, comments.length), readMore: true, autoLoad: false},
        gravatar: {mirror: 'data:image/svg+xml,%3Csvg%20xmlns="http://www.w3.org/2000/svg"/%3E', params: ''},
      };
      return article(
        `<div id="thread"></div><script src="/code/artalk/Artalk.js"></script>
        <script>Artalk.init(${JSON.stringify(options)})</script>`,
        '<link rel="stylesheet" href="/code/artalk/Artalk.css">',
      );
    },
  },
];
