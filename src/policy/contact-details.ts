import type {Check} from './check.js';

/** Approximately an address as the HTML standard defines it, with a dot in its domain. */
const EMAIL = /(?<![\p{L}\p{N}.+_-])[\p{L}\p{N}][\p{L}\p{N}.+_-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * Telephone numbers in common notations: with `+` and a country code (ITU-T E.123), with a zero before the area code,
 * North American, and Russian. Dates, prices, ISBNs and years have none of these forms.
 */
const TELEPHONE = [
  /(?<![\p{L}\d+])\+[1-9]\d{0,2}[ .()/-]{0,2}\d(?:[ .()/-]{0,2}\d){6,12}(?!\d)/gu,
  /(?<![\p{L}\d./-]|\d )\(?0\d{1,4}\)?[ /-]\d(?:[ -]?\d){4,8}(?![\d-])/gu,
  /(?<![\p{L}\d./-])\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4}(?![\d-])/gu,
  /(?<![\p{L}\d./-])8[ -]?\(?9\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\d-])/gu,
];

/** E-mail addresses and telephone numbers in a text, as typed. */
export function contactDetailsIn(text: string): string[] {
  const found = [EMAIL, ...TELEPHONE].flatMap((pattern) => text.match(pattern) ?? []);
  return [...new Set(found)];
}

/** Finds e-mail addresses and telephone numbers, which a reader may not want to publish. */
export const contactDetails: Check = ({body}) => {
  const words = contactDetailsIn(body.value);
  return words.length > 0 ? {ruleId: 'contact-details', words, severity: 'nudge'} : null;
};
