/**
 * @typedef {object} Step
 * @property {string} title unique among the steps
 * @property {string[]} [after] titles of the steps that must succeed first
 *
 * @callback RunStep
 * @param {Step} step
 * @param {(text: string | Buffer) => void} print
 * @returns {Promise<{failed: number}>}
 */

/**
 * Runs steps in order, up to `slots` at a time, each once the steps named in `after` have succeeded. After a failure no
 * other step starts; running ones finish. Output is not interleaved: the step that started first prints live, the others
 * after it.
 *
 * @template {Step} S
 * @template {{failed: number}} R
 * @param {readonly S[]} steps
 * @param {{slots: number, run(step: S, print: (text: string | Buffer) => void): Promise<R>, write(text: string | Buffer):
 *   void}} options
 * @returns {Promise<Map<S, R>>} the results of the steps that ran
 */
export async function runSteps(steps, {slots, run, write}) {
  const waiting = [...steps];
  const running = new Map();
  const results = new Map();
  const output = orderedOutput(write);
  const isWell = (title) => [...results].some(([step, {failed}]) => step.title === title && failed === 0);
  const hasFailed = () => [...results.values()].some(({failed}) => failed > 0);

  for (;;) {
    while (running.size < slots && !hasFailed()) {
      const at = waiting.findIndex(({after = []}) => after.every(isWell));
      if (at < 0) break;
      const [step] = waiting.splice(at, 1);
      const {print, end} = output.begin();
      const done = run(step, print).then((result) => {
        results.set(step, result);
        running.delete(step);
        end();
      });
      running.set(step, done);
    }
    if (running.size === 0) return results;
    await Promise.race(running.values());
  }
}

/** Prints the output of one step live and buffers the others until it has ended. */
function orderedOutput(write) {
  const speakers = [];
  const letSpeak = () => {
    while (speakers.length > 0) {
      const [first] = speakers;
      for (const text of first.kept.splice(0)) write(text);
      if (!first.ended) return;
      speakers.shift();
    }
  };
  return {
    begin() {
      const speaker = {kept: [], ended: false};
      speakers.push(speaker);
      return {
        print(text) {
          speaker.kept.push(text);
          letSpeak();
        },
        end() {
          speaker.ended = true;
          letSpeak();
        },
      };
    },
  };
}
