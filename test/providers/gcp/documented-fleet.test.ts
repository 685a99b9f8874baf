import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import { hasRecorded, recordedBodies } from './recorded.ts';
import { type Answer, type Asked, collectAll, googleError, replay } from './replay.ts';

/** Answers as the reference of Compute Engine v1 has them; those of groups, autoscalers and policies are recorded ones too. */

async function collectFrom(type: string, answers: Readonly<Record<string, Answer>>, project = 'p') {
  const answer = ({ path, method }: Asked): Answer | undefined => answers[`${method} ${path}`] ?? answers[path];
  const server = await replay(answer);
  try {
    return { ...(await collectAll(server.connection, type, project)), asked: server.asked };
  } finally {
    await server.close();
  }
}

const compute = (path: string, project = 'p'): string => `/compute/v1/projects/${project}/${path}`;
const link = (path: string): string => `https://www.googleapis.com/compute/v1/projects/p/${path}`;
const name = (path: string): string => `//compute.googleapis.com/projects/p/${path}`;
const zone = 'zones/us-central1-a';
const denied: Answer = { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'Required permission is missing') };
const items = (place: string, list: string, rows: readonly object[]): Answer => ({
  body: { items: { [place]: { [list]: rows } } },
});

const GROUP = {
  kind: 'compute#instanceGroupManager',
  id: '5429453110968806653',
  creationTimestamp: '2025-08-01T04:50:42.846-07:00',
  name: 'web',
  zone: link(zone),
  instanceTemplate: link('global/instanceTemplates/web-1'),
  versions: [{ instanceTemplate: link('global/instanceTemplates/web-1'), targetSize: { calculated: 2 } }],
  instanceGroup: link(`${zone}/instanceGroups/web`),
  baseInstanceName: 'web',
  currentActions: { none: 2, creating: 0, deleting: 0 },
  status: { isStable: true, stateful: { hasStatefulConfig: false } },
  targetSize: 2,
  namedPorts: [{ name: 'http', port: 80 }],
};

const member = (
  id: string,
  labels: object,
  creator = 'projects/123/zones/us-central1-a/instanceGroupManagers/web',
) => ({
  id,
  name: `web-${id}`,
  machineType: link(`${zone}/machineTypes/n2-standard-4`),
  status: 'RUNNING',
  labels,
  metadata: { items: [{ key: 'created-by', value: creator }] },
  disks: [{ source: link(`${zone}/disks/web-${id}`), deviceName: 'persistent-disk-0', boot: true }],
});

const machines = items(zone, 'instances', [
  member('1', { env: 'prod', app: 'web' }),
  member('2', { env: 'prod', app: 'other' }),
  { ...member('3', {}), metadata: { items: [] } },
]);
const GROUPS = compute('aggregated/instanceGroupManagers');
const AUTOSCALERS = compute('aggregated/autoscalers');
const MACHINES = compute('aggregated/instances');

describe('managed instance groups', () => {
  const TYPE = 'gcp:compute:instance-group-manager';

  it('are read with what scales them, their machines and the labels that these share', async () => {
    const scaler = {
      target: GROUP.instanceGroup.replace('instanceGroups', 'instanceGroupManagers'),
      autoscalingPolicy: {
        minNumReplicas: 2,
        maxNumReplicas: 8,
        cpuUtilization: { utilizationTarget: 0.6 },
        scalingSchedules: { a: { minRequiredReplicas: 4, disabled: true }, b: { minRequiredReplicas: 6 } },
        mode: 'ON',
      },
    };
    const { resources, unread, asked } = await collectFrom(TYPE, {
      [GROUPS]: items(zone, 'instanceGroupManagers', [GROUP]),
      [AUTOSCALERS]: items(zone, 'autoscalers', [scaler]),
      [MACHINES]: machines,
    });
    expect(unread).toEqual([]);
    expect(resources).toEqual([
      {
        kind: 'instance-group',
        type: TYPE,
        resourceId: name(`${zone}/instanceGroupManagers/web`),
        scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
        zoneId: 'us-central1-a',
        name: 'web',
        state: 'active',
        createdAt: known('2025-08-01T11:50:42.846Z'),
        tags: known({ env: 'prod' }),
        uses: known([
          { relation: 'launch-template', targetId: name('global/instanceTemplates/web-1') },
          { relation: 'has-member', targetId: name(`${zone}/instances/web-1`) },
          { relation: 'has-member', targetId: name(`${zone}/instances/web-2`) },
        ]),
        minSize: 2,
        desiredSize: 2,
        maxSize: 8,
        members: [
          { instanceId: name(`${zone}/instances/web-1`), sizeName: 'n2-standard-4' },
          { instanceId: name(`${zone}/instances/web-2`), sizeName: 'n2-standard-4' },
        ],
        zoneIds: ['us-central1-a'],
        mixesSpot: false,
        scalingRules: known({ policies: 1, schedules: 1 }),
        keepsMembers: false,
        servesTraffic: true,
        spotHourly: { known: false, reason: 'they stand in the price list' },
      },
    ]);
    expect(asked.filter(({ path }) => path === MACHINES)).toHaveLength(1);
  });

  it('of a region have its zones; a switched off autoscaler scales nothing', async () => {
    const regional = {
      ...GROUP,
      zone: undefined,
      region: link('regions/us-central1'),
      distributionPolicy: { zones: ['a', 'b', 'c'].map((one) => ({ zone: link(`zones/us-central1-${one}`) })) },
      status: { stateful: { hasStatefulConfig: true } },
    };
    const off = {
      target: link('regions/us-central1/instanceGroupManagers/web'),
      autoscalingPolicy: { minNumReplicas: 1, maxNumReplicas: 8, mode: 'OFF', cpuUtilization: {} },
    };
    const { resources } = await collectFrom(TYPE, {
      [GROUPS]: items('regions/us-central1', 'instanceGroupManagers', [regional]),
      [AUTOSCALERS]: items('regions/us-central1', 'autoscalers', [off]),
      [MACHINES]: { body: {} },
    });
    expect(resources[0]).toMatchObject({
      resourceId: name('regions/us-central1/instanceGroupManagers/web'),
      zoneIds: ['us-central1-a', 'us-central1-b', 'us-central1-c'],
      minSize: 2,
      maxSize: 2,
      members: [],
      scalingRules: known({ policies: 0, schedules: 0 }),
      keepsMembers: true,
    });
  });

  it('of GKE are left to its node pools, and alone cost no further call', async () => {
    const { resources, asked } = await collectFrom(TYPE, {
      [GROUPS]: items(zone, 'instanceGroupManagers', [{ ...GROUP, name: 'gke-apps-default-pool-37bbcb1e-grp' }]),
    });
    expect(resources).toEqual([]);
    expect(asked.map(({ path }) => path)).toEqual([GROUPS]);
  });

  it('whose autoscalers were not read may be scaled; without their machines they are unread', async () => {
    const { resources } = await collectFrom(TYPE, {
      [GROUPS]: items(zone, 'instanceGroupManagers', [GROUP]),
      [AUTOSCALERS]: denied,
      [MACHINES]: machines,
    });
    expect(resources[0]).toMatchObject({ scalingRules: { known: false } });
    await expect(
      collectFrom(TYPE, {
        [GROUPS]: items(zone, 'instanceGroupManagers', [GROUP]),
        [AUTOSCALERS]: { body: {} },
        [MACHINES]: denied,
      }),
    ).rejects.toMatchObject({ category: 'denied', operation: 'compute.instances.aggregatedList' });
  });

  it('with machines that were not read have no labels that are known: one of them might protect it', async () => {
    const [half] = [member('1', { env: 'prod' })];
    const { resources, unread } = await collectFrom(TYPE, {
      [GROUPS]: items(zone, 'instanceGroupManagers', [GROUP, { ...GROUP, id: '7', name: 'whole', targetSize: 0 }]),
      [AUTOSCALERS]: { body: {} },
      [MACHINES]: items(zone, 'instances', [half, { ...half, name: undefined }]),
    });
    expect(resources).toMatchObject([{ tags: { known: false } }, { tags: known({}) }]);
    expect(unread).toHaveLength(1);
  });

  it.skipIf(!hasRecorded)('take recorded autoscalers (needs ../shared; skipped without it)', async () => {
    const project = 'cloud-custodian';
    const [, two] = recordedBodies(compute('aggregated/autoscalers', project));
    const groups = ['instance-group-1', 'instance-group-2'].map((one) => ({ ...GROUP, name: one }));
    const { resources } = await collectFrom(
      TYPE,
      {
        [compute('aggregated/instanceGroupManagers', project)]: items(zone, 'instanceGroupManagers', groups),
        [compute('aggregated/autoscalers', project)]: { body: two },
        [compute('aggregated/instances', project)]: { body: {} },
      },
      project,
    );
    expect(resources).toMatchObject([
      { name: 'instance-group-1', minSize: 1, maxSize: 4, scalingRules: known({ policies: 2, schedules: 0 }) },
      { name: 'instance-group-2', minSize: 1, maxSize: 10, scalingRules: known({ policies: 1, schedules: 0 }) },
    ]);
  });
});

describe('sole-tenant nodes', () => {
  const TYPE = 'gcp:compute:sole-tenant-node';
  const group = {
    kind: 'compute#nodeGroup',
    id: '7',
    name: 'licensed',
    creationTimestamp: '2025-08-01T04:50:42.846-07:00',
    nodeTemplate: link('regions/us-central1/nodeTemplates/n2'),
    size: 2,
    status: 'READY',
    autoscalingPolicy: { mode: 'ON', minNodes: 1, maxNodes: 4 },
  };
  const NODE = {
    name: 'licensed-x1',
    status: 'READY',
    nodeType: link(`${zone}/nodeTypes/n2-node-80-640`),
    serverId: 'a1',
    totalResources: { guestCpus: 80, memoryMb: 655_360, localSsdGb: 0, minNodeCpus: 80 },
    consumedResources: { guestCpus: 16, memoryMb: 65_536, localSsdGb: 0, minNodeCpus: 16 },
    instances: [link(`${zone}/instances/db-1`)],
  };
  const GROUPS_OF_NODES = compute('aggregated/nodeGroups');
  const NODES = `POST ${compute(`${zone}/nodeGroups/licensed/listNodes`)}`;

  it('are read node by node, with what is on them', async () => {
    const empty = { ...NODE, name: 'licensed-x2', instances: undefined, consumedResources: undefined };
    const { resources, unread } = await collectFrom(TYPE, {
      [GROUPS_OF_NODES]: items(zone, 'nodeGroups', [group]),
      [NODES]: { body: { items: [NODE, empty] } },
    });
    expect(unread).toEqual([]);
    expect(resources[0]).toEqual({
      kind: 'dedicated-host',
      type: TYPE,
      resourceId: name(`${zone}/nodeGroups/licensed/nodes/licensed-x1`),
      scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
      zoneId: 'us-central1-a',
      name: 'licensed-x1',
      state: 'READY',
      createdAt: known('2025-08-01T11:50:42.846Z'),
      tags: known({}),
      family: 'n2-node-80-640',
      totalVcpus: known(80),
      availableVcpus: known(64),
      memoryMiB: known(655_360),
      attachedTo: known([name(`${zone}/instances/db-1`)]),
      reserved: false,
      removedWhenEmpty: true,
    });
    expect(resources[1]).toMatchObject({ availableVcpus: known(80), attachedTo: known([]) });
  });

  it('at the least number of their group stay; what they consume is not guessed', async () => {
    const { resources } = await collectFrom(TYPE, {
      [GROUPS_OF_NODES]: items(zone, 'nodeGroups', [{ ...group, size: 1 }]),
      [NODES]: { body: { items: [{ ...NODE, consumedResources: undefined }] } },
    });
    expect(resources[0]).not.toHaveProperty('removedWhenEmpty');
    expect(resources[0]).toMatchObject({ availableVcpus: { known: false } });
  });

  it('that may not be listed are unread, never none', async () => {
    const answers = { [GROUPS_OF_NODES]: items(zone, 'nodeGroups', [group]), [NODES]: denied };
    await expect(collectFrom(TYPE, answers)).rejects.toMatchObject({
      category: 'denied',
      operation: 'compute.nodeGroups.listNodes',
    });
  });
});

describe('reservations', () => {
  const RESERVATIONS = compute('aggregated/reservations');
  const row = {
    kind: 'compute#reservation',
    id: '9',
    name: 'r',
    creationTimestamp: '2025-08-01T04:50:42.846-07:00',
    status: 'READY',
    specificReservation: {
      count: '4',
      inUseCount: '1',
      assuredCount: '4',
      instanceProperties: { machineType: 'n2-standard-4', localSsds: [], guestAccelerators: [] },
    },
    specificReservationRequired: false,
    shareSettings: { shareType: 'LOCAL' },
  };
  const read = async (change: object) =>
    (
      await collectFrom('gcp:compute:reservation', {
        [RESERVATIONS]: items(zone, 'reservations', [{ ...row, ...change }]),
      })
    ).resources[0];

  it('tell their places, when they end, and what they hold beside the type', async () => {
    expect(await read({})).toMatchObject({
      sizeName: 'n2-standard-4',
      totalCount: 4,
      availableCount: 3,
      ends: 'until-cancelled',
      billingIds: [name(`${zone}/reservations/9`)],
    });
    expect(await read({})).not.toHaveProperty('holdsMore');
    expect(await read({ commitment: link('regions/us-central1/commitments/c') })).toMatchObject({ ends: 'prepaid' });
    expect(await read({ linkedCommitments: ['c'] })).toMatchObject({ ends: 'prepaid' });
    expect(await read({ deleteAtTime: '2026-12-01T00:00:00.000-08:00' })).toMatchObject({ ends: 'at-a-date' });
    const n1 = { machineType: 'n1-standard-4', guestAccelerators: [{ acceleratorCount: 1 }] };
    expect(await read({ specificReservation: { ...row.specificReservation, instanceProperties: n1 } })).toMatchObject({
      holdsMore: true,
    });
  });
});

describe('images', () => {
  const TYPE = 'gcp:compute:image';
  const IMAGES = compute('global/images');
  const one = (id: string, more: object) => ({
    id,
    name: `image-${id}`,
    status: 'READY',
    creationTimestamp: `2025-08-0${id}T04:50:42.846-07:00`,
    archiveSizeBytes: '641466688',
    diskSizeGb: '10',
    storageLocations: ['us'],
    ...more,
  });
  const policy = (id: string): string => `${IMAGES}/image-${id}/getIamPolicy`;

  it('tell which of a family is meant, who may use them, and what they store', async () => {
    const { resources } = await collectFrom(TYPE, {
      [IMAGES]: {
        body: {
          items: [
            one('1', { family: 'base' }),
            one('2', { family: 'base' }),
            one('3', { family: 'base', deprecated: { state: 'DEPRECATED' } }),
            one('4', { deprecated: { state: 'OBSOLETE' } }),
          ],
        },
      },
      [policy('1')]: { body: { version: 1, etag: 'ACAB' } },
      [policy('2')]: denied,
      [policy('3')]: {
        body: { etag: 'ACAB', bindings: [{ role: 'roles/compute.imageUser', members: ['user:a@b.c'] }] },
      },
      [policy('4')]: { body: { etag: 'ACAB', bindings: [] } },
    });
    expect(resources).toMatchObject([
      { shared: known(false), storedBytes: known(641_466_688), disabled: false, launchesUntold: true },
      { shared: { known: false }, newestOfFamily: true },
      { shared: known(true), disabled: false },
      { shared: known(false), disabled: true },
    ]);
    expect(resources.filter((image) => 'newestOfFamily' in image)).toHaveLength(1);
  });

  it.skipIf(!hasRecorded)('read recorded answers (needs ../shared; skipped without it)', async () => {
    const project = 'cloud-custodian';
    const list = compute('global/images', project);
    const [, , inFamily] = [undefined, ...recordedBodies(list)];
    const sharing = `${list}/image-1/getIamPolicy`;
    const { resources, unread } = await collectFrom(
      TYPE,
      { [list]: { body: inFamily }, [sharing]: { body: recordedBodies(sharing)[0] } },
      project,
    );
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      {
        name: 'image-1',
        scope: { regionId: 'us' },
        // Everybody who has an account may see it, by this policy.
        shared: known(true),
        storedBytes: known(641_466_688),
        newestOfFamily: true,
      },
    ]);
  });
});

describe('disks', () => {
  it('are named for Monitoring by their machine and the name that they have there', async () => {
    const disk = {
      id: '11',
      name: 'web-1',
      sizeGb: '100',
      type: link(`${zone}/diskTypes/pd-ssd`),
      status: 'READY',
      users: [link(`${zone}/instances/web-1`)],
    };
    const DISKS = compute('aggregated/disks');
    const list = items(zone, 'disks', [disk, { ...disk, id: '12', name: 'elsewhere' }]);
    const { resources } = await collectFrom('gcp:compute:disk', { [DISKS]: list, [MACHINES]: machines });
    expect(resources[0]).toMatchObject({ device: { machineId: '1', name: 'persistent-disk-0' } });
    expect(resources[1]).not.toHaveProperty('device');
    const without = await collectFrom('gcp:compute:disk', { [DISKS]: list, [MACHINES]: denied });
    expect(without.resources).toHaveLength(2);
    expect(without.resources[0]).not.toHaveProperty('device');
  });
});
