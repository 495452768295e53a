import type {TestProject} from 'vitest/node';
import {findWordPress} from './requirements.mjs';
import {makeTemplate, type WordPressTemplate} from './template.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** What each file makes its sites from. */
    wordpress: WordPressTemplate;
  }
}

/** Once for all files: one installed WordPress. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found = findWordPress();
  if ('missing' in found) return undefined;
  const {remove, ...template} = await makeTemplate(found);
  project.provide('wordpress', template);
  return remove;
}
