import type {Body, BodyFormat, Guest, NewComment} from '../../../model/comment.js';
import {bodyFaults, guestFaults, assertNoFaults, type DraftFaults} from '../../../model/draft-faults.js';
import {isVisible} from '../../../model/visible-text.js';
import type {GuestField} from '../../../model/thread.js';
import type {SiteSettings} from '../site-settings.js';

/** What a guest filled in, as it is kept. */
export interface GuestFields {
  readonly name: string;
  readonly email: string | null;
  readonly url: string | null;
}

/** Throws `validation` when the settings do not take the draft; the guest's fields count where nobody is signed in. */
export function checkDraft({body, guest}: NewComment, settings: SiteSettings, signedIn: boolean): void {
  assertNoFaults({
    ...storedBodyFaults(body, settings),
    ...(!signedIn && guestFaults(guest, settings.guestFields)),
  });
}

/**
 * Throws `validation` when a body is empty, too long, or nothing that can be kept. An edit may keep to the format that the
 * comment was written in (`before`), though the site takes it no more.
 */
export function checkBody(body: Body, settings: SiteSettings, before: BodyFormat): void {
  assertNoFaults(storedBodyFaults(body, settings, before));
}

/** The fields of a checked draft without what the site does not ask for. */
export function guestFields(guest: Guest | undefined, {guestFields: rules}: SiteSettings): GuestFields {
  const kept = (field: GuestField): string | null =>
    (rules[field] !== 'hidden' && guest?.[field]?.trim()) || null;
  const name = kept('name') ?? '';
  return {name: isVisible(name) ? name : '', email: kept('email'), url: kept('url')};
}

function storedBodyFaults(
  body: Body,
  {bodyFormat, bodyLength}: SiteSettings,
  before: BodyFormat = 'text',
): DraftFaults {
  const taken = [bodyFormat, before].filter((format) => format !== 'html');
  return {
    ...bodyFaults(body, bodyLength, taken),
    ...(body.value.includes('\0') && {body: 'characters' as const}),
  };
}
