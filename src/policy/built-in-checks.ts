import type {Check} from './check.js';
import {contactDetails} from './contact-details.js';
import {tooManyLinks} from './links.js';
import {personalAttacks} from './personal-attacks.js';
import {profanity} from './profanity.js';
import {repeatedCharacters} from './repeated-characters.js';
import {shouting} from './shouting.js';

/** More links than this in one letter are looked at, unless a publisher says otherwise. */
const MOST_LINKS = 2;

/** The checks that run unless a publisher chooses others, by the rules that they watch over. */
export const BUILT_IN_CHECKS = {
  profanity: profanity(),
  'personal-attack': personalAttacks(),
  shouting,
  'repeated-characters': repeatedCharacters,
  links: tooManyLinks(MOST_LINKS),
  'contact-details': contactDetails,
} as const satisfies Readonly<Record<string, Check>>;

/** All of them, in the order in which findings of the same firmness are told. */
export const DEFAULT_CHECKS: readonly Check[] = Object.values(BUILT_IN_CHECKS);
