/**
 * Lets the page paint, answer the reader, and do what it has planned itself before work goes on. A timer, for what
 * `scheduler.yield` continues comes before every timer and every answer that the page waits for.
 */
export function yieldToPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
