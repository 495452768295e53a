import type {NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Policy} from '../../../model/policy.js';
import {contactDetails} from '../../../policy/contact-details.js';
import {tooManyLinks} from '../../../policy/links.js';
import {personalAttacks} from '../../../policy/personal-attacks.js';
import {profanity} from '../../../policy/profanity.js';
import {publishersWords} from '../../../policy/publishers-words.js';
import {repeatedCharacters} from '../../../policy/repeated-characters.js';
import {runChecks} from '../../../policy/run-checks.js';
import {shouting} from '../../../policy/shouting.js';
import type {SiteSettings} from '../site-settings.js';

/** What readers' browsers check too, but for links, of which a site has its own rule. */
const CHECKS = [profanity(), personalAttacks(), shouting, repeatedCharacters, contactDetails];

/** What a site's rules are made of. */
interface Rules {
  readonly settings: SiteSettings;
  readonly policy: Policy | null;
}

/** Throws `blocked-words` when the draft has words that the publisher does not take, by a list or by a rule. */
export async function refuseWords(draft: NewComment, {settings, policy}: Rules): Promise<void> {
  const blocking = policy?.rules?.some(({severity}) => severity === 'block');
  const checks = [publishersWords(settings.words.block, 'block'), ...(blocking ? CHECKS : [])];
  const [finding] = await runChecks(draft, {checks, policy});
  if (finding?.severity === 'block')
    throw new CommentsError('blocked-words', 'The letter has words that the publisher does not take.');
}

/**
 * Why a letter waits for a moderator: `all`, `first`, `links`, `words` or ids of checks; nothing when it does not.
 * `published`: how many other comments of the same person are.
 */
export async function holdReasons(
  draft: NewComment,
  {settings: {hold, words}, policy}: Rules,
  published: number,
): Promise<readonly string[]> {
  const checks = [
    ...(hold.links === null ? [] : [tooManyLinks(hold.links)]),
    publishersWords(words.hold, 'hold'),
    ...(hold.findings ? CHECKS : []),
  ];
  const findings = await runChecks(draft, {checks, policy});
  return [
    ...(hold.all ? ['all'] : []),
    ...(hold.first && published === 0 ? ['first'] : []),
    ...findings.flatMap(({ruleId, severity}) => (severity === 'nudge' ? [] : [ruleId])),
  ];
}
