import type { ProgressEvent, ProgressSink } from '../domain/ports/progress.ts';
import type { Style } from './style.ts';
import { clean } from './text/clean.ts';
import { count } from './text/numbers.ts';
import { truncate } from './text/width.ts';

export interface ProgressLine extends ProgressSink {
  /** Takes the line away; nothing is drawn after it. */
  end(): void;
}

export const noProgress: ProgressLine = { update: () => {}, end: () => {} };

interface ProgressTarget {
  write(text: string): unknown;
  readonly columns?: number | undefined;
}

/** At most ten a second: more is not seen, and slows a terminal over a network. */
const INTERVAL_MS = 100;
const BAR_WIDTH = 20;
const ERASE_LINE = '\r\u001b[2K';

const PHASES: Readonly<Record<ProgressEvent['phase'], string>> = {
  discover: 'Looking for accounts',
  inventory: 'Reading inventory',
  metrics: 'Reading metrics',
  cost: 'Reading cost',
  prices: 'Reading prices',
  analysis: 'Judging',
  import: 'Importing',
};

/** One line at the foot of a terminal that is drawn over itself. */
export function progressLine(
  target: ProgressTarget,
  style: Style,
  clock: () => number = performance.now.bind(performance),
): ProgressLine {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let latest: ProgressEvent | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const draw = (): void => {
    timer = undefined;
    if (latest === undefined || ended) return;
    drawnAt = clock();
    target.write(`${ERASE_LINE}${lineOf(latest, (target.columns ?? 80) - 1, style)}`);
  };
  return {
    update(event) {
      latest = event;
      const wait = drawnAt + INTERVAL_MS - clock();
      if (wait <= 0) draw();
      else timer ??= setTimeout(draw, wait).unref();
    },
    end() {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      if (drawnAt !== Number.NEGATIVE_INFINITY) target.write(ERASE_LINE);
    },
  };
}

/** `Reading inventory ██████░░░░ 12 of 40  aws:ec2:volume eu-west-1`. */
export function lineOf({ phase, done, total, detail }: ProgressEvent, columns: number, style: Style): string {
  const bar = total === undefined || total === 0 ? '' : ` ${barOf(done / total)}`;
  const steps = total === undefined ? (done === 0 ? '' : ` ${count(done)}`) : ` ${count(done)} of ${count(total)}`;
  const head = `${PHASES[phase]}${bar}${steps}`;
  const room = columns - head.length - 2;
  if (room < 0) return truncate(head, columns);
  return detail === undefined || room < 4 ? head : `${head}  ${style.dim(truncate(clean(detail), room))}`;
}

function barOf(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}
