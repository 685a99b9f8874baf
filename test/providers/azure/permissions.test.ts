import { describe, expect, it } from 'vitest';
import { provider } from '../../../src/providers/azure/index.ts';
import { typeMetrics } from '../../../src/providers/azure/metric-specs/index.ts';

const metricsOf = (type: string) => typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs);

describe('the permissions of Azure', () => {
  it('are of reading alone', () => {
    for (const { permissions } of provider.permissions) {
      for (const permission of permissions) expect(permission).toMatch(/^Microsoft\.[A-Za-z.]+(\/[A-Za-z]+)+\/read$/);
    }
  });

  it('hold what each collector needs, and nothing for kinds that are not wanted', () => {
    const all = new Map(provider.permissions.map(({ use, permissions }) => [use, permissions]));
    for (const { type, permissions } of provider.collectors) expect(all.get(`inventory: ${type}`)).toEqual(permissions);
    const disks = provider.readPermissions({ kinds: new Set(['block-volume']), metrics: new Set() });
    expect(disks.map(({ use }) => use)).toEqual([
      'accounts',
      'inventory',
      'inventory: azure:compute:disk',
      'cost',
      'prices',
    ]);
  });

  it('of a type are told once', () => {
    const types = provider.collectors.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });
});

describe('the metrics of Azure', () => {
  it('are of types that are collected, with the kind that these have', () => {
    const kinds = new Map(provider.collectors.map(({ type, kind }) => [type, kind]));
    for (const { type, kind } of typeMetrics) expect([type, kinds.get(type)]).toEqual([type, kind]);
  });

  it('are told with their collectors', () => {
    for (const { type, metrics = [] } of provider.collectors) {
      expect(metrics).toEqual([...new Set(metricsOf(type).map(({ metric }) => metric))]);
    }
  });

  it('look no further back than Azure keeps them', () => {
    for (const { specs } of typeMetrics) {
      for (const { lookbackDays } of specs) expect(lookbackDays).toBeLessThanOrEqual(93);
    }
  });
});
