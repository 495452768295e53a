import {table} from './report.js';
import type {Stage} from './run.js';
import {CONDITIONS, withPage} from './visit.js';

/** The requests of a visit on slow 4G, in milliseconds after navigation: a table for each page except the naive one. */
export async function waterfall({browser, site, pages, threads}: Stage): Promise<string> {
  const condition = CONDITIONS.find(({network}) => network);
  const [thread] = threads.values();
  if (!condition || !thread) throw new Error('Nothing to be fetched');
  const parts: string[] = [];
  for (const page of pages) {
    const options = {browser, site, page, thread, condition};
    // The first visit waits for the compression of the files.
    await withPage(options, ({open}) => open());
    const rows = await withPage(options, async ({device, open, url}) => {
      const requests = new Map<string, {url: string; start: number; end: number; by: string}>();
      device.on('Network.requestWillBeSent', ({requestId, request, timestamp, initiator}) => {
        const by = initiator.url ?? initiator.stack?.callFrames[0]?.url ?? '';
        requests.set(requestId, {url: request.url, start: timestamp, end: timestamp, by});
      });
      device.on('Network.loadingFinished', ({requestId, timestamp}) => {
        const request = requests.get(requestId);
        if (request) request.end = timestamp;
      });
      const {fetched} = await open();
      const origin = new URL(url).origin;
      const all = [...requests.values()].filter(({url}) => url.startsWith(origin));
      const zero = all[0]?.start ?? 0;
      return all.map(({url, start, end, by}) => [
        shortName(url),
        shortName(by),
        ((start - zero) * 1000).toFixed(0),
        ((end - zero) * 1000).toFixed(0),
        String(fetched.find(({path}) => url.endsWith(path))?.bytes ?? ''),
      ]);
    });
    parts.push(`${page.title}:\n\n${table(['file', 'requested by', 'from ms', 'to ms', 'bytes'], rows)}`);
  }
  return parts.join('\n\n');
}

/** The name without hashes and ports, which differ by build and run. */
function shortName(address: string): string {
  if (address === '') return '';
  const {pathname} = new URL(address);
  const name = pathname.replace(/^.*\/(?=.)/, '').replace(/-[a-z0-9]{6}(?=\.js$)/, '');
  return name.endsWith('/') ? 'the page' : name;
}
