import { describe, expect, it } from 'vitest';
import { createEstate } from '../../../src/sandbox/estate/create-estate.ts';
import { databasesFamily } from '../../../src/sandbox/estate/databases/family.ts';
import { databaseHourly, otherRate, storageRate } from '../../../src/sandbox/estate/databases/prices.ts';
import { databaseUsage } from '../../../src/sandbox/estate/databases/usage.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { findFamilySignal } from '../../../src/sandbox/estate/family-metrics.ts';

const now = Date.UTC(2026, 10, 24, 6);
const regions = ['us-east-1', 'eu-west-1'];
const estate = createEstate({ seed: 3, resources: 5000, accounts: 3, regions, now });
const state = familyState(estate, databasesFamily);

describe('databases of an estate', () => {
  it('plant five of each, and five look-alikes, for every check', () => {
    const counts = new Map<string, { waste: number; fine: number }>();
    for (const { checkId, verdict } of estate.truth) {
      if (!/^aws-(rds|aurora)/.test(checkId)) continue;
      const count = counts.get(checkId) ?? { waste: 0, fine: 0 };
      count[verdict]++;
      counts.set(checkId, count);
    }
    expect(counts.size).toBe(14);
    for (const [checkId, { waste, fine }] of counts) {
      expect(waste, checkId).toBeGreaterThanOrEqual(5);
      expect(fine, checkId).toBeGreaterThanOrEqual(5);
    }
  });

  it('are of one mind: members know their cluster, replicas their source, snapshots a database that was', () => {
    for (const { members, accountId, region, id } of state.clusters.values()) {
      for (const member of members) {
        expect(state.databases.get(`arn:aws:rds:${region}:${accountId}:db:${member.id}`)?.clusterId).toBe(id);
      }
    }
    for (const { replicaOf, accountId, region, id } of state.databases.values()) {
      if (replicaOf === undefined) continue;
      const arn = replicaOf.startsWith('arn:') ? replicaOf : `arn:aws:rds:${region}:${accountId}:db:${replicaOf}`;
      const source = state.databases.get(arn);
      expect(source).toBeDefined();
      if (!replicaOf.startsWith('arn:')) expect(source?.replicas).toContain(id);
    }
    for (const { createdAt, sourceCreatedAt } of state.snapshots.values()) {
      expect(createdAt).toBeGreaterThanOrEqual(sourceCreatedAt);
      expect(createdAt).toBeLessThan(now);
    }
  });

  it('have no metrics while they are stopped, and all of them while they run', () => {
    const signal = (metricName: string, { id, accountId, region }: { id: string; accountId: string; region: string }) =>
      findFamilySignal(estate, {
        accountId,
        region,
        namespace: 'AWS/RDS',
        metricName,
        dimensions: { DBInstanceIdentifier: id },
      });
    for (const database of state.databases.values()) {
      const cpu = signal('CPUUtilization', database);
      if (database.stoppedAt !== undefined)
        expect(cpu?.runs.every(({ to }) => to <= (database.stoppedAt ?? 0))).toBe(true);
      const connections = signal('DatabaseConnections', database);
      expect(connections === undefined).toBe(cpu === undefined);
    }
  });
});

describe('prices of databases', () => {
  it('are the sources’ in us-east-1, and follow EC2 and EBS elsewhere', () => {
    expect(databaseHourly('postgres', 'db.r6g.large', 'us-east-1')).toBe('0.225');
    // m5.xlarge: 0.214 to 0.192; gp3: 0.088 to 0.08
    expect(databaseHourly('postgres', 'db.r6g.large', 'eu-west-1')).toBe('0.251');
    expect(storageRate('storage gp3', 'eu-west-1')).toBe('0.126');
    expect(otherRate('io', 'eu-west-1')).toBe('0.0000002');
    expect(() => databaseHourly('postgres', 'db.x1.large', 'us-east-1')).toThrow(RangeError);
  });
});

describe('the bill of databases', () => {
  const lines = [...databaseUsage(state)];
  const of = (resourceId: string) =>
    lines.filter((line) => line.resourceId === resourceId).map(({ meter }) => meter.usageType);

  it('names lines as AWS does', () => {
    const mirrored = [...state.databases.values()].find(
      ({ multiAz, region, engine }) => multiAz && region === 'us-east-1' && engine === 'postgres',
    );
    expect(of(mirrored?.arn ?? '')).toEqual(
      expect.arrayContaining(['Multi-AZUsage:db.r6g.large', 'RDS:Multi-AZ-GP3-Storage']),
    );
    const large = [...state.databases.values()].find(
      ({ classname, region }) => classname === 'db.m6g.2xlarge' && region === 'us-east-1',
    );
    expect(of(large?.arn ?? '')).toContain('InstanceUsage:db.m6g.2xl');
  });

  it('has a cluster’s volume under the id that never changes', () => {
    const cluster = [...state.clusters.values()].find(
      ({ region, ioIncluded }) => region === 'us-east-1' && !ioIncluded,
    );
    const id = `arn:aws:rds:us-east-1:${cluster?.accountId}:cluster:${cluster?.resourceId}`;
    expect(of(id)).toEqual(['Aurora:StorageUsage', 'Aurora:StorageIOUsage']);
  });

  it('doubles extended support in the third year', () => {
    const support = lines.filter(
      ({ meter }) => meter.usageType.includes('ExtendedSupport') && meter.region === 'us-east-1',
    );
    const rates = new Map(support.map(({ meter }) => [meter.usageType.split(':')[1], meter.rate]));
    expect(rates.get('Yr3')).toBe(2n * (rates.get('Yr1-Yr2') ?? 0n));
  });

  it('ends a machine’s line when it is stopped, not its storage’s', () => {
    const stopped = [...state.databases.values()].find(
      ({ stoppedAt, storage }) => stoppedAt !== undefined && storage !== undefined,
    );
    const ends = lines
      .filter(({ resourceId }) => resourceId === stopped?.arn)
      .map(({ meter, to }) => [/Storage/.test(meter.usageType), to]);
    expect(ends).toEqual([
      [false, Math.floor((stopped?.stoppedAt ?? 0) / 1000)],
      [true, Number.POSITIVE_INFINITY],
    ]);
  });
});
