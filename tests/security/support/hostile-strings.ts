/** One string of another sanitizer's tests; see `../hostile/README.md`. */
export interface HostileString {
  readonly id: string;
  readonly payload: string;
}

/** The files, and how many strings each must give: a list that failed to load would pass every test. */
export const HOSTILE_FILES = [
  ['bleach', 475],
  ['dompurify-expect', 221],
  ['owasp-java', 380],
  ['rails-sanitizer', 180],
] as const;

/** The strings of one file. Throws when there are not as many as there should be. */
export async function hostileStrings(file: string, count: number): Promise<HostileString[]> {
  const response = await fetch(new URL(`../hostile/${file}.jsonl`, import.meta.url));
  const lines = (await response.text()).trim().split('\n');
  if (lines.length !== count) throw new Error(`${file}: ${lines.length} strings instead of ${count}`);
  return lines.map((line) => JSON.parse(line) as HostileString);
}
