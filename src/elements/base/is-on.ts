/**
 * Whether something that is there or not is on, by an attribute's value or a property's: `false`, `null` and the string
 * "false" are off, as React 18, Vue and templates of servers write them; any other value, the empty one too, is on.
 */
export function isOn(value: unknown): boolean {
  return !/^(false|null|undefined)$/i.test(String(value));
}
