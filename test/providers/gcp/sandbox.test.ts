import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../../src/domain/instant.ts';
import type { CloudConnection, Discovery } from '../../../src/domain/ports/provider.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { Resource, ResourceKind } from '../../../src/domain/resources.ts';
import { provider } from '../../../src/providers/gcp/index.ts';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/main.ts';

interface Health {
  readonly now?: string;
  readonly clouds: { readonly gcp: { readonly organizationId: string } };
}

let sandbox: RunningSandbox;
let connection: CloudConnection;
let found: Discovery;
const resources: Resource[] = [];
const now = instant('2026-11-24T12:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 11, resources: 300, clouds: ['gcp'], port: 0 });
  const health = (await (await fetch(new URL('/_sandbox/health', sandbox.url))).json()) as Health;
  connection = provider.connect(
    { provider: 'gcp', name: 'sandbox', regions: 'all', organization: health.clouds.gcp.organizationId },
    { now: () => now, signal: new AbortController().signal, onEvent: () => undefined, sandboxUrl: sandbox.url },
  );
  found = await connection.discover();
  for (const scope of found.scopes) {
    for (const { type } of connection.collectors) {
      for await (const page of connection.collect(type, scope)) {
        expect(page.unread, type).toEqual([]);
        resources.push(...page.resources);
      }
    }
  }
});

afterAll(async () => {
  await connection.close();
  await sandbox.close();
});

const ofKind = <K extends ResourceKind>(kind: K): Extract<Resource, { kind: K }>[] =>
  resources.filter((one): one is Extract<Resource, { kind: K }> => one.kind === kind);

describe("the sandbox's organisation", () => {
  it('has projects with their place and payer, and leaves deleted ones alone', () => {
    expect(found.unread).toEqual([]);
    expect(found.regionsFromInventory).toBe(true);
    const active = found.accounts.filter(({ state }) => state === 'active');
    expect(active.length).toBe(found.scopes.length);
    for (const { parentPath, billingAccountId } of active) {
      expect(parentPath.known && parentPath.value.length).toBeGreaterThan(0);
      expect(billingAccountId.known).toBe(true);
    }
    expect(found.skipped?.map(({ scope }) => scope.accountId)).toEqual(
      found.accounts.filter(({ state }) => state === 'closed').map(({ accountId }) => accountId),
    );
  });

  it('has every type of resource, each once, and relations that meet', () => {
    const types = new Set(resources.map(({ type }) => type));
    expect([...types].toSorted()).toEqual(connection.collectors.map(({ type }) => type).toSorted());
    const ids = resources.map(({ resourceId, scope }) => `${resourceId} ${scope.accountId}`);
    expect(new Set(ids).size).toBe(ids.length);
    const machines = new Set(ofKind('instance').map(({ resourceId }) => resourceId));
    for (const { attachedTo } of ofKind('block-volume')) {
      if (attachedTo.known) for (const id of attachedTo.value) expect(machines).toContain(id);
    }
  });

  it('brings digests for every metric of what is there', async () => {
    const wanted = new Set<MetricName>(connection.collectors.flatMap(({ metrics = [] }) => metrics));
    const measured = new Set<MetricName>();
    for (const [key, subjects] of Map.groupBy(resources, ({ scope }) => `${scope.accountId} ${scope.regionId}`)) {
      const [accountId = '', regionId = ''] = key.split(' ');
      const scope = { provider: 'gcp', accountId, regionId } as const;
      for await (const page of connection.metrics(scope, { subjects, metrics: wanted, until: now })) {
        expect(page.unread).toEqual([]);
        for (const { metric, sampleCount } of page.digests) if (sampleCount > 0) measured.add(metric);
      }
    }
    expect([...wanted].filter((metric) => !measured.has(metric))).toEqual([]);
  });

  it('has a price for each machine, disk and database in use', async () => {
    const regionId = ofKind('instance')[0]?.scope.regionId ?? '';
    const here = resources.filter(({ scope }) => scope.regionId === regionId);
    const sizes = here.flatMap((one) => (one.kind === 'instance' ? [one.sizeName] : []));
    const items = new Set<string>();
    for (const family of connection.priceFamilies([...new Set(here.map(({ kind }) => kind))])) {
      for await (const { prices } of connection.prices(regionId, family, new Map([['instance', sizes]]))) {
        for (const { item } of prices) items.add(item);
      }
    }
    for (const one of here) {
      if (
        one.kind === 'instance' &&
        one.operatingSystem.known &&
        ['linux', 'windows'].includes(one.operatingSystem.value)
      ) {
        expect(items).toContain(`instance/${one.sizeName}/${one.operatingSystem.value}`);
      }
      if (one.kind === 'block-volume') {
        expect(items).toContain(`volume/${one.tier}${one.regional === true ? '-regional' : ''}`);
      }
    }
  });

  it('answers every probe', async () => {
    for await (const { name, outcome, message } of connection.probe())
      expect(outcome, `${name}: ${message}`).toBe('ok');
  });
});
