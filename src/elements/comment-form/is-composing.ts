/**
 * Whether a key belongs to an input method that is composing a character: Enter and Esc are its own then. Safari ends the
 * composition before it tells of the key that ended it, and marks that one by the code 229 alone (UI Events, "keyCode").
 */
export function isComposing({isComposing, keyCode}: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
