/** A document of its own in which everything that runs or loads leaves a trace. */
export interface ExecutionDetector {
  readonly body: HTMLElement;
  /** What ran or loaded so far. */
  readonly traces: readonly string[];
  /** Fulfilled when everything that was there before has had its time to run or to load. */
  settled(): Promise<void>;
  remove(): void;
}

export async function detectExecution(): Promise<ExecutionDetector> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) throw new Error('no frame');
  const traces: string[] = [];
  const names = ['alert', 'confirm', 'prompt', 'print', 'open'] as const;
  for (const name of names) {
    const trace = (...values: unknown[]): null => {
      traces.push(`${name}(${values.join()})`);
      return null;
    };
    // A string that runs in the frame may reach out of it.
    Object.defineProperty(view, name, {value: trace});
    Object.defineProperty(window, name, {value: trace, configurable: true, writable: true});
  }
  const {body} = view.document;
  // Loads that succeed and loads that fail; the second also covers errors of scripts.
  for (const type of ['load', 'error', 'toggle', 'focus', 'animationstart', 'begin', 'beforematch']) {
    view.addEventListener(
      type,
      (event) => {
        const target = event.target as Partial<Element>;
        if (target.id !== 'last') traces.push(`${type} at ${target.tagName ?? 'window'}`);
      },
      true,
    );
  }
  return {
    body,
    traces,
    async settled() {
      const last = view.document.createElement('img');
      last.id = 'last';
      const failed = new Promise((resolve) => last.addEventListener('error', resolve));
      last.src = 'data:image/png,nothing';
      body.append(last);
      await failed;
      last.remove();
      const loads = view.performance.getEntriesByType('resource').map(({name}) => name);
      traces.push(
        ...loads
          .filter((name) => !name.startsWith('data:image/png,nothing'))
          .map((name) => `load of ${name}`),
      );
    },
    remove() {
      frame.remove();
    },
  };
}
