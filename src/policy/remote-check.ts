import {ADDRESSES, isAddress} from '../model/address.js';
import type {RuleSeverity} from '../model/policy.js';
import {warnOnce} from '../model/warn-once.js';
import type {Check, Finding} from './check.js';

const LASTS_MS = 1_200;

/** How a service is asked. */
export interface RemoteCheckOptions {
  /** After how many milliseconds the letter goes on without an answer. Default: 1200. */
  readonly timeLimit?: number;
  /** Sent along, for a service that wants a key. What a page sends, its readers can see. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Asks a service of the publisher's own about a letter. It is sent the words, their format and the language, as JSON,
 * and never who wrote them; it answers with a finding as JSON, or with nothing (204, or `null`). A service that fails,
 * answers something else, or takes too long has found nothing: it must not silence a reader.
 * What does not begin as an address (`https:`, `http:` or `/`) is not asked, with one warning.
 */
export function remoteCheck(
  url: string | URL,
  {timeLimit = LASTS_MS, headers}: RemoteCheckOptions = {},
): Check {
  if (!isAddress(String(url))) {
    warnOnce('checks', `Invalid address of a check "${String(url)}"; it begins with ${ADDRESSES}.`);
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
      return answer.ok && answer.status !== 204 ? findingOf(await answer.json()) : null;
    } catch {
      return null;
    }
  };
}

/** Whether a letter is refused is for the publisher's policy to say, not for a service. */
const SEVERITIES: readonly unknown[] = ['nudge', 'hold'] satisfies RuleSeverity[];

function findingOf(answer: unknown): Finding | null {
  const {ruleId, words, severity} = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof ruleId !== 'string' || ruleId === '') return null;
  const given: readonly unknown[] = Array.isArray(words) ? words : [];
  return {
    ruleId,
    words: given.filter((word): word is string => typeof word === 'string'),
    severity: SEVERITIES.includes(severity) ? (severity as RuleSeverity) : 'hold',
  };
}
