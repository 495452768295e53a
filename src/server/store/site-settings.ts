import type {BodyFormat} from '../../model/comment.js';
import type {FieldRule, GuestField, Sort} from '../../model/thread.js';

/** When a comment is held for a moderator. */
export interface HoldRules {
  /** Every comment. */
  readonly all: boolean;
  /** Until one comment of the same person has been published. */
  readonly first: boolean;
  /** Comments with more links than this; `null` for no limit. */
  readonly links: number | null;
  /** Comments in which a check of `src/policy/` finds something to hold. */
  readonly findings: boolean;
  /** Published comments that so many known readers have reported; `null` for no rule. */
  readonly reports: number | null;
  /** So many reports of unknown guests count as one of a known reader; `null`: theirs do not count. */
  readonly guestReports: number | null;
}

/** How one site's discussions are run. Everything has a default; moderators change it. */
export interface SiteSettings {
  /** The name of the site, for feeds. */
  readonly title: string;
  readonly posting: 'guest' | 'signed-in';
  readonly guestFields: Readonly<Record<GuestField, FieldRule>>;
  readonly sorts: readonly Sort[];
  /** The format of new comments. */
  readonly bodyFormat: Exclude<BodyFormat, 'html'>;
  /** Longest body, in code points. */
  readonly bodyLength: number;
  /** For how many seconds authors may edit and remove what they wrote. */
  readonly editWindow: number;
  readonly hold: HoldRules;
  /** How many seconds after its publication a guest's comment makes them a known reader. */
  readonly knownAfter: number;
  /** Whether a post must contain the current version of the policy. */
  readonly policyRequired: boolean;
  /** The site's word lists: a comment with such a word is held, or rejected with `blocked-words`. */
  readonly words: {readonly hold: readonly string[]; readonly block: readonly string[]};
}

/** What may be changed, all of it or part; of a group likewise. */
export type SiteSettingsChange = Partial<Omit<SiteSettings, 'guestFields' | 'hold' | 'words'>> & {
  readonly [Name in 'guestFields' | 'hold' | 'words']?: Partial<SiteSettings[Name]>;
};
