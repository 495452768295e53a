const shown = new Set<string>();

/** Warns the developer on the console, once per page and message. `code` names the topic, such as an attribute. */
export function warnOnce(code: string, message: string): void {
  const warning = `Parley (${code}): ${message}`;
  if (shown.has(warning)) return;
  shown.add(warning);
  console.warn(warning);
}
