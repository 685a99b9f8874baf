import { commitmentsFamily } from '../../estate/commitments/family.ts';
import type { CommitmentDay } from '../../estate/commitments/coverage.ts';
import type { CommitmentsState } from '../../estate/commitments/model.ts';
import { billedDay } from '../../estate/billed-day.ts';
import { dayStart } from '../../estate/costs.ts';
import { familyState } from '../../estate/family.ts';
import { booksOf } from '../../estate/ledger-of.ts';
import { DAY_SECONDS } from '../../estate/usage-ledger.ts';
import type { LineName } from '../../estate/usage-lines.ts';
import type { Call } from '../call.ts';
import { asOf } from './cost-cells.ts';
import { nanoText } from './totals.ts';
import type { TimePeriod } from './time-period.ts';

export const stateOf = (call: Call): CommitmentsState => familyState(call.world.estate, commitmentsFamily);

/** A line of usage on a day, with what was covered of it. */
export interface CoveredLine {
  readonly line: LineName;
  readonly nano: bigint;
  readonly hours: number;
  readonly planNano: bigint;
  readonly reservedHours: number;
  readonly reservedNano: bigint;
}

export interface CommitmentPeriod {
  readonly days: readonly CommitmentDay[];
  readonly lines: readonly CoveredLine[];
}

/** What commitments were used for in a period, over all accounts. */
export function commitmentPeriod(call: Call, period: TimePeriod): CommitmentPeriod {
  const { estate } = call.world;
  const books = booksOf(estate);
  const end = Math.floor(asOf(call) / 1000);
  const last = Math.min(dayStart(period.end), end);
  const days: CommitmentDay[] = [];
  const covered: CoveredLine[] = [];
  for (let day = Math.max(dayStart(period.start), books.ledger.start); day < last; day += DAY_SECONDS) {
    const { lines, coverage } = billedDay(estate, day, end);
    days.push(...(coverage?.days ?? []));
    for (const each of lines) {
      if (each.line.unit !== 'Hrs') continue;
      const parts = coverage?.partsOf(each) ?? [];
      const of = (kind: string) => parts.filter((part) => part.kind === kind);
      covered.push({
        line: each.line,
        nano: each.nano,
        hours: each.quantity,
        planNano: of('plan').reduce((sum, part) => sum + part.onDemandNano, 0n),
        reservedHours: of('reservation').reduce((sum, part) => sum + part.hours, 0),
        reservedNano: of('reservation').reduce((sum, part) => sum + part.onDemandNano, 0n),
      });
    }
  }
  return { days, lines: covered };
}

export const percentText = (part: number, whole: number): string => (whole === 0 ? '0' : String((part / whole) * 100));

export const usd = nanoText;

export const hoursText = (hours: number): string => hours.toFixed(6).replace(/\.?0+$/, '');

/** `2026-01-31T10:00:00.000Z`, as attributes have it. */
export const timeText = (epochMs: number): string => new Date(epochMs).toISOString();
