/**
 * What becomes a page's id: its address as browsers write it (what `<parley-thread>` takes by itself), its address to
 * the letter, the other system's own id, or the last part of the address.
 */
export const PAGE_ID_KINDS = ['url', 'link', 'id', 'slug'] as const;

export type PageIdKind = (typeof PAGE_ID_KINDS)[number];

/** What a file says of a page. */
export interface PageFacts {
  readonly link: string;
  readonly id: string;
  /** Where the file has one of its own; else it is taken from the link. */
  readonly slug?: string;
}

/** The id, or `null` when the page has none of that kind. */
export function pageIdOf(facts: PageFacts, kind: PageIdKind): string | null {
  const link = facts.link.trim();
  switch (kind) {
    case 'url':
      return hrefOf(link) || null;
    case 'link':
      return link || null;
    case 'id':
      return facts.id.trim() || null;
    case 'slug':
      return facts.slug?.trim() || slugOf(link) || null;
  }
}

/** An address to link to: of the web, or empty. */
export function webAddress(link: string): string {
  return /^https?:/i.test(link.trim()) ? hrefOf(link.trim()) : '';
}

function hrefOf(link: string): string {
  try {
    return new URL(link).href;
  } catch {
    // As `pageIdentity` does: an address that cannot be parsed stays as it is.
    return link;
  }
}

function slugOf(link: string): string {
  try {
    const last = new URL(link).pathname.split('/').filter(Boolean).at(-1) ?? '';
    return decodeURIComponent(last);
  } catch {
    return '';
  }
}
