/**
 * Opens a page of its own, with its own modules and this `head`; runs `script` in it as the body of an async
 * function, which has `content`, the address of the built `src/content/`, and `serialize`, which shows nodes and gives their
 * markup; gives what that returns, and closes the page. Without a head the page is in quirks mode.
 */
export async function runInPage(head: string | null, script: string): Promise<unknown> {
  const frame = document.createElement('iframe');
  if (head !== null) frame.srcdoc = `${head}<body><script type="module">${program(script)}</script>`;
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
  // The empty document of a new frame has no doctype; one from `srcdoc` counts as if it had.
  if (head === null) addScript(frame.contentDocument, program(script));
  const {result, error} = await answer;
  frame.remove();
  if (error !== undefined) throw new Error(error);
  return result;
}

function program(script: string): string {
  const content = new URL('../../../build/content/', import.meta.url).href;
  return `
    const content = ${JSON.stringify(content)};
    const serialize = (nodes) => {
      const box = document.createElement('div');
      box.append(nodes);
      document.body.append(box);
      return box.innerHTML;
    };
    const run = async () => { ${script} };
    run().then((result) => parent.postMessage({result}), (error) => parent.postMessage({error: String(error)}));`;
}

function addScript(page: Document | null, text: string): void {
  if (!page) throw new Error('no page');
  const script = page.createElement('script');
  script.type = 'module';
  script.textContent = text;
  page.body.append(script);
}
