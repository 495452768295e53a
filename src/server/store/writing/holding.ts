import type {NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Check} from '../../../policy/check.js';
import {tooManyLinks} from '../../../policy/links.js';
import {publishersWords} from '../../../policy/publishers-words.js';
import {repeatedCharacters} from '../../../policy/repeated-characters.js';
import {shouting} from '../../../policy/shouting.js';
import type {SiteSettings} from '../site-settings.js';

const CHECKS: readonly Check[] = [shouting, repeatedCharacters];

/** Throws `blocked-words` when the draft has one of the words that the publisher does not take. */
export async function refuseWords(draft: NewComment, {words}: SiteSettings): Promise<void> {
  const finding = await publishersWords(words.block, 'block')(draft, {});
  if (finding)
    throw new CommentsError('blocked-words', 'The letter has words that the publisher does not take.');
}

/**
 * Why a letter waits for a moderator: `all`, `first`, `links`, `words` or ids of checks; nothing when it does not.
 * `published`: how many other comments of the same person are.
 */
export async function holdReasons(
  draft: NewComment,
  {hold, words}: SiteSettings,
  published: number,
): Promise<readonly string[]> {
  const checks = [
    ...(hold.links === null ? [] : [tooManyLinks(hold.links)]),
    publishersWords(words.hold, 'hold'),
    ...(hold.findings ? CHECKS : []),
  ];
  const findings = await Promise.all(checks.map(async (check) => check(draft, {})));
  return [
    ...(hold.all ? ['all'] : []),
    ...(hold.first && published === 0 ? ['first'] : []),
    ...findings.flatMap((finding) => (finding && finding.severity !== 'nudge' ? [finding.ruleId] : [])),
  ];
}
