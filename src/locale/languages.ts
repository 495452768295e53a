import {addDateFormats} from './dates.js';
import type {Messages} from './en.js';

/** What each language takes, fetched when a page speaks it. */
const LANGUAGES = {
  ar: () => import('./ar.js').then(({ar}) => ar),
  de: () => import('./de.js').then(({de}) => de),
  en: () => import('./en.js').then(({en}) => en),
  es: () => import('./es.js').then(({es}) => es),
  fr: () => import('./fr.js').then(({fr}) => fr),
  he: () => import('./he.js').then(({he}) => he),
  hy: () => withArmenianDates(import('./hy.js').then(({hy}) => hy)),
  hyw: () => withArmenianDates(import('./hyw.js').then(({hyw}) => hyw)),
  ru: () => import('./ru.js').then(({ru}) => ru),
  tr: () => import('./tr.js').then(({tr}) => tr),
};

/** The languages that Parley speaks, by BCP 47 tag. */
export type Language = keyof typeof LANGUAGES;

/** Older and longer names of these languages (BCP 47; `hy-arevmda` is a variant that `hyw` has replaced). */
const ALIASES: Readonly<Record<string, Language>> = {iw: 'he', 'hy-arevmda': 'hyw'};

/** The language in which a page with this tag is spoken to: `de` for `de-AT`, English for one that is not known. */
export function languageOf(tag: string): Language {
  for (let rest = tag.toLowerCase(); rest; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('-')))) {
    const known = Object.hasOwn(ALIASES, rest) ? ALIASES[rest] : rest;
    if (known && Object.hasOwn(LANGUAGES, known)) return known as Language;
  }
  return 'en';
}

/**
 * The messages for a page with this BCP 47 tag. Its dialect stays where the engine has one: the words are the same,
 * dates are not. Rejects when the language's file cannot be fetched.
 */
export async function loadMessages(tag: string): Promise<Messages> {
  const language = languageOf(tag);
  const messages = await LANGUAGES[language]();
  return tag.toLowerCase().startsWith(`${language}-`) && isInEngine(tag)
    ? {...messages, locale: tag}
    : messages;
}

async function withArmenianDates(fetched: Promise<Messages>): Promise<Messages> {
  const messages = await fetched;
  if (!isInEngine(messages.locale)) {
    const {armenianDates, EASTERN, WESTERN} = await import('./armenian-dates.js');
    addDateFormats(messages.locale, armenianDates(messages.locale === 'hyw' ? WESTERN : EASTERN));
  }
  return messages;
}

function isInEngine(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
