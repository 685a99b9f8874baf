import { describe, expect, it } from 'vitest';
import { clusterName } from '../../../src/sandbox/provider-estate/gcp/dataproc.ts';
import { createGcpEstate, type GcpEstate } from '../../../src/sandbox/provider-estate/gcp/estate.ts';
import { computeName } from '../../../src/sandbox/provider-estate/gcp/names.ts';
import { nodeDatabaseName } from '../../../src/sandbox/provider-estate/gcp/node-databases.ts';
import { machineHourly, shapeOf } from '../../../src/sandbox/provider-estate/gcp/prices.ts';
import { repositoryName } from '../../../src/sandbox/provider-estate/gcp/repositories.ts';
import { trafficName } from '../../../src/sandbox/provider-estate/gcp/traffic.ts';
import { NOW } from './support.ts';

const options = { seed: 7, resources: 5000, accounts: 3, now: NOW };

/** Ids of everything that truth may name. */
function idsOf(estate: GcpEstate): ReadonlySet<string> {
  const compute = (
    [
      'instances',
      'disks',
      'snapshots',
      'addresses',
      'forwardingRules',
      'images',
      'reservations',
      'commitments',
      'vpnTunnels',
    ] as const
  ).flatMap((kind) => estate[kind].map((resource) => computeName(kind, resource)));
  // What Google's recommender names may be gone, or not bought yet.
  const advised = estate.recommendations.flatMap(({ target, location, recommender, id, ...of }) => {
    const owner =
      of.billingAccountId === undefined ? `projects/${of.projectId}` : `billingAccounts/${of.billingAccountId}`;
    return [target, `${owner}/locations/${location}/recommenders/${recommender}/recommendations/${id}`];
  });
  return new Set([
    ...compute,
    ...advised,
    ...estate.groups.map((group) => computeName('instanceGroupManagers', group)),
    ...estate.nodeGroups.flatMap((group) =>
      group.nodes.map((node) => `${computeName('nodeGroups', group)}/nodes/${node}`),
    ),
    ...estate.routers.flatMap((router) =>
      router.nats.map(({ name }) => `${computeName('routers', router)}/nats/${name}`),
    ),
    ...estate.sqlInstances.map(
      ({ projectId, name }) => `//cloudsql.googleapis.com/projects/${projectId}/instances/${name}`,
    ),
    ...estate.buckets.map(({ name }) => `//storage.googleapis.com/${name}`),
    ...estate.clusters.flatMap(({ projectId, location, name, pools }) =>
      pools.map(
        (pool) =>
          `//container.googleapis.com/projects/${projectId}/locations/${location}/clusters/${name}/nodePools/${pool.name}`,
      ),
    ),
    ...estate.clusters.map(
      ({ projectId, location, name }) =>
        `//container.googleapis.com/projects/${projectId}/locations/${location}/clusters/${name}`,
    ),
    ...estate.endpoints.map(
      ({ projectId, region, id }) =>
        `//aiplatform.googleapis.com/projects/${projectId}/locations/${region}/endpoints/${id}`,
    ),
    ...estate.notebooks.map(
      ({ projectId, zone, name }) =>
        `//notebooks.googleapis.com/projects/${projectId}/locations/${zone}/instances/${name}`,
    ),
    ...estate.workflowEnvironments.map(
      ({ projectId, region, name }) =>
        `//composer.googleapis.com/projects/${projectId}/locations/${region}/environments/${name}`,
    ),
    ...estate.dataflowJobs.map(
      ({ projectId, region, id }) => `//dataflow.googleapis.com/projects/${projectId}/locations/${region}/jobs/${id}`,
    ),
    ...estate.redis.map(
      ({ projectId, region, name }) =>
        `//redis.googleapis.com/projects/${projectId}/locations/${region}/instances/${name}`,
    ),
    ...estate.runServices.map(
      ({ projectId, region, name }) =>
        `//run.googleapis.com/projects/${projectId}/locations/${region}/services/${name}`,
    ),
    ...estate.nodeDatabases.map(nodeDatabaseName),
    ...estate.dataprocClusters.map(clusterName),
    ...estate.repositories.map(repositoryName),
    ...estate.traffic.map(trafficName),
    ...estate.organization.projects.map(
      ({ projectId }) => `//cloudresourcemanager.googleapis.com/projects/${projectId}`,
    ),
    ...estate.datasets.flatMap(({ projectId, name, tables }) =>
      tables.map((table) => `//bigquery.googleapis.com/projects/${projectId}/datasets/${name}/tables/${table.name}`),
    ),
    ...estate.logBuckets.map(
      ({ projectId, location, name }) =>
        `//logging.googleapis.com/projects/${projectId}/locations/${location}/buckets/${name}`,
    ),
    ...estate.datasets.map(({ projectId, name }) => `//bigquery.googleapis.com/projects/${projectId}/datasets/${name}`),
  ]);
}

describe('the estate of Google Cloud', () => {
  it('is made again from the same options, to the byte, and differs by seed', () => {
    const text = (seed: number) => JSON.stringify(createGcpEstate({ ...options, resources: 300, seed }));
    expect(text(7)).toBe(text(7));
    expect(text(8)).not.toBe(text(7));
  });

  it('has as many machines, disks, snapshots and addresses as asked for, or somewhat more', () => {
    const { instances, disks, snapshots, addresses } = createGcpEstate(options);
    const sum = instances.length + disks.length + snapshots.length + addresses.length;
    expect(sum).toBeGreaterThan(4500);
    expect(sum).toBeLessThan(7500);
  });

  it('plants at least five of each verdict that a check has, and one in the smallest estate', () => {
    const large = Map.groupBy(createGcpEstate(options).truth, ({ checkId, verdict }) => `${checkId} ${verdict}`);
    const small = new Set(
      createGcpEstate({ ...options, resources: 50 }).truth.map(({ checkId, verdict }) => `${checkId} ${verdict}`),
    );
    // Commitments are one or two in a project, and there are as many projects as are asked for.
    const planted = [...large].filter(([kind]) => !/^gcp-(?:cud|project)-/.test(kind));
    expect(planted.filter(([, entries]) => entries.length < 5).map(([kind]) => kind)).toEqual([]);
    // Disks of data come with machines, by chance.
    const always = planted.map(([kind]) => kind).filter((kind) => !kind.startsWith('gcp-disk-type'));
    expect(always.filter((kind) => !small.has(kind))).toEqual([]);
  });

  it('names in its truth only what there is, each once for a check', () => {
    const estate = createGcpEstate(options);
    const ids = idsOf(estate);
    const seen = new Set<string>();
    for (const { checkId, resourceId, verdict, monthlyCost } of estate.truth) {
      expect(ids, `${checkId} ${resourceId}`).toContain(resourceId);
      expect(seen, `${checkId} ${resourceId}`).not.toContain(`${checkId} ${resourceId}`);
      seen.add(`${checkId} ${resourceId}`);
      if (verdict === 'waste') expect(Number(monthlyCost), `${checkId} ${resourceId}`).toBeGreaterThanOrEqual(0);
    }
  });

  it('has names that Google takes', () => {
    const { instances, disks, buckets, sqlInstances, clusters } = createGcpEstate(options);
    for (const { name } of [...instances, ...disks, ...buckets]) expect(name).toMatch(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/);
    for (const { name } of sqlInstances) expect(name.length).toBeLessThan(98);
    for (const { name } of clusters) expect(name).toMatch(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/);
    for (const { labels } of [...instances, ...disks]) {
      for (const [key, value] of Object.entries(labels))
        expect(`${key}=${value}`).toMatch(/^[a-z][a-z0-9_-]{0,62}=[a-z0-9_-]{0,63}$/);
    }
  });

  it('prices machines by their cores and memory, as Google does', () => {
    // VM instance pricing, us-central1: n2-standard-4, e2-medium (one core of two), a custom type at 5 % more.
    expect(machineHourly('n2-standard-4', 'us-central1')).toBe(194_236_000_000n);
    expect(machineHourly('e2-medium', 'us-central1')).toBe(33_505_710_000n);
    expect(shapeOf('n2-custom-6-20480')).toMatchObject({ family: 'n2', vcpus: 6, memoryMiB: 20_480 });
    expect(machineHourly('n2-custom-6-20480', 'us-central1')).toBe(
      (6n * 31_611_000_000n * 105n) / 100n + (20n * 4_237_000_000n * 105n) / 100n,
    );
    expect(() => machineHourly('x9-standard-4', 'us-central1')).toThrow(RangeError);
  });
});
