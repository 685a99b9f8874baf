import { describe, expect, it } from 'vitest';
import { canonicalValue } from '../../../src/sandbox/azure/canonical.ts';
import { createAzureEstate } from '../../../src/sandbox/provider-estate/azure/create-azure-estate.ts';
import { textOf } from '../../../src/sandbox/provider-estate/azure/model.ts';
import { NOW } from './served-azure.ts';

const make = (seed: number, resources = 5000) => createAzureEstate({ seed, resources, accounts: 4, now: NOW });
const text = (value: unknown): string => JSON.stringify(canonicalValue(value));

describe('the Azure estate', () => {
  it('is the same to the byte for the same seed, and another for another', () => {
    expect(text(make(1, 500))).toBe(text(make(1, 500)));
    expect(text(make(1, 500))).not.toBe(text(make(2, 500)));
  });

  it.each([1, 2, 3])('plants at least five of each that are waste and five that are not, seed %i', (seed) => {
    const { truth } = make(seed).estate;
    const counts = new Map<string, { waste: number; fine: number }>();
    for (const { checkId, verdict } of truth) {
      const count = counts.get(checkId) ?? { waste: 0, fine: 0 };
      count[verdict] += 1;
      counts.set(checkId, count);
    }
    expect(counts.size).toBeGreaterThanOrEqual(29);
    const few = [...counts].filter(([, { waste, fine }]) => waste < 5 || fine < 4);
    expect(few).toEqual([]);
  });

  it('has one of each in the smallest estate', () => {
    const { truth } = make(1, 50).estate;
    const wasteful = new Set(truth.filter(({ verdict }) => verdict === 'waste').map(({ checkId }) => checkId));
    expect(wasteful.size).toBeGreaterThanOrEqual(29);
  });

  it('names only resources that are there, once for each check, with a price for what is waste', () => {
    const { estate } = make(1);
    const ids = new Set([
      ...estate.resources.map(({ id }) => id.toLowerCase()),
      ...estate.reservations.map(
        ({ orderId, reservationId }) =>
          `/providers/microsoft.capacity/reservationorders/${orderId}/reservations/${reservationId}`,
      ),
      // What an adviser names may be gone, or not bought yet.
      ...estate.recommendations.flatMap(({ resourceId, name }) => [resourceId.toLowerCase(), name]),
    ]);
    expect(estate.truth.filter(({ resourceId }) => !ids.has(resourceId))).toEqual([]);
    const keys = estate.truth.map(({ checkId, resourceId }) => `${checkId} ${resourceId}`);
    expect(keys.length).toBe(new Set(keys).size);
    for (const { verdict, monthlyCost } of estate.truth) {
      if (verdict === 'waste') expect(Number(monthlyCost)).toBeGreaterThanOrEqual(0);
      else expect(monthlyCost).toBeUndefined();
    }
  });

  it('has every id once, whatever its case', () => {
    const ids = make(1).estate.resources.map(({ id }) => id.toLowerCase());
    expect(ids.length).toBe(new Set(ids).size);
  });

  it('points nowhere but at what is there: machines at disks and interfaces, disks at machines', () => {
    const { resources } = make(1, 1000).estate;
    const ids = new Set(resources.map(({ id }) => id));
    const pointed = resources.flatMap(({ type, top, properties }) => {
      if (type === 'Microsoft.Compute/disks') return top.managedBy === undefined ? [] : [textOf(top.managedBy)];
      if (type !== 'Microsoft.Compute/virtualMachines') return [];
      const { osDisk, dataDisks } = properties.storageProfile as unknown as {
        readonly osDisk: { readonly managedDisk: { readonly id: string } };
        readonly dataDisks: readonly { readonly managedDisk: { readonly id: string } }[];
      };
      return [osDisk, ...dataDisks].map(({ managedDisk }) => managedDisk.id);
    });
    expect(pointed.length).toBeGreaterThan(500);
    expect(pointed.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('bills nothing before its beginning, and nothing without a price', () => {
    for (const { rate, quantity, from, to } of make(1, 1000).usages) {
      expect(Number(rate)).toBeGreaterThan(0);
      expect(quantity).toBeGreaterThan(0);
      expect(from).toBeLessThanOrEqual(to);
    }
  });
});
