/** How firmly a rule's finding meets the reader; `block` only where the publisher asked for it. */
export type RuleSeverity = 'nudge' | 'hold' | 'block';

export interface PolicyRule {
  readonly id: string;
  readonly text: string;
  readonly severity?: RuleSeverity;
}

/** A publisher's discussion policy. A changed `version` asks readers to acknowledge it anew. */
export interface Policy {
  readonly version?: string;
  /** The policy as the publisher words it; absent where `rules` say it all. */
  readonly text?: {readonly format: 'text' | 'html'; readonly value: string};
  readonly rules?: readonly PolicyRule[];
  /** Readers confirm that they have read this version before they post; set by the page. */
  readonly acknowledge?: boolean;
  /** The full policy on the publisher's site. */
  readonly url?: string;
}
