/**
 * An address, or a hash, without its fragment. The route of a hash router stays (`#/article/3`, `#!/article/3`), because
 * it identifies the page; such routers write the fragment after a second `#`.
 */
export function pageAddress(address: string): string {
  return address.replace(/#(?!!?\/).*/s, '');
}
