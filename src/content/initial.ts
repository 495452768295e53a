/** The first letter or digit of a displayed name, with its marks; `null` if it has none. */
export function initialOf(name: string): string | null {
  return /[\p{L}\p{N}]\p{M}*/u.exec(name)?.[0] ?? null;
}
