import type {Body, NewComment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Policy} from '../../../model/policy.js';
import type {Check, Finding} from '../../../policy/check.js';
import {contactDetails} from '../../../policy/contact-details.js';
import {tooManyLinks} from '../../../policy/links.js';
import {personalAttacks} from '../../../policy/personal-attacks.js';
import {profanity} from '../../../policy/profanity.js';
import {wordList} from '../../../policy/word-list.js';
import {repeatedCharacters} from '../../../policy/repeated-characters.js';
import {runChecks} from '../../../policy/run-checks.js';
import {shouting} from '../../../policy/shouting.js';
import type {CommentRow} from '../comment-rows.js';
import type {Person} from '../people/persons.js';
import type {SiteSettings} from '../site-settings.js';

/** What readers' browsers check too, but for links, of which a site has its own rule. */
const CHECKS = [profanity(), personalAttacks(), shouting, repeatedCharacters, contactDetails];

/** What a site's rules are made of. */
interface Rules {
  readonly settings: SiteSettings;
  readonly policy: Policy | null;
}

/** What a guest has signed with, which is looked through as the body is: name, and the address of a website. */
export type Signature = readonly string[];

/** What a guest signs a comment with; nothing for signed-in authors. */
export function signatureOf({
  user_id: user,
  author_name: name,
  author_url: url,
}: Pick<CommentRow, 'user_id' | 'author_name' | 'author_url'>): Signature {
  return user === null ? [name, ...(url === null ? [] : [decoded(url)])] : [];
}

/** How many comments of a person are published. An address is shared by many, so nothing that came from it is one person's. */
export function publishedBy({kind, published}: Pick<Person, 'kind' | 'published'>): number {
  return kind === 'address' ? 0 : published;
}

/** Throws `blocked-words` if the draft contains words that a list or a rule blocks. */
export async function assertNoBlockedWords(
  draft: NewComment,
  signature: Signature,
  {settings, policy}: Rules,
): Promise<void> {
  const blocking = policy?.rules?.some(({severity}) => severity === 'block');
  const checks = [wordList(settings.words.block, 'block'), ...(blocking ? CHECKS : [])];
  const findings = await findingsIn(draft, signature, {checks, policy});
  if (findings.some(({severity}) => severity === 'block'))
    throw new CommentsError('blocked-words', 'The comment contains blocked words.');
}

/** For what words and links a comment would wait for a moderator: `links`, `words` or ids of checks. */
export async function findingsToHold(
  draft: NewComment,
  signature: Signature,
  {settings: {hold, words}, policy}: Rules,
): Promise<readonly string[]> {
  const checks = [wordList(words.hold, 'hold'), ...(hold.findings ? CHECKS : [])];
  const whole = withText(draft, [withPlainLinks(draft.body), ...signature].join('\n'));
  const findings = [
    // All links count together, wherever they stand.
    ...(hold.links === null ? [] : await runChecks(whole, {checks: [tooManyLinks(hold.links)], policy})),
    ...(await findingsIn(draft, signature, {checks, policy})),
  ];
  return [...new Set(findings.flatMap(({ruleId, severity}) => (severity === 'nudge' ? [] : [ruleId])))];
}

/**
 * Why a comment waits for a moderator: `all`, `first`, and what was found in it; nothing when it does not. `published`: how
 * many other comments of the same person are.
 */
export function holdReasons(
  {settings: {hold}}: Rules,
  found: readonly string[],
  published: number,
): readonly string[] {
  return [...(hold.all ? ['all'] : []), ...(hold.first && published === 0 ? ['first'] : []), ...found];
}

/** Whether a page's title has neither words that the publisher holds or refuses nor what the checks would have held. */
export async function isCleanTitle(
  draft: NewComment,
  title: string,
  {settings: {hold, words}, policy}: Rules,
): Promise<boolean> {
  const checks = [
    wordList([...words.hold, ...words.block], 'hold'),
    ...(hold.findings ? CHECKS : []),
    ...(hold.links === null ? [] : [tooManyLinks(0)]),
  ];
  const findings = await runChecks(withText(draft, title), {checks, policy});
  return findings.every(({severity}) => severity === 'nudge');
}

/** What the checks find in the body, and in each part of the signature by itself. */
async function findingsIn(
  draft: NewComment,
  signature: Signature,
  run: {readonly checks: readonly Check[]; readonly policy: Policy | null},
): Promise<readonly Finding[]> {
  const found = await Promise.all(
    [draft.body.value, ...signature].map((text) => runChecks(withText(draft, text), run)),
  );
  return found.flat();
}

function withText(draft: NewComment, value: string): NewComment {
  return {...draft, body: {...draft.body, value}};
}

/**
 * A body in which every link of Markdown is written as one in plain text is, wherever it leads: there are many ways to write an
 * address that browsers understand, but one to write a link around it.
 */
function withPlainLinks({format, value}: Body): string {
  if (format !== 'markdown') return value;
  return value
    .replace(/\]\([^\s)]*/g, '] https://link.example ')
    .replace(/<https?:/gi, ' https://link.example/');
}

/** An address as it is read, for escapes hide words. */
function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
