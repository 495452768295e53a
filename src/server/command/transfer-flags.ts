import {STORE_FLAGS} from './store-flags.js';
import type {Flags} from './flags.js';

const SITE = {value: 'NAME', summary: 'The site, as it was named to serve'} as const;

/** The options of `export`, in the order of its help. */
export const EXPORT_FLAGS = {
  site: SITE,
  ...STORE_FLAGS,
  'with-emails': {summary: 'Includes e-mail addresses unencrypted; by default they are left out'},
  help: {summary: 'Shows this help'},
} as const satisfies Flags;

/** The options of `import`, in the order of its help. */
export const IMPORT_FLAGS = {
  site: SITE,
  from: {value: 'SYSTEM', summary: 'wordpress or disqus, whose export FILE is (default: one of our own)'},
  'page-id': {
    value: 'KIND',
    summary:
      'What other systems’ pages are known by, and so what page-id of the elements is:\n' +
      'url, the address as browsers write it and as the elements take it by themselves (default);\n' +
      'link, the unchanged address; id, that of the other system; slug, the last part of the address',
  },
  'utc-offset': {
    value: 'OFFSET',
    summary:
      'Of WordPress: how far dates without UTC are from it, such as +02:00 (default: as far as the file’s others)',
  },
  map: {
    value: 'FILE',
    summary: 'Which pages get another id: lines of an old and a new one, apart by a tab or a comma',
  },
  pages: {
    value: 'FILE',
    summary: 'The ids that the elements request: a sitemap, or one per line. The report marks others',
  },
  'create-site': {summary: 'Makes the site where there is none of that name, without asking'},
  yes: {summary: 'The same'},
  'dry-run': {summary: 'Says what the import would come to, page by page, and changes nothing'},
  ...STORE_FLAGS,
  help: {summary: 'Shows this help'},
} as const satisfies Flags;

/** The options of `move`, in the order of its help. */
export const MOVE_FLAGS = {
  site: SITE,
  ...STORE_FLAGS,
  help: {summary: 'Shows this help'},
} as const satisfies Flags;

/** The options of `people`, in the order of its help. */
export const PEOPLE_FLAGS = {
  site: SITE,
  user: {value: 'ID', summary: 'Whoever signs in by this id (`sub`)'},
  email: {value: 'ADDRESS', summary: 'Whoever left this e-mail address'},
  comment: {value: 'ID', summary: 'Whoever wrote this comment; who left nothing else is known by it alone'},
  by: {
    value: 'WHAT',
    summary: 'With --comment: that comment alone (default), or person: all from the same account or device',
  },
  ...STORE_FLAGS,
  help: {summary: 'Shows this help'},
} as const satisfies Flags;
