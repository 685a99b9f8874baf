import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import { hasRecorded, recordedBodies } from './recorded.ts';
import { type Answer, collectAll, replay } from './replay.ts';

async function collectFrom(type: string, answers: Readonly<Record<string, object>>, project = 'p') {
  const server = await replay(({ path }): Answer | undefined =>
    answers[path] === undefined ? undefined : { body: answers[path] },
  );
  try {
    return { ...(await collectAll(server.connection, type, project)), asked: server.asked };
  } finally {
    await server.close();
  }
}

const link = (path: string): string => `https://www.googleapis.com/compute/v1/projects/p/${path}`;
const region = 'regions/us-central1';

describe.skipIf(!hasRecorded)('recorded instance templates (needs ../shared; skipped without it)', () => {
  it('are read with the images that their machines start from', async () => {
    const project = 'cloud-custodian';
    const [body] = recordedBodies(`/compute/v1/projects/${project}/global/instanceTemplates`);
    const items = { global: { instanceTemplates: body?.['items'] } };
    const path = `/compute/v1/projects/${project}/aggregated/instanceTemplates`;
    const { resources, unread } = await collectFrom('gcp:compute:instance-template', { [path]: { items } }, project);
    expect(unread).toEqual([]);
    const image = '//compute.googleapis.com/projects/debian-cloud/global/images/debian-9-stretch-v20190618';
    expect(resources).toEqual([
      {
        kind: 'launch-template',
        type: 'gcp:compute:instance-template',
        resourceId: `//compute.googleapis.com/projects/${project}/global/instanceTemplates/instance-template-to-delete`,
        scope: { provider: 'gcp', accountId: project, regionId: 'global' },
        name: 'instance-template-to-delete',
        state: 'available',
        createdAt: known('2019-07-17T15:09:36.912Z'),
        tags: known({}),
        uses: known([{ relation: 'image', targetId: image }]),
        versions: 1,
      },
    ]);
  });
});

/** As "REST Resource: vpnTunnels" of Compute Engine v1 has them. */
const tunnel = (id: string, name: string, more: object): object => ({
  kind: 'compute#vpnTunnel',
  id,
  creationTimestamp: '2021-06-14T13:44:43.411-07:00',
  name,
  description: '',
  region: link(region),
  peerIp: '203.0.113.22',
  sharedSecret: '*************',
  sharedSecretHash: 'AG9FPaFVaT2jaIN4cdrnDunzHL8',
  status: 'ESTABLISHED',
  selfLink: link(`${region}/vpnTunnels/${name}`),
  ikeVersion: 2,
  detailedStatus: 'Tunnel is up and running.',
  localTrafficSelector: ['0.0.0.0/0'],
  remoteTrafficSelector: ['0.0.0.0/0'],
  labelFingerprint: '42WmSpB8rSM=',
  ...more,
});

describe('VPN tunnels as they are documented', () => {
  it('are read by gateway, of HA VPN and of Classic VPN', async () => {
    const ha = { vpnGateway: link(`${region}/vpnGateways/gw-a`), router: link(`${region}/routers/r`) };
    const { resources, unread } = await collectFrom('gcp:compute:vpn-tunnel', {
      '/compute/v1/projects/p/aggregated/vpnTunnels': {
        kind: 'compute#vpnTunnelAggregatedList',
        id: 'projects/p/aggregated/vpnTunnels',
        items: {
          'regions/europe-west1': {
            warning: {
              code: 'NO_RESULTS_ON_PAGE',
              message: "There are no results for scope 'regions/europe-west1' on this page.",
              data: [{ key: 'scope', value: 'regions/europe-west1' }],
            },
          },
          [region]: {
            vpnTunnels: [
              tunnel('5256021233025810772', 'to-host-1', { ...ha, vpnGatewayInterface: 0, labels: { team: 'net' } }),
              tunnel('5256021233025810773', 'to-host-2', { ...ha, vpnGatewayInterface: 1 }),
              tunnel('8211895554244865771', 'classic', {
                targetVpnGateway: link(`${region}/targetVpnGateways/gw-c`),
                status: 'NO_INCOMING_PACKETS',
              }),
            ],
          },
        },
        selfLink: link('aggregated/vpnTunnels'),
      },
    });
    expect(unread).toEqual([]);
    expect(resources).toHaveLength(3);
    expect(resources[0]).toEqual({
      kind: 'vpn-connection',
      type: 'gcp:compute:vpn-tunnel',
      resourceId: `//compute.googleapis.com/projects/p/${region}/vpnTunnels/to-host-1`,
      billingIds: [`//compute.googleapis.com/projects/p/${region}/vpnTunnels/5256021233025810772`],
      scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
      name: 'to-host-1',
      state: 'ESTABLISHED',
      createdAt: known('2021-06-14T20:44:43.411Z'),
      tags: known({ team: 'net' }),
      gatewayId: `//compute.googleapis.com/projects/p/${region}/vpnGateways/gw-a`,
      gatewayKind: 'vpn-gateway',
      siblings: 1,
      largeBandwidth: false,
    });
    expect(resources[2]).toMatchObject({
      name: 'classic',
      state: 'NO_INCOMING_PACKETS',
      gatewayId: `//compute.googleapis.com/projects/p/${region}/targetVpnGateways/gw-c`,
      siblings: 0,
    });
  });
});

describe('log buckets as they are documented', () => {
  it('are read with how long they keep, and whether that can be changed', async () => {
    // As "REST Resource: projects.locations.buckets" of Cloud Logging v2 has them.
    const bucket = (id: string, more: object): object => ({
      name: `projects/p/locations/global/buckets/${id}`,
      description: `${id} bucket`,
      lifecycleState: 'ACTIVE',
      ...more,
    });
    const { resources, unread } = await collectFrom('gcp:logging:bucket', {
      '/v2/projects/p/locations/-/buckets': {
        buckets: [
          bucket('_Default', { retentionDays: 30 }),
          bucket('_Required', { retentionDays: 400, locked: true }),
          bucket('audit', {
            name: 'projects/p/locations/us-central1/buckets/audit',
            createTime: '2025-02-03T04:05:06.123456789Z',
            updateTime: '2025-02-03T04:05:06.123456789Z',
            retentionDays: 3650,
            analyticsEnabled: true,
            restrictedFields: [],
          }),
          bucket('gone', { lifecycleState: 'DELETE_REQUESTED', retentionDays: 30 }),
        ],
      },
    });
    expect(unread).toEqual([]);
    expect(resources.map(({ name }) => name)).toEqual(['_Default', '_Required', 'audit']);
    expect(resources).toMatchObject([
      { retentionDays: known(30), locked: false, createdAt: { known: false }, scope: { regionId: 'global' } },
      { retentionDays: known(400), locked: true },
      {},
    ]);
    expect(resources[2]).toEqual({
      kind: 'log-store',
      type: 'gcp:logging:bucket',
      resourceId: '//logging.googleapis.com/projects/p/locations/us-central1/buckets/audit',
      scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
      name: 'audit',
      state: 'ACTIVE',
      createdAt: known('2025-02-03T04:05:06.123Z'),
      tags: known({}),
      retentionDays: known(3650),
      includedDays: 30,
      locked: false,
    });
  });
});

describe('projects as they are documented', () => {
  it('are searched for, and read with the folders that they lie in', async () => {
    // As "REST Resource: projects" and "folders" of Cloud Resource Manager v3 have them.
    const project = (number: string, projectId: string, more: object): object => ({
      name: `projects/${number}`,
      parent: 'folders/389734459213',
      projectId,
      state: 'ACTIVE',
      displayName: `Project ${projectId}`,
      createTime: '2020-10-23T02:19:32.329Z',
      updateTime: '2020-10-23T02:19:32.329Z',
      etag: 'W/"a1b2c3d4e5f60708"',
      ...more,
    });
    const answers: Readonly<Record<string, object>> = {
      '/v3/projects:search': {
        projects: [
          project('518122731295', 'hautomation', { labels: { team: 'web' } }),
          project('518122731294', 'going', { state: 'DELETE_REQUESTED', deleteTime: '2026-11-20T00:00:00Z' }),
        ],
      },
      '/v3/folders/389734459213': {
        name: 'folders/389734459213',
        parent: 'organizations/111122223333',
        displayName: 'Automation',
        state: 'ACTIVE',
        createTime: '2019-01-01T00:00:00Z',
      },
      '/v3/organizations/111122223333': {
        name: 'organizations/111122223333',
        displayName: 'example.com',
        directoryCustomerId: 'C012ba234',
        state: 'ACTIVE',
      },
      '/v1/projects/hautomation/billingInfo': {
        name: 'projects/hautomation/billingInfo',
        projectId: 'hautomation',
        billingAccountName: 'billingAccounts/012345-567890-ABCDEF',
        billingEnabled: true,
      },
    };
    const server = await replay(({ path }) => (answers[path] === undefined ? undefined : { body: answers[path] }));
    try {
      const { accounts, scopes, unread, skipped } = await server.connection.discover();
      expect(unread).toEqual([]);
      expect(scopes).toEqual([{ provider: 'gcp', accountId: 'hautomation', regionId: 'global' }]);
      expect(accounts[0]).toEqual({
        provider: 'gcp',
        accountId: 'hautomation',
        name: 'Project hautomation',
        parentPath: known(['example.com', 'Automation']),
        billingAccountId: known('012345-567890-ABCDEF'),
        state: 'active',
        tags: known({ team: 'web' }),
      });
      expect(skipped).toMatchObject([{ scope: { accountId: 'going' }, reason: 'it is not active: DELETE_REQUESTED' }]);
    } finally {
      await server.close();
    }
  });
});
