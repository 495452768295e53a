import {waitUntil} from './wait-until.js';

// The built script tag, as a publisher has it, each page in a frame of its own. `npm run build` comes before.
export const SCRIPT = new URL('/dist/embed/parley.js', location.href).href;

export interface Page {
  readonly window: Window & typeof globalThis;
  readonly document: Document;
  readonly warnings: string[];
}

const frames: HTMLIFrameElement[] = [];

/** A page with this body, and with this script tag at its end. */
export async function openPage(
  body: string,
  {script = `<script type="module" src="${SCRIPT}"></script>`, head = ''} = {},
): Promise<Page> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'inline-size: 700px; block-size: 600px';
  const warnings: string[] = [];
  // An address of its own, for local comments are kept by origin and page.
  const html = `<!doctype html><html lang="en"><head><title>Test page</title>${head}
    <script>window.warned = []; console.warn = (...words) => window.warned.push(words.join(' '));</script>
    </head><body>${body}${script}</body></html>`;
  frame.srcdoc = html;
  frames.push(frame);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
  document.body.append(frame);
  await loaded;
  const {contentWindow, contentDocument} = frame;
  if (!contentWindow || !contentDocument) throw new Error('no frame');
  const inner = contentWindow as Window & typeof globalThis & {warned: string[]};
  return {
    window: inner,
    document: contentDocument,
    get warnings() {
      warnings.splice(0, Infinity, ...inner.warned);
      return warnings;
    },
  };
}

export const threadsOf = ({document}: Page): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('parley-thread'),
];

export async function threadIn(page: Page, text = 'Discussion Policy'): Promise<HTMLElement> {
  await waitUntil(
    () => threadsOf(page).some((thread) => deepText(thread).includes(text)),
    `no thread says "${text}": ${page.warnings.join('; ')}`,
  );
  const [thread] = threadsOf(page);
  if (!thread) throw new Error('no thread');
  return thread;
}

export function deepText(root: Element): string {
  const inner = root.shadowRoot ?? root;
  let text = inner.textContent ?? '';
  for (const element of inner.querySelectorAll('*')) if (element.shadowRoot) text += deepText(element);
  return text;
}

/** Closes what `openPage` has opened. */
export function closePages(): void {
  for (const frame of frames.splice(0)) frame.remove();
}
