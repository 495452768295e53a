import {ADDRESSES, isAddress} from '../../../model/address.js';
import {warnOnce} from '../../../model/warn-once.js';
import type {Check, Finding} from '../../../policy/check.js';
import type {PostingTerms} from '../../thread-host.js';
import {isOn} from '../../base/is-on.js';
import type {ThreadInternals} from '../thread-internals.js';

/** A check, or the name of a built-in one, `default`, or the address of a service. */
export function postingTerms(host: ThreadInternals): PostingTerms {
  return {
    get mustAcknowledge() {
      return host.policy?.acknowledge ?? isOn(host.getAttribute('policy-acknowledge'));
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
        // Code that fails to load must not prevent posting.
        return [];
      }
    },
  };
}

async function checksOf({checks: own}: ThreadInternals): Promise<readonly Check[]> {
  const {BUILT_IN_CHECKS, DEFAULT_CHECKS} = await import('../../../policy/built-in-checks.js');
  const known: Readonly<Record<string, Check | readonly Check[]>> = {
    ...BUILT_IN_CHECKS,
    default: DEFAULT_CHECKS,
    off: [],
  };
  const checkOf = (check: unknown): Check | readonly Check[] => {
    if (typeof check === 'function') return check as Check;
    if (typeof check === 'string' && Object.hasOwn(known, check)) return known[check] ?? [];
    if (isAddress(check)) return service(check);
    throw new TypeError(`"${String(check)}"`);
  };
  try {
    const chosen: unknown = typeof own === 'function' ? own(DEFAULT_CHECKS) : (own ?? ['default']);
    const list: unknown = typeof chosen === 'string' ? chosen.split(/\s+/).filter(Boolean) : chosen;
    if (!Array.isArray(list)) throw new TypeError(`"${String(list)}"`);
    // Rejected as a whole: the source of a function may contain something that looks like an address.
    return list.flatMap(checkOf);
  } catch (reason) {
    const names = Object.keys(known).join(', ');
    warnOnce(
      'checks',
      `Invalid checks: ${reason instanceof Error ? reason.message : String(reason)}; expected functions, ${names}, or an address that begins with ${ADDRESSES}. Using the default ones.`,
    );
    return DEFAULT_CHECKS;
  }
}

/** The code for services is loaded when one is first used. */
function service(address: string): Check {
  return async (draft, context) =>
    (await import('../../../policy/remote-check.js')).remoteCheck(address)(draft, context);
}

/** An empty draft makes the default checks load their word lists; a publisher's own checks get real drafts only. */
async function prepare(host: ThreadInternals): Promise<void> {
  if (host.checks !== null) return;
  try {
    const [{runChecks}, {DEFAULT_CHECKS}] = await Promise.all([
      import('../../../policy/run-checks.js'),
      import('../../../policy/built-in-checks.js'),
    ]);
    await runChecks({parentId: null, body: {format: 'text', value: ''}}, {checks: DEFAULT_CHECKS});
  } catch {
    // It is loaded again when the comment is posted.
  }
}
