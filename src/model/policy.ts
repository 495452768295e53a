/** The effect of a finding: `nudge` asks the author, `hold` holds the comment, `block` rejects it. */
export type RuleSeverity = 'nudge' | 'hold' | 'block';

export interface PolicyRule {
  readonly id: string;
  readonly text: string;
  readonly severity?: RuleSeverity;
}

/** A publisher's discussion policy. After a change of `version` readers must acknowledge it again. */
export interface Policy {
  readonly version?: string;
  /** The text of the policy; absent if the `rules` are enough. */
  readonly text?: {readonly format: 'text' | 'html'; readonly value: string};
  readonly rules?: readonly PolicyRule[];
  /** Whether readers must confirm this version before they post; set by the page. */
  readonly acknowledge?: boolean;
  /** The address of the full policy. */
  readonly url?: string;
}
