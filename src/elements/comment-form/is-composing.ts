/**
 * Whether a key event belongs to an input method that is composing a character, which handles Enter and Esc. Safari
 * ends the composition before the event of the key that ended it, and marks that event only by the code 229 (UI Events,
 * "keyCode").
 */
export function isComposing({isComposing, keyCode}: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
