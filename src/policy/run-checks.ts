import type {NewComment} from '../model/comment.js';
import type {Policy, RuleSeverity} from '../model/policy.js';
import type {Check, Finding} from './check.js';

/** How long a reader who has pressed the button waits for checks at most. */
const LAST_MS = 1_500;

const FIRMNESS: Readonly<Record<RuleSeverity, number>> = {block: 0, hold: 1, nudge: 2};

/** What the checks look a draft through with. */
export interface CheckRun {
  readonly checks: readonly Check[];
  /** Its rules say how firm the findings are that touch them. */
  readonly policy?: Policy | null;
  /** BCP 47 tag of the language that is written in the thread. */
  readonly lang?: string;
  /** After how many milliseconds a check has found nothing. Default: 1500. */
  readonly timeLimit?: number;
}

/**
 * Runs the checks side by side; the firmest finding comes first. A check that fails, or has not answered in time, has
 * found nothing: a broken check must not silence a reader. Never rejects.
 */
export async function runChecks(
  draft: NewComment,
  {checks, policy, lang, timeLimit = LAST_MS}: CheckRun,
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
    .sort((a, b) => FIRMNESS[a.severity] - FIRMNESS[b.severity]);
}

/** The publisher's rule says how firm it is; without one, the check does. */
function severityOf({ruleId, severity}: Finding, policy: Policy | null | undefined): RuleSeverity {
  return policy?.rules?.find(({id}) => id === ruleId)?.severity ?? severity;
}
