import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BlockVolume, Instance, PublicAddress, VolumeSnapshot } from '../../../src/domain/resources.ts';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { collected, ReplayServer, subscription, subscriptionId, subscriptionRow } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const idOf = (type: string, name: string) =>
  `/subscriptions/${subscriptionId}/resourceGroups/RG-1/providers/${type}/${name}`;

async function graphOf<R>(type: string, ...rows: readonly object[]): Promise<readonly R[]> {
  server.graph(rows);
  const { resources, unread } = await collected(server.connect(), type);
  expect(unread).toEqual([]);
  return resources as unknown as readonly R[];
}

async function oneOf<R>(type: string, row: object): Promise<R> {
  const [first] = await graphOf<R>(type, row);
  if (first === undefined) throw new Error('nothing was collected');
  return first;
}

describe('a virtual machine', () => {
  const row = (properties: object = {}, more: object = {}) => ({
    id: idOf('Microsoft.Compute/virtualMachines', 'Web-1'),
    name: 'Web-1',
    type: 'microsoft.compute/virtualmachines',
    location: 'eastus',
    tags: { team: 'shop' },
    zones: ['2'],
    properties: {
      hardwareProfile: { vmSize: 'Standard_D4ads_v5' },
      storageProfile: {
        imageReference: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2022-datacenter' },
        osDisk: { osType: 'Windows' },
        dataDisks: [{}, {}],
      },
      networkProfile: { networkInterfaces: [{ id: idOf('Microsoft.Network/networkInterfaces', 'NIC-1') }] },
      timeCreated: '2026-01-02T03:04:05.6789012+00:00',
      extended: { instanceView: { powerState: { code: 'PowerState/running' } } },
      ...properties,
    },
    ...more,
  });
  const machine = (properties?: object, more?: object) =>
    oneOf<Instance>('azure:compute:virtual-machine', row(properties, more));

  it('is read field by field', async () => {
    expect(await machine()).toEqual({
      kind: 'instance',
      type: 'azure:compute:virtual-machine',
      resourceId: idOf('Microsoft.Compute/virtualMachines', 'Web-1').toLowerCase(),
      scope: { provider: 'azure', accountId: subscriptionId, regionId: 'eastus' },
      zoneId: '2',
      name: 'Web-1',
      state: 'running',
      createdAt: { known: true, value: '2026-01-02T03:04:05.678Z' },
      tags: { known: true, value: { team: 'shop' } },
      sizeName: 'Standard_D4ads_v5',
      powerState: 'running',
      startedAt: { known: false, reason: 'Azure does not tell when a machine was started' },
      stoppedSince: { known: false, reason: 'the machine runs' },
      architecture: { known: true, value: 'x86_64' },
      operatingSystem: { known: true, value: 'windows' },
      pricingModel: 'on-demand',
      software: { known: true, value: 'none' },
      licence: { known: true, value: 'included' },
      build: {
        networkInterfaces: { known: true, value: 1 },
        volumes: { known: true, value: 3 },
        localRoot: { known: true, value: false },
        vcpus: { known: false, reason: 'field vmSizeProperties missing in the answer' },
        enhancedNetworking: { known: false, reason: 'no size of Azure needs a driver' },
      },
      uses: {
        known: true,
        value: [
          { relation: 'attached-to', targetId: idOf('Microsoft.Network/networkInterfaces', 'NIC-1').toLowerCase() },
        ],
      },
    });
  });

  it.each`
    code                        | powerState    | bills
    ${'PowerState/running'}     | ${'running'}  | ${undefined}
    ${'PowerState/stopped'}     | ${'stopped'}  | ${true}
    ${'PowerState/deallocated'} | ${'stopped'}  | ${undefined}
    ${'PowerState/starting'}    | ${'changing'} | ${undefined}
    ${'PowerState/asleep'}      | ${'changing'} | ${undefined}
  `('with $code is $powerState', async ({ code, powerState, bills }) => {
    const vm = await machine({ extended: { instanceView: { powerState: { code } } } });
    expect([vm.powerState, vm.billsWhileStopped]).toEqual([powerState, bills]);
  });

  it.each`
    osType       | publisher                   | offer                 | sku             | licenseType         | quotaId                   | os           | licence
    ${'Windows'} | ${'MicrosoftWindowsServer'} | ${'WindowsServer'}    | ${'2022'}       | ${null}             | ${'EnterpriseAgreement_'} | ${'windows'} | ${'included'}
    ${'Windows'} | ${'MicrosoftWindowsServer'} | ${'WindowsServer'}    | ${'2022'}       | ${'Windows_Server'} | ${'EnterpriseAgreement_'} | ${'windows'} | ${'own'}
    ${'Windows'} | ${null}                     | ${null}               | ${null}         | ${null}             | ${'MSDNDevTest_2014'}     | ${'windows'} | ${'dev-test'}
    ${'Linux'}   | ${'Canonical'}              | ${'ubuntu-24_04'}     | ${'server'}     | ${null}             | ${'EnterpriseAgreement_'} | ${'linux'}   | ${'none'}
    ${'Linux'}   | ${'RedHat'}                 | ${'RHEL'}             | ${'9_4'}        | ${null}             | ${'EnterpriseAgreement_'} | ${'rhel'}    | ${'included'}
    ${'Linux'}   | ${'RedHat'}                 | ${'rhel-byos'}        | ${'rhel-lvm94'} | ${null}             | ${'EnterpriseAgreement_'} | ${'rhel'}    | ${'own'}
    ${'Linux'}   | ${'RedHat'}                 | ${'RHEL'}             | ${'9_4'}        | ${'RHEL_BYOS'}      | ${'EnterpriseAgreement_'} | ${'rhel'}    | ${'own'}
    ${'Linux'}   | ${'SUSE'}                   | ${'sles-15-sp5'}      | ${'gen2'}       | ${null}             | ${'EnterpriseAgreement_'} | ${'suse'}    | ${'included'}
    ${'Linux'}   | ${'SUSE'}                   | ${'opensuse-leap-15'} | ${'gen2'}       | ${null}             | ${'EnterpriseAgreement_'} | ${'linux'}   | ${'none'}
  `('of $publisher $offer with $licenseType pays for its licence: $licence', async (of) => {
    const { osType, publisher, offer, sku, licenseType, quotaId, os, licence } = of;
    server.get(`/subscriptions/${subscriptionId}`, subscriptionRow({ subscriptionPolicies: { quotaId } }));
    const imageReference = { publisher, offer, sku };
    const vm = await machine({ licenseType, storageProfile: { imageReference, osDisk: { osType } } });
    expect(vm.operatingSystem).toEqual({ known: true, value: os });
    expect(vm.licence).toEqual({ known: true, value: licence });
  });

  it('does not tell whether Windows is paid for when the offer was not read', async () => {
    server.get(`/subscriptions/${subscriptionId}`, { error: { code: 'AuthorizationFailed', message: 'no' } }, 403);
    const vm = await machine();
    expect(vm.licence).toEqual({
      known: false,
      reason: 'denied: Microsoft.Resources/subscriptions/read (AuthorizationFailed)',
    });
  });

  it('that is deallocated has stood still since the last operation of Resource Manager', async () => {
    const statuses = [
      { code: 'ProvisioningState/succeeded', time: '2026-10-01T02:03:04.1234567+00:00' },
      { code: 'PowerState/deallocated' },
    ];
    server.on(({ path, query }) =>
      path.endsWith('/microsoft.compute/virtualmachines') && query.get('statusOnly') === 'true'
        ? { body: { value: [{ id: row().id.toLowerCase(), properties: { instanceView: { statuses } } }] } }
        : undefined,
    );
    const vm = await machine({ extended: { instanceView: { powerState: { code: 'PowerState/deallocated' } } } });
    expect(vm.stoppedSince).toEqual({ known: true, value: '2026-10-01T02:03:04.123Z' });
  });

  it.each`
    hours                       | since
    ${['2026-11-23T20:00:00Z']} | ${'2026-11-23T21:00:00.000Z'}
    ${['2026-11-24T04:00:00Z']} | ${'2026-11-24T05:00:00.000Z'}
    ${[]}                       | ${'2026-11-21T00:00:00.000Z'}
  `(
    'that was shut down from inside has stood still since $since when it last worked at $hours',
    async ({ hours, since }) => {
      server.on(({ path, body }) => {
        if (!path.endsWith('/metrics:getbatch')) return undefined;
        const [resourceid] = (body as { resourceids: string[] }).resourceids;
        const busy = (hours as string[]).map((timeStamp) => ({ timeStamp, average: 3 }));
        const data = [
          ...busy,
          { timeStamp: '2026-11-23T22:00:00Z', average: 0 },
          { timeStamp: '2026-11-23T23:00:00Z' },
        ];
        return {
          body: { values: [{ resourceid, value: [{ name: { value: 'Percentage CPU' }, timeseries: [{ data }] }] }] },
        };
      });
      const vm = await machine({ extended: { instanceView: { powerState: { code: 'PowerState/stopped' } } } });
      expect(vm).toMatchObject({ billsWhileStopped: true, stoppedSince: { known: true, value: since } });
    },
  );

  it('that stands still without anybody knowing since when says so', async () => {
    const vm = await machine({ extended: { instanceView: { powerState: { code: 'PowerState/deallocated' } } } });
    expect(vm.stoppedSince).toEqual({
      known: false,
      reason: 'field instanceView.statuses.time missing in the answer',
    });
  });

  it('that is SQL Server by its image says which edition', async () => {
    const imageReference = { publisher: 'MicrosoftSQLServer', offer: 'sql2022-ws2022', sku: 'enterprise-gen2' };
    const vm = await machine({ storageProfile: { imageReference, osDisk: { osType: 'Windows' } } });
    expect(vm.software).toEqual({ known: true, value: 'sql-enterprise' });
  });

  it('of the list call gets its power state from the list of states', async () => {
    const listed = { ...row({ extended: undefined }) };
    server.on((call) => {
      if (!call.path.endsWith('/microsoft.compute/virtualmachines')) return undefined;
      const view = { statuses: [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/deallocated' }] };
      const states = [{ id: listed.id.toUpperCase(), properties: { instanceView: view } }];
      return { body: { value: call.query.get('statusOnly') === 'true' ? states : [listed] } };
    });
    const { resources } = await collected(server.connect(), 'azure:compute:virtual-machine');
    expect(resources).toMatchObject([{ name: 'Web-1', state: 'deallocated', powerState: 'stopped' }]);
  });

  it.skipIf(!hasOfficialExamples)('of the official list is read', async () => {
    server.get(
      '/microsoft.compute/virtualmachines',
      officialBody('compute', 'virtualMachineExamples/VirtualMachine_ListAll_MaximumSet_Gen.json'),
    );
    const { resources, unread } = await collected(server.connect(), 'azure:compute:virtual-machine');
    expect(unread).toEqual([]);
    expect(resources).toHaveLength(2);
    expect(resources[0]).toMatchObject({
      kind: 'instance',
      sizeName: 'Standard_A0',
      operatingSystem: { known: true, value: 'windows' },
      build: { vcpus: { known: true, value: 7 }, localRoot: { known: true, value: true } },
    });
  });
});

describe('a managed disk', () => {
  const row = (properties: object = {}, more: object = {}) => ({
    id: idOf('Microsoft.Compute/disks', 'data-1'),
    name: 'data-1',
    type: 'microsoft.compute/disks',
    location: 'westeurope',
    sku: { name: 'Premium_LRS', tier: 'Premium' },
    tags: null,
    properties: {
      diskSizeGB: 100,
      diskState: 'Unattached',
      tier: 'P10',
      diskIOPSReadWrite: 500,
      diskMBpsReadWrite: 100,
      timeCreated: '2026-01-02T03:04:05+00:00',
      LastOwnershipUpdateTime: '2026-03-02T03:04:05+00:00',
      ...properties,
    },
    ...more,
  });
  const disk = (properties?: object, more?: object) => oneOf<BlockVolume>('azure:compute:disk', row(properties, more));
  const vm = idOf('Microsoft.Compute/virtualMachines', 'VM-1');

  it('attached to nothing says so, and since when', async () => {
    expect(await disk()).toEqual({
      kind: 'block-volume',
      type: 'azure:compute:disk',
      resourceId: idOf('Microsoft.Compute/disks', 'data-1').toLowerCase(),
      scope: { provider: 'azure', accountId: subscriptionId, regionId: 'westeurope' },
      name: 'data-1',
      state: 'Unattached',
      createdAt: { known: true, value: '2026-01-02T03:04:05.000Z' },
      tags: { known: true, value: {} },
      sizeGiB: 100,
      tier: 'Premium_LRS',
      performanceTier: 'P10',
      limits: { iops: 500, throughputMiBps: 95.367431640625 },
      attachedTo: { known: true, value: [] },
      detachedAt: { known: true, value: '2026-03-02T03:04:05.000Z' },
    });
  });

  it.each`
    state           | managedBy | extended     | attachedTo    | why
    ${'Attached'}   | ${vm}     | ${undefined} | ${[vm]}       | ${'its machine'}
    ${'Reserved'}   | ${vm}     | ${undefined} | ${[vm]}       | ${'a deallocated machine'}
    ${'Attached'}   | ${vm}     | ${[vm, 'x']} | ${[vm, '/x']} | ${'each of several machines once'}
    ${'Attached'}   | ${null}   | ${undefined} | ${undefined}  | ${'nobody knows whom'}
    ${'Unattached'} | ${null}   | ${undefined} | ${[]}         | ${'nothing'}
    ${undefined}    | ${null}   | ${undefined} | ${undefined}  | ${'nobody knows whom'}
  `('$state is held by $why', async ({ state, managedBy, extended, attachedTo }) => {
    const read = await disk({ diskState: state }, { managedBy, managedByExtended: extended });
    const wanted = (attachedTo as string[] | undefined)?.map((id) => id.toLowerCase());
    expect(read.attachedTo.known ? read.attachedTo.value : undefined).toEqual(wanted);
  });

  it('whose data is being exported, and a replica of Site Recovery, are held by that', async () => {
    expect((await disk({ diskState: 'ActiveSAS' })).heldBy).toBe('its data is being transferred (ActiveSAS)');
    expect((await disk({}, { name: 'data-1-ASRReplica' })).heldBy).toBe('Site Recovery keeps it as a replica');
  });

  it('of Ultra has the performance that was bought', async () => {
    const read = await disk({ tier: undefined, diskIOPSReadWrite: 2000 }, { sku: { name: 'UltraSSD_LRS' } });
    expect(read).toMatchObject({ iops: 2000, throughputMiBps: 95.367431640625 });
    expect(read.performanceTier).toBeUndefined();
  });

  it('is a boot disk when it holds a system and is attached', async () => {
    expect((await disk({ osType: 'Linux', diskState: 'Attached' }, { managedBy: vm })).boot).toBe(true);
  });

  it.skipIf(!hasOfficialExamples)('of the official list is read; what that leaves out is not known', async () => {
    server.get('/microsoft.compute/disks', officialBody('compute', 'diskExamples/Disk_ListBySubscription.json'));
    const { resources, unread } = await collected(server.connect(), 'azure:compute:disk');
    expect(unread).toEqual([]);
    expect(resources.map(({ name }) => name)).toEqual(['myManagedDisk1', 'myManagedDisk2', 'myManagedDisk3']);
    expect(resources[0]).toMatchObject({
      sizeGiB: 200,
      tier: 'unknown',
      state: 'unknown',
      scope: { ...subscription, regionId: 'westus' },
      createdAt: { known: true, value: '2016-12-28T04:41:35.927Z' },
      tags: { known: true, value: { department: 'Development', project: 'ManagedDisks' } },
      attachedTo: { known: false, reason: 'field diskState missing in the answer' },
    });
  });
});

describe('a snapshot', () => {
  const source = idOf('Microsoft.Compute/disks', 'Data-1');
  const row = (name: string, properties: object = {}, more: object = {}) => ({
    id: idOf('Microsoft.Compute/snapshots', name),
    name,
    type: 'microsoft.compute/snapshots',
    location: 'eastus',
    sku: { name: 'Standard_LRS' },
    properties: {
      diskSizeGB: 128,
      timeCreated: '2026-05-01T00:00:00Z',
      incremental: true,
      incrementalSnapshotFamilyId: 'family-1',
      provisioningState: 'Succeeded',
      creationData: { createOption: 'Copy', sourceResourceId: source },
      ...properties,
    },
    ...more,
  });

  it('is read field by field, with its place in the chain', async () => {
    const [first, second] = await graphOf<VolumeSnapshot>(
      'azure:compute:snapshot',
      row('s-1'),
      row('s-2', { timeCreated: '2026-06-01T00:00:00Z' }),
    );
    expect(first).toEqual({
      kind: 'volume-snapshot',
      type: 'azure:compute:snapshot',
      resourceId: idOf('Microsoft.Compute/snapshots', 's-1').toLowerCase(),
      scope: { provider: 'azure', accountId: subscriptionId, regionId: 'eastus' },
      name: 's-1',
      state: 'Succeeded',
      createdAt: { known: true, value: '2026-05-01T00:00:00.000Z' },
      tags: { known: true, value: {} },
      sourceVolumeId: source.toLowerCase(),
      sourceSizeGiB: 128,
      tier: 'standard',
      holds: 'changes',
      siblings: { known: true, value: { older: 0, newer: 1 } },
      uses: { known: true, value: [{ relation: 'source-volume', targetId: source.toLowerCase() }] },
    });
    expect(second?.siblings).toEqual({ known: true, value: { older: 1, newer: 0 } });
  });

  it.each`
    more                                 | tier
    ${{ sku: { name: 'Premium_LRS' } }}  | ${'premium'}
    ${{ sku: { name: 'Standard_ZRS' } }} | ${'standard-zrs'}
    ${{ sku: undefined }}                | ${'unknown'}
  `('of $more is of tier $tier', async ({ more, tier }) => {
    expect((await oneOf<VolumeSnapshot>('azure:compute:snapshot', row('s', {}, more))).tier).toBe(tier);
  });

  it('of Azure Backup is marked, and a full one has no siblings', async () => {
    const [backup, full] = await graphOf<VolumeSnapshot>(
      'azure:compute:snapshot',
      row('AzureBackup_data_1'),
      row('s-2', { incremental: false }),
    );
    expect(backup?.backupManaged).toBe(true);
    expect(full).toMatchObject({ holds: 'full', siblings: { known: true, value: { older: 0, newer: 0 } } });
  });

  it.skipIf(!hasOfficialExamples)('of the official list is read', async () => {
    server.get(
      '/microsoft.compute/snapshots',
      officialBody('compute', 'snapshotExamples/Snapshot_ListBySubscription.json'),
    );
    const { resources, unread } = await collected(server.connect(), 'azure:compute:snapshot');
    expect(unread).toEqual([]);
    expect(resources.map(({ name }) => name)).toEqual(['mySnapshot1', 'mySnapshot2']);
    expect(resources[0]).toMatchObject({
      sourceSizeGiB: 200,
      holds: 'full',
      createdAt: { value: '2016-12-28T04:47:30.663Z' },
    });
  });
});

describe('a public IP address', () => {
  const row = (properties: object = {}, more: object = {}) => ({
    id: idOf('Microsoft.Network/publicIPAddresses', 'ip-1'),
    name: 'ip-1',
    type: 'microsoft.network/publicipaddresses',
    location: 'eastus',
    sku: { name: 'Standard', tier: 'Regional' },
    properties: { ipAddress: '20.1.2.3', publicIPAllocationMethod: 'Static', ...properties },
    ...more,
  });
  const address = (properties?: object, more?: object) =>
    oneOf<PublicAddress>('azure:network:public-ip-address', row(properties, more));

  it('that nothing uses says so, and the list of resources when it was made', async () => {
    const [listed] = [row()];
    server.get(`/subscriptions/${subscriptionId}/resources`, {
      value: [{ id: listed?.id, createdTime: '2026-02-03T04:05:06.7891234Z' }],
    });
    expect(await address()).toEqual({
      kind: 'public-address',
      type: 'azure:network:public-ip-address',
      resourceId: idOf('Microsoft.Network/publicIPAddresses', 'ip-1').toLowerCase(),
      scope: { provider: 'azure', accountId: subscriptionId, regionId: 'eastus' },
      name: 'ip-1',
      state: 'unassociated',
      createdAt: { known: true, value: '2026-02-03T04:05:06.789Z' },
      tags: { known: true, value: {} },
      address: '20.1.2.3',
      attachedTo: { known: true, value: [] },
      allocation: 'reserved',
      tier: 'standard',
    });
  });

  it.each`
    what                                                                                                         | user
    ${{ ipConfiguration: { id: `${idOf('Microsoft.Network/networkInterfaces', 'N')}/ipConfigurations/c` } }}     | ${idOf('Microsoft.Network/networkInterfaces', 'N')}
    ${{ ipConfiguration: { id: `${idOf('Microsoft.Network/loadBalancers', 'L')}/frontendIPConfigurations/f` } }} | ${idOf('Microsoft.Network/loadBalancers', 'L')}
    ${{ natGateway: { id: idOf('Microsoft.Network/natGateways', 'G') } }}                                        | ${idOf('Microsoft.Network/natGateways', 'G')}
    ${{ linkedPublicIPAddress: { id: idOf('Microsoft.Network/publicIPAddresses', 'P') } }}                       | ${idOf('Microsoft.Network/publicIPAddresses', 'P')}
  `('with $what is used by the resource, not by a part of it', async ({ what, user }) => {
    const read = await address(what as object);
    expect(read).toMatchObject({
      state: 'associated',
      attachedTo: { known: true, value: [String(user).toLowerCase()] },
    });
  });

  it.skipIf(!hasOfficialExamples)('of the official list is read', async () => {
    server.get('/microsoft.network/publicipaddresses', officialBody('network', 'examples/PublicIpAddressListAll.json'));
    const { resources, unread } = await collected(server.connect(), 'azure:network:public-ip-address');
    expect(unread).toEqual([]);
    expect(
      (resources as readonly PublicAddress[]).map((one) => ({
        name: one.name,
        attachedTo: one.attachedTo,
        address: one.address,
        allocation: one.allocation,
        tier: one.tier,
      })),
    ).toEqual([
      {
        name: 'testDNS-ip',
        attachedTo: {
          known: true,
          value: ['/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/networkinterfaces/testdns649'],
        },
        address: '',
        allocation: 'on-demand',
        tier: 'basic',
      },
      ...[
        ['ip01', '40.85.154.247'],
        ['ip02', '40.85.154.248'],
      ].map(([name, at]) => ({
        name,
        attachedTo: {
          known: true,
          value: ['/subscriptions/subid/resourcegroups/rg2/providers/microsoft.network/loadbalancers/testlb'],
        },
        address: at,
        allocation: 'on-demand',
        tier: 'basic',
      })),
    ]);
  });
});
