/** How many of the slowest files are listed. */
const SLOWEST = 10;

/**
 * The summary of a run: the slowest files, the minutes of each step and of the whole run, the failures, and on the last line
 * the sum of all test runners: `N passed, N failed`.
 *
 * @param {ReadonlyMap<import('./test-steps.mjs').TestStep, import('./run-tests.mjs').Outcome & {took: number}>} outcomes
 *   in the order in which they ended; `took` in seconds
 * @param {number} took the duration of the whole run in seconds; less than the sum, because steps run in parallel
 * @returns {{text: string, failed: number}}
 */
export function summarize(outcomes, took) {
  const all = [...outcomes.values()];
  const sum = (count) => all.reduce((total, outcome) => total + outcome[count], 0);
  const parts = [
    slowestFiles(all.flatMap(({seconds}) => Object.entries(seconds))),
    [
      '=== Time',
      [...[...outcomes].map(([{title}, {took}]) => [title, took]), ['All of it', took]]
        .map(([title, seconds]) => `${title.padEnd(40)}${inMinutes(seconds)}`)
        .join('\n'),
    ],
    ...[...outcomes].filter(([, {failed}]) => failed > 0).map(failedStep),
    [`${sum('passed')} passed, ${sum('failed')} failed`],
  ];
  return {text: parts.flat().filter(Boolean).join('\n\n'), failed: sum('failed')};
}

function slowestFiles(seconds) {
  const slowest = seconds.toSorted(([, one], [, other]) => other - one).slice(0, SLOWEST);
  if (slowest.length === 0) return [];
  return [
    '=== The slowest test files',
    slowest.map(([file, took]) => `${inSeconds(took)}  ${file}`).join('\n'),
  ];
}

function failedStep([{title, script}, {hung, failedFiles, again}]) {
  return [
    `=== ${title} failed: npm run ${script}`,
    hung,
    ...failedFiles.map((failed) => describeFile(failed, again)),
  ];
}

function describeFile({file, engine, failures}, again) {
  const name = [file, engine].filter(Boolean).join(', ');
  const second = again?.failedFiles.find((other) => other.file === file && other.engine === engine);
  const lines = failures.map((failure) => `  ${failure}`);
  // Without a passed test the step may not have run.
  if (!second && again?.passed > 0 && !again.hung)
    return [`${name}: flaky, for it passed when it ran again`, ...lines].join('\n');
  if (!second || String(second.failures) === String(failures)) return [name, ...lines].join('\n');
  return [name, ...lines, '  When it ran again:', ...second.failures.map((failure) => `  ${failure}`)].join(
    '\n',
  );
}

function inSeconds(seconds) {
  return `${seconds.toFixed(1).padStart(7)} s`;
}

function inMinutes(seconds) {
  return `${(seconds / 60).toFixed(1).padStart(6)} min`;
}
