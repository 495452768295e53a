import {writeFileSync} from 'node:fs';
import {relative} from 'node:path';

/**
 * Tells whoever started the tests which files run at this moment, for the case that one never ends: as JSON in the file
 * that `PARLEY_RUNNING_FILES` names, `{running, seconds}`. Files are named by their path from the root and, in browsers,
 * the engine; `running` is a list of them, `seconds` tells of those that have ended how long they took.
 */
export class RunningFiles {
  #path = process.env.PARLEY_RUNNING_FILES;
  /** Since when, in milliseconds. @type {Map<string, number>} */
  #running = new Map();
  #seconds = {};

  /** @param {string} file its absolute path @param {string} [engine] */
  begin(file, engine) {
    this.#running.set(nameOf(file, engine), performance.now());
    this.#write();
  }

  /** @param {string} file @param {string} [engine] as it began */
  end(file, engine) {
    const name = nameOf(file, engine);
    const since = this.#running.get(name);
    if (since === undefined) return;
    this.#running.delete(name);
    this.#seconds[name] = (performance.now() - since) / 1000;
    this.#write();
  }

  #write() {
    if (!this.#path) return;
    writeFileSync(this.#path, JSON.stringify({running: [...this.#running.keys()], seconds: this.#seconds}));
  }
}

/** Reporter for Vitest. */
export default class RunningFilesReporter {
  #files = new RunningFiles();

  onTestModuleQueued({moduleId}) {
    this.#files.begin(moduleId);
  }

  onTestModuleEnd({moduleId}) {
    this.#files.end(moduleId);
  }
}

function nameOf(file, engine) {
  return [relative(process.cwd(), file), engine].filter(Boolean).join(', ');
}
