import type {NewComment} from '../model/comment.js';
import type {Policy, RuleSeverity} from '../model/policy.js';
import type {Check, Finding} from './check.js';

/** The longest time that a reader waits for the checks after submitting. */
const DEFAULT_TIME_LIMIT_MS = 1_500;

const SEVERITY_ORDER: Readonly<Record<RuleSeverity, number>> = {block: 0, hold: 1, nudge: 2};

/** The checks, and what they need. */
export interface CheckRun {
  readonly checks: readonly Check[];
  /** Its rules determine the severity of findings about them. */
  readonly policy?: Policy | null;
  /** BCP 47 tag of the thread's language. */
  readonly lang?: string;
  /** The time limit of each check in milliseconds. Default: 1500. */
  readonly timeLimit?: number;
}

/**
 * Runs the checks in parallel and returns their findings, the most severe first. A check that fails or exceeds the time
 * limit has found nothing, so that a broken check cannot block readers. Never rejects.
 */
export async function runChecks(
  draft: NewComment,
  {checks, policy, lang, timeLimit = DEFAULT_TIME_LIMIT_MS}: CheckRun,
): Promise<readonly Finding[]> {
  const waiting = new AbortController();
  const timer = setTimeout(() => {
    waiting.abort();
  }, timeLimit);
  const {signal} = waiting;
  const timeIsUp = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(null);
    });
  });
  const context = {signal, ...(lang !== undefined && {lang})};
  const attempt = async (check: Check): Promise<Finding | null> => {
    try {
      return await check(draft, context);
    } catch {
      return null;
    }
  };
  const found = await Promise.all(checks.map((check) => Promise.race([attempt(check), timeIsUp])));
  clearTimeout(timer);
  return found
    .filter((finding) => finding !== null)
    .map((finding) => ({...finding, severity: severityOf(finding, policy)}))
    .sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
}

/** The severity of the policy's rule; without one, the check's own. */
function severityOf({ruleId, severity}: Finding, policy: Policy | null | undefined): RuleSeverity {
  return policy?.rules?.find(({id}) => id === ruleId)?.severity ?? severity;
}
