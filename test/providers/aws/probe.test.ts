import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudConnection, Probe } from '../../../src/domain/ports/provider.ts';
import type { ServiceName } from '../../../src/providers/aws/client.ts';
import { iamAction } from '../../../src/providers/aws/iam-actions.ts';
import { provider } from '../../../src/providers/aws/index.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

let cloud: SandboxCloud;
beforeAll(async () => {
  cloud = await SandboxCloud.start({ accounts: 4 });
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

async function probesOf(connection: CloudConnection): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for await (const probe of connection.probe()) probes.push(probe);
  return probes;
}

/** Asked once per account or unit in a walk that begins with those that are probed, and in one that goes on without. */
const notProbed = [
  'organizations:ListAccountsForParent',
  'organizations:ListDelegatedAdministrators',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListTagsForResource',
];

const troubles = (probes: readonly Probe[]) =>
  probes.filter(({ outcome }) => outcome === 'denied' || outcome === 'failed');

describe('probes', () => {
  it('try every permission, and tell the clock and who we are', async () => {
    const probes = await probesOf(cloud.connect());
    expect(troubles(probes)).toEqual([]);
    // What AWS' advisers and the commitments' figures need is read by syncs, which say what was denied; each probe of it costs.
    const beside =
      /^(ce|savingsplans|compute-optimizer|cost-optimization-hub|trustedadvisor):|^cloudwatch:ListMetrics$|^ssm:/;
    const needed = new Set(
      provider.permissions.flatMap(({ permissions }) => permissions).filter((permission) => !beside.test(permission)),
    );
    const probed = new Set([...probes.flatMap(({ permissions }) => permissions), ...notProbed]);
    expect([...needed].filter((permission) => !probed.has(permission))).toEqual([]);
    expect(probes[0]?.message).toContain(':user/sandbox');
    expect(Math.abs(probes[0]?.clockSkewMs ?? Infinity)).toBeLessThan(60_000);
  });

  it('tell which one is denied, where, and go on', async () => {
    const [own = '', member = ''] = cloud.accountIds;
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeAddresses', account: own });
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeSnapshots', account: member });
    await cloud.inject({ kind: 'error', service: 'ce', operation: 'GetCostAndUsage' });
    const probes = await probesOf(cloud.connect({}, { limits: { attempts: 1 } }));
    const told = troubles(probes).map(({ name, outcome, permissions }) => [name, outcome, permissions.join()]);
    expect(told).toContainEqual([
      expect.stringMatching(`^aws:ec2:address in ${own} `),
      'denied',
      'ec2:DescribeAddresses',
    ]);
    expect(told).toContainEqual(['ce:GetCostAndUsage', 'failed', 'ce:GetCostAndUsage']);
    expect(told).toContainEqual([
      expect.stringMatching(`^aws:ec2:snapshot in ${member} `),
      'denied',
      'ec2:DescribeSnapshots',
    ]);
    for (const { message } of troubles(probes)) expect(message).toBeTruthy();
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

  it('tell the organisation, what we are in it, and who else may read it', async () => {
    const { id, managementAccountId } = cloud.sandbox.estate.organization;
    const told = (await probesOf(cloud.connectAlone())).find(
      ({ name }) => name === 'organizations:DescribeOrganization',
    );
    const platform = cloud.accountIds[3];
    expect(told).toMatchObject({
      outcome: 'ok',
      message: `${id}, managed by ${managementAccountId}, which is this account; delegated administrators: ${platform}`,
    });
    const asMember = cloud.connectAlone({ roleArn: `arn:aws:iam::${cloud.accountIds[1]}:role/R` });
    const seen = (await probesOf(asMember)).find(({ name }) => name === 'organizations:DescribeOrganization');
    expect(seen?.message).toBe(`${id}, managed by ${managementAccountId}, of which this account is a member`);
    const delegated = cloud.connectAlone({ roleArn: `arn:aws:iam::${platform}:role/R` });
    const administrator = (await probesOf(delegated)).find(({ name }) => name === 'organizations:DescribeOrganization');
    expect(administrator?.message).toContain('delegated its administration to this account');
  });

  it('tell of every account whether it can be entered', async () => {
    const [own = '', denied = ''] = cloud.accountIds;
    const suspended = cloud.sandbox.estate.accounts.find(({ status }) => status === 'SUSPENDED');
    await cloud.inject({ kind: 'deny', service: 'sts', operation: 'AssumeRole', account: denied });
    const probes = await probesOf(cloud.connect({ session: { tags: { team: 'finops' } } }));
    const of = (id: string) => probes.filter(({ name }) => name.startsWith(`account ${id}`));
    expect(of(own)).toMatchObject([{ outcome: 'ok', message: expect.stringMatching(/^entered: .*us-east-1/) }]);
    expect(of(denied)).toMatchObject([{ outcome: 'denied', permissions: ['sts:AssumeRole'] }]);
    expect(of(suspended?.id ?? '')).toMatchObject([
      { outcome: 'skipped', message: expect.stringContaining('SUSPENDED') },
    ]);
    for (const { id } of cloud.sandbox.estate.accounts) expect(of(id)).toHaveLength(1);
  });

  it('name the permission that AWS misses, which may be another than the one that was asked for', async () => {
    const organization = { roleName: 'no-tags/BallastRead' };
    const probes = await probesOf(cloud.connect({ organization, session: { tags: { team: 'finops' } } }));
    const accounts = probes.filter(({ name }) => name.startsWith('account '));
    expect(troubles(accounts).map(({ permissions }) => permissions)).toEqual(
      cloud.accountIds.slice(1).map(() => ['sts:TagSession']),
    );
  });
});

describe('permissions', () => {
  it('name every operation that the provider can call, by what needs it', async () => {
    const folder = new URL('../../../src/providers/aws/services/', import.meta.url);
    const operations = await Promise.all(
      readdirSync(folder).map(async (file) => {
        const { commands } = (await import(new URL(file, folder).href)) as { readonly commands: object };
        const service = file.replace('.ts', '') as ServiceName;
        return Object.keys(commands).map((operation) => iamAction(service, operation));
      }),
    );
    expect(operations.length).toBeGreaterThan(3);
    const needed = new Set(provider.permissions.flatMap(({ permissions }) => permissions));
    // EC2 reads the parameter in our name where an image is asked for by one.
    needed.delete('ssm:GetParameters');
    expect([...needed].toSorted()).toEqual([...new Set(operations.flat())].toSorted());
  });

  it('list those of each collector', () => {
    for (const { type, permissions } of provider.collectors) {
      expect(provider.permissions).toContainEqual(expect.objectContaining({ type, permissions }));
    }
  });
});
