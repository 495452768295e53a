/** Where events are posted, and with what they are signed. */
export interface WebhookOptions {
  /** `https:`; `http:` to this machine alone (`localhost`, `127.0.0.1`, `[::1]`). */
  readonly url: string;
  /** As Standard Webhooks has it: `whsec_` and 24 to 64 bytes in base64. */
  readonly secret: string;
}

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** Whether an address is this machine's own, by one of its names. */
export function isThisMachine({hostname}: URL): boolean {
  return THIS_MACHINE.includes(hostname);
}

/** The address and the bytes of the secret. Throws `RangeError` for invalid options. */
export function readWebhookOptions({url: text, secret}: WebhookOptions): {
  readonly url: URL;
  readonly key: Uint8Array<ArrayBuffer>;
} {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine(url));
  if (!isSafe || url.username !== '' || url.password !== '') {
    throw new RangeError(
      `Invalid webhook "${text}"; expected an https address without a name and password (http only to localhost).`,
    );
  }
  const [, base64 = ''] = SECRET.exec(secret) ?? [];
  const key = Uint8Array.from(base64 === '' ? '' : atobOrNothing(base64), (letter) => letter.charCodeAt(0));
  if (key.length < 24 || key.length > 64) {
    throw new RangeError(
      'Invalid webhook secret; expected "whsec_" and 24 to 64 random bytes in base64, such as of\n' +
        '  echo "whsec_$(openssl rand -base64 32)"',
    );
  }
  return {url, key};
}

function atobOrNothing(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}
