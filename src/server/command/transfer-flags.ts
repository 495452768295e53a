import {STORE_FLAGS} from './store-flags.js';
import type {Flags} from './flags.js';

const SITE = {value: 'NAME', summary: 'The site, as it was named to serve'} as const;

/** The options of `export`, in the order of its help. */
export const EXPORT_FLAGS = {
  site: SITE,
  ...STORE_FLAGS,
  'with-emails': {summary: 'Tells e-mail addresses in plain words; they are left out otherwise'},
  help: {summary: 'Shows this'},
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
      'link, the address to the letter; id, the other system’s own; slug, the last part of the address',
  },
  'dry-run': {summary: 'Says what the import would come to, and changes nothing'},
  ...STORE_FLAGS,
  help: {summary: 'Shows this'},
} as const satisfies Flags;
