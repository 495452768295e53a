// axe-core is no ES module: loading it sets `window.axe`.
import 'axe-core/axe.min.js';
import type axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Rules about a whole page, which an element in a test's bare page cannot keep. */
const PAGE_RULES = [
  'bypass',
  'document-title',
  'html-has-lang',
  'landmark-one-main',
  'page-has-heading-one',
  'region',
];

/**
 * Fails with a readable list of what axe-core finds wrong in an element, its shadow trees included: WCAG 2.2 A
 * and AA, and axe's best practices.
 */
export async function expectAccessible(element: Element, options: axe.RunOptions = {}): Promise<void> {
  const {violations} = await window.axe.run(element, {
    ...options,
    resultTypes: ['violations'],
    rules: {...Object.fromEntries(PAGE_RULES.map((id) => [id, {enabled: false}])), ...options.rules},
  });
  if (violations.length > 0) {
    throw new Error(
      `axe found ${violations.length} violation(s):\n\n${violations.map(describe).join('\n\n')}`,
    );
  }
}

function describe({id, impact, help, helpUrl, nodes}: axe.Result): string {
  const places = nodes.map(({html, target, failureSummary}) =>
    [
      `  at ${JSON.stringify(target)}`,
      `     ${html}`,
      `     ${failureSummary?.replaceAll('\n', '\n     ')}`,
    ].join('\n'),
  );
  return [`${id} (${impact}): ${help}\n  ${helpUrl}`, ...places].join('\n');
}
