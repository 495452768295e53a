const rules = new Map<string, Intl.PluralRules>();

/** The forms that a language has, by the names of CLDR; the ones it lacks are left out. */
export type PluralForms = {readonly [Form in Intl.LDMLPluralRule]?: string} & {readonly other: string};

/**
 * The form of a word that goes with a whole number (CLDR, Language Plural Rules). A locale that the engine does not
 * know has to count by itself: the engine would take its own language's rules.
 */
export function plural(locale: string, count: number, forms: PluralForms): string {
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return forms[rule.select(count)] ?? forms.other;
}
