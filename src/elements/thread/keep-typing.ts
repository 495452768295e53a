/** Keyboard events that pages listen to. */
export const KEY_EVENTS = ['keydown', 'keypress', 'keyup'] as const;

/** Text fields. */
export const TEXT_FIELDS = 'input, textarea, select, [contenteditable]';

/**
 * A key listener for threads: stops the propagation of keys typed into fields. The page sees only the thread as the
 * target, and would handle an "s" as its shortcut. Tab, and keys with Ctrl, Alt or Meta, propagate.
 */
export function keepTyping(event: KeyboardEvent): void {
  const [field] = event.composedPath();
  if (!(field instanceof Element) || !field.matches(TEXT_FIELDS)) return;
  if (event.key !== 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
}
