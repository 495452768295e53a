/** A page of its own, with its own policy and its own modules. */
export interface Page {
  /** What the page's script gave: JSON. */
  readonly result: unknown;
  remove(): void;
}

/**
 * Opens a page with this in its head, runs `script` as the body of an async function in it, and gives what that
 * returns. `content` is the address of `src/content/`.
 */
export async function runInPage(head: string, script: string): Promise<Page> {
  const content = new URL('../../../src/content/', import.meta.url).href;
  const frame = document.createElement('iframe');
  // No doctype where the test asks for a page in quirks mode.
  frame.srcdoc = `${head}<body><script type="module">
    const content = ${JSON.stringify(content)};
    const serialize = (nodes) => { const box = document.createElement('div'); box.append(nodes); document.body.append(box); return box.innerHTML; };
    const run = async () => { ${script} };
    run().then((result) => parent.postMessage({result}), (error) => parent.postMessage({error: String(error)}));
  </script>`;
  const answer = new Promise<{result?: unknown; error?: string}>((resolve) => {
    addEventListener(
      'message',
      function listen({data, source}: MessageEvent<{result?: unknown; error?: string}>) {
        if (source !== frame.contentWindow) return;
        removeEventListener('message', listen);
        resolve(data);
      },
    );
  });
  document.body.append(frame);
  const {result, error} = await answer;
  if (error !== undefined) throw new Error(error);
  return {result, remove: () => frame.remove()};
}
