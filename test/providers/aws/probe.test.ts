import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudConnection, Probe } from '../../../src/domain/ports/provider.ts';
import { provider } from '../../../src/providers/aws/index.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

let cloud: SandboxCloud;
beforeAll(async () => {
  cloud = await SandboxCloud.start();
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

async function probesOf(connection: CloudConnection): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for await (const probe of connection.probe()) probes.push(probe);
  return probes;
}

/** Asked once per account or unit in a walk that begins with those that are probed. */
const notProbed = [
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListTagsForResource',
];

describe('probes', () => {
  it('try every permission once, and tell the clock', async () => {
    const probes = await probesOf(cloud.connect());
    expect(
      probes.map(({ name, outcome, message }) => `${name} ${outcome} ${outcome === 'ok' ? '' : message}`.trim()),
    ).toEqual(probes.map(({ name }) => `${name} ok`));
    const needed = new Set(provider.permissions.flatMap(({ permissions }) => permissions));
    const probed = probes.flatMap(({ permissions }) => permissions);
    expect([...probed, ...notProbed].toSorted()).toEqual([...needed].toSorted());
    expect(probes[0]?.message).toContain(':user/sandbox');
    expect(Math.abs(probes[0]?.clockSkewMs ?? Infinity)).toBeLessThan(60_000);
  });

  it('tell which one is denied, and go on', async () => {
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeVolumes' });
    await cloud.inject({ kind: 'error', service: 'ce', operation: 'GetCostAndUsage' });
    const probes = await probesOf(cloud.connect({}, { limits: { attempts: 1 } }));
    expect(probes.filter(({ outcome }) => outcome !== 'ok').map(({ name, outcome }) => [name, outcome])).toEqual([
      ['ec2:DescribeVolumes', 'denied'],
      ['ce:GetCostAndUsage', 'failed'],
    ]);
    for (const { message } of probes.filter(({ outcome }) => outcome !== 'ok')) expect(message).toBeTruthy();
  });

  it('end with the first when we are not known at all', async () => {
    await cloud.inject({
      kind: 'error',
      service: 'sts',
      operation: 'GetCallerIdentity',
      status: 403,
      code: 'InvalidClientTokenId',
    });
    expect(await probesOf(cloud.connect())).toMatchObject([{ name: 'sts:GetCallerIdentity', outcome: 'failed' }]);
  });

  it('try the role of another account only where an organisation is configured', async () => {
    const names = (probes: readonly Probe[]) => probes.map(({ name }) => name);
    expect(names(await probesOf(cloud.connectAlone()))).not.toContain('sts:AssumeRole');
    await cloud.inject({ kind: 'deny', service: 'sts', operation: 'AssumeRole' });
    expect((await probesOf(cloud.connect())).at(-1)).toMatchObject({ name: 'sts:AssumeRole', outcome: 'denied' });
  });
});

describe('permissions', () => {
  it('name every operation that the provider can call, by what needs it', async () => {
    const folder = new URL('../../../src/providers/aws/services/', import.meta.url);
    const operations = await Promise.all(
      readdirSync(folder).map(async (file) => {
        const { commands } = (await import(new URL(file, folder).href)) as { readonly commands: object };
        return Object.keys(commands).map((operation) => `${file.replace('.ts', '')}:${operation}`);
      }),
    );
    expect(operations.length).toBeGreaterThan(3);
    const needed = new Set(provider.permissions.flatMap(({ permissions }) => permissions));
    expect([...needed].toSorted()).toEqual(operations.flat().toSorted());
  });

  it('list those of each collector', () => {
    for (const { type, permissions } of provider.collectors) {
      expect(provider.permissions).toContainEqual({ use: `inventory: ${type}`, permissions });
    }
  });
});
