import progressBars from 'cli-progress';
import type {Progress} from '../transfer/import.js';

/** Shows progress on a terminal as a bar, and elsewhere as some ten lines. */
export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Leaves the last state and ends the line. */
  end(): void;
}

const TITLES: Readonly<Record<Progress['phase'], string>> = {
  reading: 'Reading the file',
  importing: 'Importing',
};

/** A tenth of the way, after which a line is written where there is no terminal. */
const STEP = 0.1;

/** Writes to the standard error, so that what a command gives can be piped. */
export function showProgress(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? bars(stream) : lines(stream);
}

function bars(stream: NodeJS.WriteStream): ProgressDisplay {
  let phase: Progress['phase'] | null = null;
  let bar: progressBars.SingleBar | null = null;
  return {
    show(progress) {
      if (progress.phase !== phase) {
        bar?.stop();
        phase = progress.phase;
        const title = TITLES[phase].padEnd(TITLES.reading.length);
        bar = new progressBars.SingleBar(
          {
            stream,
            format: `${title} {bar} {percentage}% · {duration_formatted}`,
            stopOnComplete: false,
          },
          progressBars.Presets.shades_classic,
        );
        bar.start(progress.total, progress.done);
      }
      bar?.update(progress.done);
    },
    end() {
      bar?.stop();
    },
  };
}

function lines(stream: NodeJS.WriteStream): ProgressDisplay {
  let phase: Progress['phase'] | null = null;
  let next = 0;
  return {
    show(progress) {
      if (progress.phase !== phase) next = 0;
      phase = progress.phase;
      const part = progress.total === 0 ? 1 : progress.done / progress.total;
      if (part < next) return;
      next = (Math.floor(part / STEP) + 1) * STEP;
      stream.write(`${TITLES[phase]}: ${String(Math.floor(part * 100))}%\n`);
    },
    end: () => undefined,
  };
}
