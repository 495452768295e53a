import {safeUrl} from '../content/safe-url.js';
import {isAddress} from '../model/address.js';

/** An address of the publisher, which may be relative to the site (`/rules`); `null` for anything else. */
export function addressOf(value: string | undefined): string | null {
  if (!isAddress(value)) return null;
  return value.startsWith('/') ? value : safeUrl(value);
}
