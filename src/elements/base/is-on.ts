/**
 * Whether a boolean attribute or property is on: `false`, `null` and the string "false" are off, as React 18, Vue and
 * server templates write them; any other value is on, also the empty string.
 */
export function isOn(value: unknown): boolean {
  return !/^(false|off|null|undefined)$/i.test(String(value));
}
