/** An e-mail address as it is compared: mailboxes that differ in case alone are, in practice, one (RFC 5321, 2.4). */
export function normaliseEmail(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
