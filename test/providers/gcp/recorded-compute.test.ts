import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import { hasRecorded, recordedBodies } from './recorded.ts';
import { type Answer, collectAll, replay } from './replay.ts';

const PROJECT = 'cloud-custodian';

/** Serves the recorded answer to each path; of several, the one of this number. */
async function collectRecorded(type: string, bodies: Readonly<Record<string, unknown>>) {
  const server = await replay(({ path }): Answer | undefined =>
    bodies[path] === undefined ? undefined : { body: bodies[path] },
  );
  try {
    return await collectAll(server.connection, type, PROJECT);
  } finally {
    await server.close();
  }
}

const at = (path: string, number = 0): unknown => recordedBodies(path)[number];
const compute = (path: string): string => `/compute/v1/projects/${PROJECT}/${path}`;

describe.skipIf(!hasRecorded)('recorded answers of Compute Engine (needs ../shared; skipped without it)', () => {
  it('reads disks, attached and not', async () => {
    const path = compute('aggregated/disks');
    const { resources, unread } = await collectRecorded('gcp:compute:disk', { [path]: at(path) });
    expect(unread).toEqual([]);
    expect(resources[0]).toEqual({
      kind: 'block-volume',
      type: 'gcp:compute:disk',
      resourceId:
        '//compute.googleapis.com/projects/cloud-custodian/zones/us-central1-a/disks/gke-dev-cluster-pool-1-faf29496-zp1k',
      billingIds: ['//compute.googleapis.com/projects/cloud-custodian/zones/us-central1-a/disks/7595388187556896112'],
      scope: { provider: 'gcp', accountId: PROJECT, regionId: 'us-central1' },
      zoneId: 'us-central1-a',
      name: 'gke-dev-cluster-pool-1-faf29496-zp1k',
      state: 'READY',
      createdAt: known('2019-01-01T12:57:05.076Z'),
      tags: known({}),
      uses: known([
        {
          relation: 'image',
          targetId:
            '//compute.googleapis.com/projects/gke-node-images/global/images/gke-1115-gke5-cos-stable-69-10895-91-0-v181210-pre',
        },
      ]),
      sizeGiB: 30,
      tier: 'pd-standard',
      attachedTo: known([
        '//compute.googleapis.com/projects/cloud-custodian/zones/us-central1-a/instances/gke-dev-cluster-pool-1-faf29496-zp1k',
      ]),
      attachedSince: '2019-01-01T12:57:05.083Z',
      boot: true,
    });
    expect(resources).toHaveLength(2);
  });

  it('reads instances: a stopped one and a running one', async () => {
    const path = compute('aggregated/instances');
    const all = await Promise.all(
      recordedBodies(path).map(async (body) => collectRecorded('gcp:compute:instance', { [path]: body })),
    );
    const [stopped] = all[0]?.resources ?? [];
    expect(stopped).toMatchObject({
      resourceId: '//compute.googleapis.com/projects/cloud-custodian/zones/us-east4-c/instances/name-123',
      billingIds: ['//compute.googleapis.com/projects/cloud-custodian/zones/us-east4-c/instances/127589370984384384'],
      scope: { regionId: 'us-east4' },
      zoneId: 'us-east4-c',
      state: 'TERMINATED',
      powerState: 'stopped',
      operatingSystem: known('linux'),
      software: known('none'),
      pricingModel: 'on-demand',
      build: { networkInterfaces: known(1), volumes: known(1) },
    });
    expect(all.flatMap(({ unread }) => unread)).toEqual([]);
    expect(all.flatMap(({ resources }) => resources).length).toBeGreaterThanOrEqual(3);
  });

  it('reads addresses, regional and global', async () => {
    const regional = compute('aggregated/addresses');
    const global = compute('global/addresses');
    const { resources, unread } = await collectRecorded('gcp:compute:address', {
      [regional]: at(regional),
      [global]: at(global),
    });
    expect(unread).toEqual([]);
    expect(resources).toEqual([
      {
        kind: 'public-address',
        type: 'gcp:compute:address',
        resourceId: '//compute.googleapis.com/projects/cloud-custodian/regions/us-central1/addresses/new322',
        billingIds: [
          '//compute.googleapis.com/projects/cloud-custodian/regions/us-central1/addresses/8149548791059677337',
        ],
        scope: { provider: 'gcp', accountId: PROJECT, regionId: 'us-central1' },
        name: 'new322',
        state: 'RESERVED',
        createdAt: known('2019-03-05T09:16:38.474Z'),
        tags: known({}),
        address: '35.193.10.19',
        attachedTo: known([]),
        allocation: 'reserved',
        tier: 'premium',
      },
      expect.objectContaining({
        resourceId: '//compute.googleapis.com/projects/cloud-custodian/global/addresses/new-global-address',
        scope: { provider: 'gcp', accountId: PROJECT, regionId: 'global' },
        address: '35.241.5.194',
        attachedTo: known([]),
      }),
    ]);
  });

  it('reads snapshots with what they store, and whether their disk is gone', async () => {
    const path = compute('global/snapshots');
    const { resources, unread } = await collectRecorded('gcp:compute:snapshot', {
      [path]: at(path),
      [compute('aggregated/disks')]: at(compute('aggregated/disks')),
    });
    expect(unread).toEqual([]);
    expect(resources).toEqual([
      {
        kind: 'volume-snapshot',
        type: 'gcp:compute:snapshot',
        resourceId: '//compute.googleapis.com/projects/cloud-custodian/global/snapshots/snapshot-1',
        billingIds: ['//compute.googleapis.com/projects/cloud-custodian/global/snapshots/6553779127071329555'],
        scope: { provider: 'gcp', accountId: PROJECT, regionId: 'global' },
        name: 'snapshot-1',
        state: 'READY',
        createdAt: known('2018-10-31T09:21:01.334Z'),
        tags: known({}),
        uses: known([
          {
            relation: 'source-volume',
            targetId: '//compute.googleapis.com/projects/cloud-custodian/zones/us-central1-c/disks/instance-1',
          },
        ]),
        sourceVolumeId: '//compute.googleapis.com/projects/cloud-custodian/zones/us-central1-c/disks/instance-1',
        sourceSizeGiB: 10,
        storedBytes: known(739_624_000),
        sourceGone: known(true),
        tier: 'standard',
        holds: 'changes',
        siblings: known({ older: 0, newer: 0 }),
      },
    ]);
  });
});
