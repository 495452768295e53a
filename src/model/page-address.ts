/**
 * An address, or a hash, without what points into its page. The route of a hash router stays (`#/article/3`,
 * `#!/article/3`), for it says which page it is; these routers write what points into it behind a second `#`.
 */
export function pageAddress(address: string): string {
  return address.replace(/#(?!!?\/).*/s, '');
}
