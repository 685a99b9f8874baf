import { AppError } from '../../domain/errors.ts';
import { addDays, type Day, dayOf, type DayRange } from '../../domain/instant.ts';
import type { Context } from '../../services/context.ts';

/** `--from` and `--to` as a range for reading costs, up to today when only the first is given. */
export function costRange(context: Context, from: Day | undefined, to: Day | undefined): DayRange | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) throw new AppError('usage-invalid', '--to needs --from');
  const end = to ?? addDays(dayOf(context.now()), 1);
  if (from >= end) {
    throw new AppError(
      'usage-invalid',
      `--from ${from} is not before --to ${end}; the last day is not a part of the range`,
    );
  }
  return { from, to: end };
}
