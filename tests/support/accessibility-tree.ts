import type {Page} from 'playwright-core';

/** What Chromium tells of a node. https://chromedevtools.github.io/devtools-protocol/tot/Accessibility/#type-AXNode */
interface AXNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: {value: string};
  readonly name?: {value: string};
  readonly description?: {value: string};
  readonly value?: {value: string | number};
  readonly properties?: readonly {name: string; value: {value: unknown}}[];
  readonly childIds?: readonly string[];
}

/** What a screen reader says beside role and name; what all nodes have, such as being focusable, is left out. */
const SHOWN_PROPERTIES = [
  'level',
  'expanded',
  'pressed',
  'checked',
  'required',
  'invalid',
  'busy',
  'live',
  'disabled',
];

/** The texts of which names are made are told by their parents, and lines are where a font breaks them. */
const SILENT = new Set(['InlineTextBox', 'LineBreak', 'ListMarker']);

/**
 * The accessibility tree of the thread with this heading, or of the whole page, as a screen reader gets it, one node a
 * line, indented: its role, its name, and how it stands.
 */
export async function accessibilityTree(page: Page, heading?: string): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const {nodes} = (await session.send('Accessibility.getFullAXTree')) as unknown as {nodes: AXNode[]};
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const write = (id: string, depth: number): void => {
    const node = byId.get(id);
    const role = node?.role?.value ?? '';
    if (!node || SILENT.has(role)) return;
    // A box that means nothing shows its content in its own place.
    const isShown = !node.ignored && role !== 'none' && role !== 'generic';
    if (isShown) lines.push('  '.repeat(depth) + describeNode(node));
    for (const child of node.childIds ?? []) write(child, isShown ? depth + 1 : depth);
  };
  const root =
    heading === undefined
      ? nodes[0]
      : nodes.find(({role, name}) => role?.value === 'region' && name?.value.startsWith(heading));
  if (!root) throw new Error(`No region is called ${String(heading)}.`);
  write(root.nodeId, 0);
  return `${lines.join('\n')}\n`;
}

function describeNode({role, name, description, value, properties = []}: AXNode): string {
  const states = properties
    .filter((property) => SHOWN_PROPERTIES.includes(property.name))
    // What is not so is not said, but for what can be turned on and off.
    .filter(({name: state, value: {value: now}}) => {
      const isOff = now === false || now === 'false' || now === 'off';
      return !isOff || ['expanded', 'pressed', 'checked'].includes(state);
    })
    .map((property) => ` ${property.name}=${String(property.value.value)}`)
    .join('');
  const text = name?.value ? ` ${JSON.stringify(name.value)}` : '';
  const more = description?.value ? ` (${JSON.stringify(description.value)})` : '';
  const content = value?.value ? ` = ${JSON.stringify(value.value)}` : '';
  return `${role?.value ?? ''}${text}${more}${content}${states}`;
}
