interface YieldingScheduler {
  yield?: () => Promise<void>;
}

/** Lets the page paint and answer the reader before work goes on (Prioritized Task Scheduling; else a timer). */
export function yieldToPage(): Promise<void> {
  const {scheduler} = globalThis as {scheduler?: YieldingScheduler};
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
