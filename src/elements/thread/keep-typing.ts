/** What a key tells a page. */
export const KEY_EVENTS = ['keydown', 'keypress', 'keyup'] as const;

/** Where text is typed. */
export const TEXT_FIELDS = 'input, textarea, select, [contenteditable]';

/**
 * A thread's listener for keys: what is typed into its fields goes no further. The page cannot see the field, only the
 * thread, and would take an "s" for its own shortcut. Tab, and keys with Ctrl, Alt or Meta, stay everybody's.
 */
export function keepTyping(event: KeyboardEvent): void {
  const [field] = event.composedPath();
  if (!(field instanceof Element) || !field.matches(TEXT_FIELDS)) return;
  if (event.key !== 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) event.stopPropagation();
}
