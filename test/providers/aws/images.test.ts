import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Fact } from '../../../src/domain/fact.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { backupsFamily } from '../../../src/sandbox/estate/backups/family.ts';
import { imagesFamily } from '../../../src/sandbox/estate/images/family.ts';
import { readUntilError } from '../../contract/provider-contract.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';
import { readXml } from './wire-service.ts';

const region = 'us-east-1';

describe('images, snapshots and backups of the sandbox', () => {
  let cloud: SandboxCloud;
  let scope: Scope;
  beforeAll(async () => {
    cloud = await SandboxCloud.start({ resources: 3000, accounts: 2, regions: [region], seed: 5 });
    scope = awsScopeOf(cloud.accountIds[1] ?? '', region);
  });
  afterEach(() => cloud.heal());
  afterAll(() => cloud.close());

  async function read<R extends Resource>(type: string, connection = cloud.connect()): Promise<readonly R[]> {
    const { pages, error } = await readUntilError(connection, type, scope);
    if (error !== undefined) throw error as Error;
    expect(pages.flatMap(({ unread }) => unread)).toEqual([]);
    return pages.flatMap(({ resources }) => resources as readonly R[]);
  }

  async function failure(type: string): Promise<CloudError | undefined> {
    return (await readUntilError(cloud.connect({}, { limits: { attempts: 2 } }), type, scope)).error;
  }

  const here = <T extends { readonly accountId: string; readonly region: string }>(all: ReadonlyMap<string, T>) =>
    [...all].filter(([, { accountId }]) => accountId === scope.accountId);
  const state = () => familyState(cloud.sandbox.estate, imagesFamily);
  const idsOf = (resources: readonly Resource[]) => resources.map(({ resourceId }) => resourceId).toSorted();

  it.each([
    ['aws:ec2:image', () => here(state().images).map(([id]) => id)],
    ['aws:ec2:launch-template', () => here(state().launchTemplates).map(([id]) => id)],
    ['aws:autoscaling:launch-configuration', () => here(state().launchConfigurations).map(([id]) => id)],
    ['aws:dlm:lifecycle-policy', () => here(state().policies).map(([id]) => id)],
    [
      'aws:ec2:spot-fleet-request',
      () =>
        here(state().spotFleets)
          .filter(([, fleet]) => fleet.state === 'active')
          .map(([id]) => id),
    ],
    [
      'aws:ec2:fast-snapshot-restore',
      () =>
        here(state().fastRestores)
          .filter(([, restore]) => restore.state !== 'disabled')
          .map(([id]) => id),
    ],
    [
      'aws:backup:recovery-point',
      () => here(familyState(cloud.sandbox.estate, backupsFamily).points).map(([id]) => id),
    ],
    ['aws:ec2:snapshot', () => here(cloud.sandbox.estate.snapshots).map(([id]) => id)],
    ['aws:ec2:volume', () => here(cloud.sandbox.estate.volumes).map(([id]) => id)],
  ])('%s: all are found, and nothing else', async (type, truth) => {
    const expected = truth().toSorted();
    expect(expected.length).toBeGreaterThan(0);
    expect(idsOf(await read(type))).toEqual(expected);
  });

  it('tells of an image whether it is disabled, shared and protected, and when it was last launched', async () => {
    const images = new Map((await read('aws:ec2:image')).map((image) => [image.resourceId, image]));
    for (const [id, own] of here(state().images)) {
      const image = images.get(id);
      expect(image).toMatchObject({
        kind: 'machine-image',
        disabled: own.state === 'disabled',
        protected: own.protection !== 'disabled',
        lastLaunchedAt: {
          known: true,
          value: own.lastLaunchedAt === undefined ? null : new Date(own.lastLaunchedAt).toISOString(),
        },
        createdAt: { known: true, value: new Date(own.createdAt).toISOString() },
        uses: { known: true },
      });
      if (image?.kind !== 'machine-image') throw new Error('no image');
      expect(image.snapshots.map(({ snapshotId }) => snapshotId)).toEqual(own.snapshotIds);
      const isBackup = Object.keys(own.tags).some((key) => /^aws:(backup|dlm):/.test(key));
      if (isBackup) expect(image.shared.known).toBe(false);
      else expect(image.shared).toEqual({ known: true, value: own.sharedWith.length > 0 });
    }
  });

  it('names the images of latest, default and pinned versions, and of a parameter, but no others', async () => {
    const templates = await read('aws:ec2:launch-template');
    for (const template of templates) {
      const own = state().launchTemplates.get(template.resourceId)!;
      const launchable = own.versions.filter(
        ({ number }) =>
          number === own.versions.length || number === own.defaultVersion || number === own.forGroupAtVersion,
      );
      const images = launchable.flatMap(({ image = '' }) => {
        if (image === '' || image.startsWith('resolve:ssm:/aws/')) return [];
        const name = /^resolve:ssm:(.+)$/.exec(image)?.[1];
        const key = `${own.accountId} ${own.region} ${name}`;
        return [name === undefined ? image : state().parameters.get(key)!.value];
      });
      const named = template.uses?.known === true ? template.uses.value : [];
      expect(
        named.filter(({ relation }) => relation === 'image').map(({ targetId }) => targetId),
        own.name,
      ).toEqual([...new Set(images)]);
    }
    expect(
      templates.some(({ uses }) => uses?.known === true && uses.value.some(({ relation }) => relation === 'snapshot')),
    ).toBe(true);
  });

  it('makes a template whose parameter cannot be resolved unread, never one without an image', async () => {
    const [, template] = here(state().launchTemplates).find(([, { versions }]) =>
      versions.some(({ image }) => image?.startsWith('resolve:ssm:/images/')),
    )!;
    const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, request }) =>
      operation === 'DescribeLaunchTemplateVersions' && request.includes('ResolveAlias=true') ? '<html>' : undefined,
    );
    try {
      const connection = cloud.connect({}, { sandboxUrl: proxy.url, limits: { attempts: 1 } });
      const { pages, error } = await readUntilError(connection, 'aws:ec2:launch-template', scope);
      expect(error).toBeUndefined();
      expect(pages.flatMap(({ unread }) => unread)).toContainEqual({
        resourceId: template.id,
        reason: expect.stringContaining('could not be resolved (ssm:GetParameters)'),
      });
    } finally {
      await proxy.close();
    }
  });

  it('counts the snapshots of a volume over all pages, and asks for one page once', async () => {
    await cloud.forgetCalls();
    const snapshots = await read('aws:ec2:snapshot');
    const { estate } = cloud.sandbox;
    for (const snapshot of snapshots) {
      if (snapshot.kind !== 'volume-snapshot' || snapshot.sourceVolumeId === undefined) continue;
      const own = estate.snapshots.get(snapshot.resourceId)!;
      const siblings = [...estate.snapshots.values()].filter(({ volumeId }) => volumeId === own.volumeId);
      expect(snapshot.siblings).toEqual({
        known: true,
        value: {
          older: siblings.filter(({ startedAt }) => startedAt < own.startedAt).length,
          newer: siblings.filter(({ startedAt }) => startedAt > own.startedAt).length,
        },
      });
    }
    const asked = (await cloud.calls()).filter(({ operation }) => operation === 'DescribeSnapshots');
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });

  it.each([
    ['ec2:DescribeImageAttribute', 'aws:ec2:image', 'shared'],
    ['ec2:DescribeVolumesModifications', 'aws:ec2:volume', 'changedAt'],
    ['backup:ListLegalHolds', 'aws:backup:recovery-point', 'onLegalHold'],
  ])('a denied %s leaves the resource and makes the fact unread', async (operation, type, field) => {
    await cloud.inject({ kind: 'deny', operation: operation.split(':')[1] ?? '' });
    const resources = (await read(type)) as readonly (Resource & Readonly<Record<string, unknown>>)[];
    expect(resources.length).toBeGreaterThan(0);
    const facts = resources.map((resource) => resource[field] as Fact<unknown> | undefined);
    const unread = facts.filter((fact) => fact !== undefined && !fact.known && fact.reason.includes(operation));
    expect(unread.length).toBeGreaterThan(0);
    expect(facts.some((fact) => fact !== undefined && fact.known && field !== 'shared')).toBe(false);
  });

  it('asks one image for its sharing where that is denied, not all of them', async () => {
    await cloud.inject({ kind: 'deny', operation: 'DescribeImageAttribute' });
    await cloud.forgetCalls();
    await read('aws:ec2:image');
    const asked = (await cloud.calls()).filter(({ operation }) => operation === 'DescribeImageAttribute');
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });

  it.each([
    ['DescribeImages', 'aws:ec2:image'],
    ['DescribeLaunchTemplates', 'aws:ec2:launch-template'],
    ['DescribeLaunchTemplateVersions', 'aws:ec2:launch-template'],
    ['DescribeAutoScalingGroups', 'aws:ec2:launch-template'],
    ['DescribeLaunchConfigurations', 'aws:autoscaling:launch-configuration'],
    ['DescribeSpotFleetRequests', 'aws:ec2:spot-fleet-request'],
    ['DescribeFastSnapshotRestores', 'aws:ec2:fast-snapshot-restore'],
    ['GetLifecyclePolicies', 'aws:dlm:lifecycle-policy'],
    ['ListBackupVaults', 'aws:backup:recovery-point'],
    ['ListRecoveryPointsByBackupVault', 'aws:backup:recovery-point'],
  ])('%s: denied or throttled for good, nothing passes for an empty listing', async (operation, type) => {
    await cloud.inject({ kind: 'deny', operation });
    expect(await failure(type)).toMatchObject({ category: 'denied' });
    await cloud.heal();
    await cloud.inject({ kind: 'throttle', operation });
    expect(await failure(type)).toMatchObject({ category: 'throttled' });
  });

  it.each([
    ['DescribeImages', 'aws:ec2:image'],
    ['DescribeSnapshots', 'aws:ec2:snapshot'],
    ['DescribeLaunchTemplateVersions', 'aws:ec2:launch-template'],
    ['ListRecoveryPointsByBackupVault', 'aws:backup:recovery-point'],
  ])('%s: a page cut in half is gone on from', async (operation, type) => {
    const whole = idsOf(await read(type));
    await cloud.inject({ kind: 'half-page', operation, times: 3 });
    expect(idsOf(await read(type))).toEqual(whole);
  });

  it('tags of recovery points are those of the snapshot, or of AWS Backup', async () => {
    const { points } = familyState(cloud.sandbox.estate, backupsFamily);
    for (const point of await read('aws:backup:recovery-point')) {
      const own = points.get(point.resourceId)!;
      const snapshot = cloud.sandbox.estate.snapshots.get(own.arn.split('/')[1] ?? '');
      if (point.tags.known) expect(point.tags.value).toEqual(snapshot?.tags ?? own.tags);
      else {
        // What its lifecycle removes within a quarter is not asked for.
        expect(own.deleteAfterDays).toBeLessThan(90);
        expect(own.status).not.toBe('EXPIRED');
        expect(point.tags.reason).toContain('does not tell');
      }
    }
  });
});

describe('a row that cannot be read', () => {
  it('is one unread entry: an image without a state, beside one that is read', async () => {
    const body = `<DescribeImagesResponse><imagesSet>
      <item><imageId>ami-1</imageId><imageState>available</imageState><creationDate>2026-01-01T00:00:00.000Z</creationDate><isPublic>true</isPublic></item>
      <item><imageId>ami-2</imageId></item></imagesSet></DescribeImagesResponse>`;
    const { pages } = await readXml('aws:ec2:image', body);
    expect(pages.flatMap(({ resources }) => resources.map(({ resourceId }) => resourceId))).toEqual(['ami-1']);
    expect(pages.flatMap(({ unread }) => unread)).toEqual([
      { resourceId: 'ami-2', reason: expect.stringContaining('State') },
    ]);
  });

  it('of an image whose times are no times is listed, with those facts unread', async () => {
    const body = `<DescribeImagesResponse><imagesSet><item><imageId>ami-1</imageId><imageState>available</imageState>
      <creationDate>soon</creationDate><isPublic>true</isPublic><lastLaunchedTime>never</lastLaunchedTime></item></imagesSet></DescribeImagesResponse>`;
    const { pages } = await readXml('aws:ec2:image', body);
    expect(pages[0]?.resources[0]).toMatchObject({
      createdAt: { known: false, reason: 'field CreationDate is "soon"' },
      lastLaunchedAt: { known: false },
    });
  });
});
