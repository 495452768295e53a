import {languageOf} from './languages.js';

/** The direction of the language in which a page with this BCP 47 tag is spoken to. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'he'].includes(languageOf(tag)) ? 'rtl' : 'ltr';
}
