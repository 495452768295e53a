/** The backends whose comments are plain text. For all others the sanitizer is fetched beside the elements. */
export const PLAIN_BACKENDS: readonly string[] = ['local', 'memory'];
