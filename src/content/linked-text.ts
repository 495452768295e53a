import {typedAddresses} from '../model/typed-addresses.js';
import {safeUrl} from './safe-url.js';

/** An address in a text, as it was typed, and the URL that it opens. */
export interface LinkedAddress {
  readonly address: string;
  readonly url: string;
}

/** A text in pieces: between its http, https and www addresses, and each of them. Linear in the length of the text. */
export function linkedText(text: string): (string | LinkedAddress)[] {
  const pieces: (string | LinkedAddress)[] = [];
  let done = 0;
  for (const {address, index} of typedAddresses(text)) {
    const url = safeUrl(/^www\../i.test(address) ? `http://${address}` : address);
    if (!url) continue;
    if (index > done) pieces.push(text.slice(done, index));
    pieces.push({address, url});
    done = index + address.length;
  }
  if (text.length > done) pieces.push(text.slice(done));
  return pieces;
}
