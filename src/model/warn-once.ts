const said = new Set<string>();

/** Tells the developer, once a page, what is wrong and what Parley does about it. Readers never see it. */
export function warnOnce(code: string, message: string): void {
  const words = `Parley (${code}): ${message}`;
  if (said.has(words)) return;
  said.add(words);
  console.warn(words);
}
