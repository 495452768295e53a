import type {Check} from './check.js';
import {contactDetails} from './contact-details.js';
import {tooManyLinks} from './links.js';
import {personalAttacks} from './personal-attacks.js';
import {profanity} from './profanity.js';
import {repeatedCharacters} from './repeated-characters.js';
import {shouting} from './shouting.js';

/** A comment with more links than this is held by default. */
const MAX_LINKS = 2;

/** The default checks by the ids of their rules. */
export const BUILT_IN_CHECKS = {
  profanity: profanity(),
  'personal-attack': personalAttacks(),
  shouting,
  'repeated-characters': repeatedCharacters,
  links: tooManyLinks(MAX_LINKS),
  'contact-details': contactDetails,
} as const satisfies Readonly<Record<string, Check>>;

/** All default checks. Findings of equal severity are in this order. */
export const DEFAULT_CHECKS: readonly Check[] = Object.values(BUILT_IN_CHECKS);
