/**
 * Options of Node for a process that lives for seconds: V8 compiles WebAssembly once and does not optimise it. The embedded
 * database is nine megabytes of it, and optimising them takes longer than what a test asks of it.
 */
export const SHORT_LIVED = ['--liftoff-only'];
