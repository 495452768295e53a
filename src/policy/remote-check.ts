import {ADDRESSES, isAddress} from '../model/address.js';
import type {RuleSeverity} from '../model/policy.js';
import {warnOnce} from '../model/warn-once.js';
import type {Check, Finding} from './check.js';

const DEFAULT_TIME_LIMIT_MS = 1_200;

/** The options of `remoteCheck`. */
export interface RemoteCheckOptions {
  /** The timeout in milliseconds, after which the draft passes. Default: 1200. */
  readonly timeLimit?: number;
  /** Additional request headers, such as an API key. Readers can see what a page sends. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Asks a service of the publisher about a draft. The request has the text, its format and the language as JSON, but not
 * the author; the response is a finding as JSON, or empty (204, or `null`). A service that fails, times out or answers
 * something else has found nothing, so that it cannot block readers. An invalid address is not requested, with one
 * warning.
 */
export function remoteCheck(
  url: string | URL,
  {timeLimit = DEFAULT_TIME_LIMIT_MS, headers}: RemoteCheckOptions = {},
): Check {
  if (!isAddress(String(url))) {
    warnOnce(
      'checks',
      `Invalid address of a check "${String(url)}"; expected one that begins with ${ADDRESSES}.`,
    );
    return () => null;
  }
  return async ({body}, {lang, signal}) => {
    try {
      const timeIsUp = AbortSignal.timeout(timeLimit);
      const answer = await fetch(url, {
        method: 'POST',
        headers: {...headers, 'content-type': 'application/json'},
        body: JSON.stringify({text: body.value, format: body.format, ...(lang && {lang})}),
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: signal ? AbortSignal.any([signal, timeIsUp]) : timeIsUp,
      });
      return answer.ok && answer.status !== 204 ? parseFinding(await answer.json()) : null;
    } catch {
      return null;
    }
  };
}

/** The publisher's policy alone can make a finding block. */
const SEVERITIES: readonly unknown[] = ['nudge', 'hold'] satisfies RuleSeverity[];

function parseFinding(answer: unknown): Finding | null {
  const {ruleId, words, severity} = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof ruleId !== 'string' || ruleId === '') return null;
  const given: readonly unknown[] = Array.isArray(words) ? words : [];
  return {
    ruleId,
    words: given.filter((word): word is string => typeof word === 'string'),
    severity: SEVERITIES.includes(severity) ? (severity as RuleSeverity) : 'hold',
  };
}
