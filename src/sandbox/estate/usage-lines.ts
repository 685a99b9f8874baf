import type { Books } from './ledger-of.ts';
import type { CostCell } from './model.ts';
import { secondsPer } from './usage-ledger.ts';

export type LineName = Pick<CostCell, 'accountId' | 'region' | 'service' | 'usageType'> & {
  readonly unit: string;
  readonly operation?: string;
};

type TakeLine = (line: LineName, nano: bigint, quantity: number) => void;

/** The lines of the bill of a day, up to `until` (seconds of the epoch), as if all of it ran on demand. */
export function eachUsageLine({ ledger, others }: Books, day: number, until: number, take: TakeLine): void {
  // Lines that only their rate tells apart follow each other, and are one line of the bill.
  let [line, nano, quantity]: [LineName | undefined, bigint, number] = [undefined, 0n, 0];
  const end = (): void => {
    if (line !== undefined && quantity !== 0) take(line, nano, quantity);
  };
  const seconds = { hour: secondsPer('hour', day), day: secondsPer('day', day), month: secondsPer('month', day) };
  for (const cell of ledger.cells()) {
    const { meter } = cell;
    if (line === undefined || !isSameLine(line, meter)) {
      end();
      [line, nano, quantity] = [meter, 0n, 0];
    }
    const unitSeconds = ledger.usage(cell, day, until);
    if (unitSeconds === 0) continue;
    const per = seconds[meter.per];
    nano += cell.nano(unitSeconds, per);
    quantity += unitSeconds / per / meter.scale;
  }
  end();
  for (const other of others) {
    const cost = other.cost(day, until);
    take(other, cost.nano, cost.quantity);
  }
}

const isSameLine = (a: LineName, b: LineName): boolean =>
  a.usageType === b.usageType &&
  a.operation === b.operation &&
  a.service === b.service &&
  a.region === b.region &&
  a.accountId === b.accountId;
