import {ar} from './ar.js';
import {de} from './de.js';
import {en} from './en.js';
import {es} from './es.js';
import {fr} from './fr.js';
import {he} from './he.js';
import {hy} from './hy.js';
import type {LanguageWords} from './language-words.js';
import {ru} from './ru.js';
import {tr} from './tr.js';

/** The word lists of all languages. One module, loaded with the first check: together they are small. */
export const LANGUAGE_WORDS = {ar, de, en, es, fr, he, hy, ru, tr} as const satisfies Record<
  string,
  LanguageWords
>;
