/** What a reader may do beyond reading and writing. */
export type Role = 'reader' | 'staff' | 'moderator';

/** A signed-in reader, from a verified token. */
export interface SignedIn {
  /** `sub`: who it is, for good. */
  readonly subject: string;
  readonly name: string;
  readonly avatarUrl?: string;
  readonly role: Role;
}

/**
 * Who asks. Made by the HTTP side from headers; the store never sees an address, a guest's key or a token, only
 * digests of them that are keyed with the server's secret.
 */
export interface Actor {
  readonly user: SignedIn | null;
  /** Digest of the device's guest key; null when none was sent. */
  readonly guest: string | null;
  /** Digest of the client's address. */
  readonly address: string;
}
