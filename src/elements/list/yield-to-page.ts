interface YieldingScheduler {
  yield?: () => Promise<void>;
}

/** Lets the page paint and answer the reader before work goes on (Prioritized Task Scheduling; else a message). */
export function yieldToPage(): Promise<void> {
  const scheduler = (globalThis as {scheduler?: YieldingScheduler}).scheduler;
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
