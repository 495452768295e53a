/** The nonce of the page. WordPress adds it with scripts that depend on `wp-api-request`. */
export function pageNonce(): string | undefined {
  const {wpApiSettings} = globalThis as {wpApiSettings?: {readonly nonce?: string}};
  return wpApiSettings?.nonce;
}
