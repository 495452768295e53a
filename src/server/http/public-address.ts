/** Without a slash at its end. Throws `RangeError` for what is no address of a server. */
export function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new RangeError(
      `"${text}" is no public address: it takes one such as https://comments.paper.example.`,
    );
  }
  return url.href.replace(/\/$/, '');
}
