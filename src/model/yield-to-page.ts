/**
 * Yields to the page, so that it can paint and handle input and its own tasks. Uses a timer, because `scheduler.yield`
 * continues before the page's own timers and responses.
 */
export function yieldToPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
