import { describe, expect, it } from 'vitest';
import { visitBillLines, type BillLine } from '../../../src/sandbox/estate/bill-lines.ts';
import { dailyCosts } from '../../../src/sandbox/estate/costs.ts';
import type { CostCell, Estate } from '../../../src/sandbox/estate/model.ts';
import {
  createVolume,
  deleteVolume,
  stopInstances,
  terminateInstances,
} from '../../../src/sandbox/estate/mutations.ts';
import { DAY, estateOf, first, HOUR, NOW } from './estates.ts';

function linesOf(estate: Estate, from: string, to: string, until?: number): BillLine[] {
  const lines: BillLine[] = [];
  visitBillLines(estate, from, to, (line) => lines.push(line), until);
  return lines;
}

const keyOf = ({ day, accountId, region, service, usageType, recordType }: CostCell) =>
  [day, accountId, region, service, usageType, recordType].join('|');

/** Cost and number of lines by cell. */
function sums(lines: readonly CostCell[]): Map<string, { nano: bigint; quantity: number; lines: number }> {
  const cells = new Map<string, { nano: bigint; quantity: number; lines: number }>();
  for (const line of lines) {
    const cell = cells.get(keyOf(line)) ?? { nano: 0n, quantity: 0, lines: 0 };
    cell.nano += line.unblendedNanoUsd;
    cell.quantity += line.usageQuantity;
    cell.lines += 1;
    cells.set(keyOf(line), cell);
  }
  return cells;
}

/** The lines add up to the cells, but for the rounding of each line. */
function expectSameBill(estate: Estate, from: string, to: string, until?: number): void {
  const byLine = sums(linesOf(estate, from, to, until));
  const byCell = sums(dailyCosts(estate, from, to, until).filter(({ unblendedNanoUsd }) => unblendedNanoUsd !== 0n));
  for (const [key, cell] of byCell) {
    const line = byLine.get(key);
    const apart = (line?.nano ?? 0n) - cell.nano;
    expect(Number(apart < 0n ? -apart : apart), key).toBeLessThanOrEqual((line?.lines ?? 0) / 2 + 1);
    expect(line?.quantity, key).toBeCloseTo(cell.quantity, 6);
  }
  expect([...byLine].filter(([key, { nano }]) => nano !== 0n && !byCell.has(key))).toEqual([]);
}

describe('bill lines', () => {
  it('add up to the bill, over the turn of a month and a day that is not over', () => {
    const estate = estateOf({ resources: 400 });
    expectSameBill(estate, '2026-10-28', '2026-11-03');
    expectSameBill(estate, '2026-11-23', '2026-11-25');
  });

  it('name the resource and the product of what a resource uses', () => {
    const estate = estateOf({ resources: 400 });
    const lines = linesOf(estate, '2026-11-20', '2026-11-21');
    const volume = first(estate.volumes.values(), ({ createdAt }) => createdAt < NOW - 30 * DAY);
    const own = lines.filter(({ resourceId }) => resourceId === volume.id);
    expect(own[0]).toMatchObject({ productCode: 'AmazonEC2', service: 'EC2 - Other', accountId: volume.accountId });
    expect(own[0]?.usageQuantity).toBeCloseTo(volume.sizeGiB / 30, 9);
    expect(lines.some(({ resourceId }) => resourceId === undefined)).toBe(true);
    expect(lines.some(({ productCode }) => productCode === 'AWSSecretsManager')).toBe(true);
  });

  it('follow what changes the estate, and keep the history of what is gone', () => {
    const estate = estateOf({ resources: 400 });
    const free = first(
      estate.volumes.values(),
      ({ state, createdAt }) => state === 'available' && createdAt < NOW - 20 * DAY,
    );
    const host = first(
      estate.instances.values(),
      ({ state, lifecycle, tags }) =>
        state === 'running' && lifecycle !== 'spot' && !('aws:autoscaling:groupName' in tags),
    );
    const doomed = first(estate.instances.values(), ({ id, state }) => state === 'running' && id !== host.id);
    const before = linesOf(estate, '2026-11-10', '2026-11-12');
    deleteVolume(estate, free.accountId, free.region, { volumeId: free.id }, NOW + HOUR);
    const { id } = createVolume(
      estate,
      free.accountId,
      free.region,
      { zone: free.zone, sizeGiB: 10, type: 'gp3' },
      NOW + 2 * HOUR,
    );
    stopInstances(estate, host.accountId, host.region, { instanceIds: [host.id] }, NOW + 3 * HOUR);
    terminateInstances(estate, doomed.accountId, doomed.region, { instanceIds: [doomed.id] }, NOW + 4 * HOUR);
    deleteVolume(estate, free.accountId, free.region, { volumeId: id }, NOW + 30 * HOUR);
    const sorted = (lines: readonly BillLine[]) =>
      lines.map((line) => `${keyOf(line)}|${line.resourceId}|${line.unblendedNanoUsd}`).sort();
    expect(sorted(linesOf(estate, '2026-11-10', '2026-11-12'))).toEqual(sorted(before));
    expectSameBill(estate, '2026-11-22', '2026-11-28', NOW + 3 * DAY);
    const made = linesOf(estate, '2026-11-24', '2026-11-28', NOW + 3 * DAY).filter((line) => line.resourceId === id);
    expect(made.map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-25']);
  });
});
