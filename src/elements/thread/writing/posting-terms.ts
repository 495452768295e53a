import {documentProperty} from '../../../model/document-property.js';
import {warnOnce} from '../../../model/warn-once.js';
import type {Check, Finding} from '../../../policy/check.js';
import type {PostingTerms} from '../../form/terms-event.js';
import type {ThreadElement} from '../../thread.js';

/** The publisher's own choice of checks: instead of the default ones, or made from them. */
export type OwnChecks = readonly Check[] | ((defaults: readonly Check[]) => readonly Check[]) | null;

/** On what terms a letter may be posted in this thread, as the page says by properties and attributes. */
export function postingTerms(host: ThreadElement): PostingTerms {
  return {
    get mustAcknowledge() {
      return host.policy?.acknowledge ?? host.hasAttribute('policy-acknowledge');
    },
    prepare: () => void prepare(host),
    check: async (draft): Promise<readonly Finding[]> => {
      try {
        const [{runChecks}, checks] = await Promise.all([
          import('../../../policy/run-checks.js'),
          checksOf(host),
        ]);
        const policy = host.policy ?? host.store?.state.facts.policy ?? null;
        const lang = host.messages?.locale;
        return await runChecks(draft, {checks, policy, ...(lang !== undefined && {lang})});
      } catch {
        // Code that could not be fetched must not silence a reader.
        return [];
      }
    },
  };
}

async function checksOf(host: ThreadElement): Promise<readonly Check[]> {
  const {BUILT_IN_CHECKS, DEFAULT_CHECKS} = await import('../../../policy/built-in-checks.js');
  const own = host.checks;
  if (own) return typeof own === 'function' ? own(DEFAULT_CHECKS) : own;
  const names = host.getAttribute('checks')?.split(/\s+/).filter(Boolean);
  if (!names) return DEFAULT_CHECKS;
  const checks = names
    .filter((name) => name !== 'off')
    .map(async (name) => {
      if (Object.hasOwn(BUILT_IN_CHECKS, name)) return BUILT_IN_CHECKS[name as keyof typeof BUILT_IN_CHECKS];
      if (name === 'default') return DEFAULT_CHECKS;
      if (name.includes('/')) {
        const {remoteCheck} = await import('../../../policy/remote-check.js');
        return remoteCheck(new URL(name, documentProperty('baseURI')));
      }
      const known = ['off', 'default', ...Object.keys(BUILT_IN_CHECKS)].join(', ');
      warnOnce('checks', `"${name}" is no check; known are ${known}, and the address of a service.`);
      return [];
    });
  return (await Promise.all(checks)).flat();
}

/** An empty draft makes the default checks fetch their words; a publisher's own are asked about letters alone. */
async function prepare(host: ThreadElement): Promise<void> {
  if (host.checks || host.hasAttribute('checks')) return;
  try {
    const [{runChecks}, {DEFAULT_CHECKS}] = await Promise.all([
      import('../../../policy/run-checks.js'),
      import('../../../policy/built-in-checks.js'),
    ]);
    await runChecks({parentId: null, body: {format: 'text', value: ''}}, {checks: DEFAULT_CHECKS});
  } catch {
    // It is fetched again when the letter is posted.
  }
}
