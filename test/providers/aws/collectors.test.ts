import { describe, expect, it } from 'vitest';
import type { BlockVolume, Instance, PublicAddress, VolumeSnapshot } from '../../../src/domain/resources.ts';
import { readXml } from './wire-service.ts';

/** What one item of a listing becomes; `undefined` when it is left out. */
async function one<R>(
  type: string,
  list: string,
  item: string,
  wrap = (inner: string) => inner,
): Promise<R | undefined> {
  const body = `<Response>${wrap(`<${list}><item>${item}</item></${list}>`)}</Response>`;
  const { pages, error } = await readXml(type, body);
  if (error) throw error;
  expect(pages.flatMap(({ unread }) => unread)).toEqual([]);
  return pages[0]?.resources[0] as R | undefined;
}

describe('a volume', () => {
  const volume = (more: string) =>
    one<BlockVolume>(
      'aws:ec2:volume',
      'volumeSet',
      `<volumeId>vol-1</volumeId><size>100</size><createTime>2026-01-02T03:04:05.678Z</createTime><availabilityZone>us-east-1a</availabilityZone>${more}`,
    );
  const free = '<volumeType>gp3</volumeType><status>available</status><attachmentSet/>';

  it('attached to nothing says so, and an untagged one has no tags', async () => {
    expect(await volume(`${free}<iops>3000</iops><throughput>125</throughput>`)).toEqual({
      kind: 'block-volume',
      type: 'aws:ec2:volume',
      resourceId: 'vol-1',
      scope: { provider: 'aws', accountId: '111111111111', regionId: 'us-east-1' },
      zoneId: 'us-east-1a',
      state: 'available',
      createdAt: { known: true, value: '2026-01-02T03:04:05.678Z' },
      tags: { known: true, value: {} },
      sizeGiB: 100,
      tier: 'gp3',
      iops: 3000,
      throughputMiBps: 125,
      attachedTo: { known: true, value: [] },
    });
  });

  it.each`
    state          | attachments                                                                                            | attachedTo
    ${'in-use'}    | ${'<attachmentSet><item><instanceId>i-1</instanceId><status>attached</status></item></attachmentSet>'} | ${['i-1']}
    ${'in-use'}    | ${'<attachmentSet><item><associatedResource>arn:aws:x</associatedResource></item></attachmentSet>'}    | ${['arn:aws:x']}
    ${'in-use'}    | ${'<attachmentSet><item><status>attached</status></item></attachmentSet>'}                             | ${['unnamed']}
    ${'available'} | ${'<attachmentSet><item><instanceId>i-1</instanceId><status>detached</status></item></attachmentSet>'} | ${[]}
    ${'in-use'}    | ${'<attachmentSet/>'}                                                                                  | ${undefined}
    ${'available'} | ${''}                                                                                                  | ${undefined}
  `('$state with $attachments is attached to $attachedTo', async ({ state, attachments, attachedTo }) => {
    const read = await volume(`<volumeType>gp3</volumeType><status>${state}</status>${attachments}`);
    expect(read?.attachedTo.known ? read.attachedTo.value : undefined).toEqual(attachedTo);
  });

  it('of a type without provisioned IOPS has none, though EC2 gives a number', async () => {
    const gp2 = await volume('<volumeType>gp2</volumeType><status>available</status><attachmentSet/><iops>300</iops>');
    expect(gp2).not.toHaveProperty('iops');
  });

  it('that is being deleted is gone', async () => {
    expect(await volume('<volumeType>gp3</volumeType><status>deleting</status><attachmentSet/>')).toBeUndefined();
  });

  it('is called by its Name tag', async () => {
    const tags =
      '<tagSet><item><key>Name</key><value>data</value></item><item><key>env</key><value></value></item></tagSet>';
    expect(await volume(free + tags)).toMatchObject({
      name: 'data',
      tags: { known: true, value: { Name: 'data', env: '' } },
    });
  });
});

describe('an instance', () => {
  const instance = (more: string, state = 'running') =>
    one<Instance>(
      'aws:ec2:instance',
      'instancesSet',
      `<instanceId>i-1</instanceId><instanceType>m5.large</instanceType><launchTime>2026-11-01T00:00:00.000Z</launchTime><instanceState><code>16</code><name>${state}</name></instanceState>${more}`,
      (inner) => `<reservationSet><item>${inner}</item></reservationSet>`,
    );

  it('that is started again is as old as its root volume', async () => {
    const blocks =
      '<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-1</volumeId><attachTime>2025-03-04T05:06:07.000Z</attachTime></ebs></item></blockDeviceMapping>';
    expect(
      await instance(`${blocks}<architecture>arm64</architecture><platformDetails>Linux/UNIX</platformDetails>`),
    ).toMatchObject({
      createdAt: { known: true, value: '2025-03-04T05:06:07.000Z' },
      startedAt: { known: true, value: '2026-11-01T00:00:00.000Z' },
      powerState: 'running',
      sizeName: 'm5.large',
      architecture: { known: true, value: 'arm64' },
      operatingSystem: { known: true, value: 'linux' },
      pricingModel: 'on-demand',
      stoppedSince: { known: false },
    });
  });

  it('that is stopped says since when', async () => {
    expect(await instance('<reason>User initiated (2026-09-01 10:00:00 GMT)</reason>', 'stopped')).toMatchObject({
      powerState: 'stopped',
      state: 'stopped',
      stoppedSince: { known: true, value: '2026-09-01T10:00:00.000Z' },
      operatingSystem: { known: false, reason: 'field PlatformDetails missing in the answer' },
    });
  });

  it.each(['terminated', 'shutting-down'])('that is %s is gone', async (state) => {
    expect(await instance('', state)).toBeUndefined();
  });

  it.each`
    more                                                     | model
    ${'<instanceLifecycle>spot</instanceLifecycle>'}         | ${'spot'}
    ${'<placement><tenancy>dedicated</tenancy></placement>'} | ${'dedicated'}
    ${'<placement><tenancy>host</tenancy></placement>'}      | ${'dedicated'}
    ${'<placement><tenancy>default</tenancy></placement>'}   | ${'on-demand'}
  `('with $more is priced $model', async ({ more, model }) => {
    expect((await instance(more))?.pricingModel).toBe(model);
  });

  it('in a state that is not known is unread, not running', async () => {
    const body =
      '<Response><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><instanceType>m5.large</instanceType><launchTime>2026-11-01T00:00:00.000Z</launchTime><instanceState><name>dreaming</name></instanceState></item></instancesSet></item></reservationSet></Response>';
    const { pages } = await readXml('aws:ec2:instance', body);
    expect(pages).toEqual([
      { resources: [], unread: [{ resourceId: 'i-1', reason: expect.stringContaining('State.Name') }] },
    ]);
  });
});

describe('an address', () => {
  const address = (more: string) =>
    one<PublicAddress>(
      'aws:ec2:address',
      'addressesSet',
      `<publicIp>198.51.100.7</publicIp><allocationId>eipalloc-1</allocationId>${more}`,
    );

  it.each`
    more                                                                                                                     | attachedTo
    ${''}                                                                                                                    | ${[]}
    ${'<instanceId/>'}                                                                                                       | ${[]}
    ${'<instanceId>i-1</instanceId><networkInterfaceId>eni-1</networkInterfaceId><associationId>eipassoc-1</associationId>'} | ${['i-1']}
    ${'<networkInterfaceId>eni-1</networkInterfaceId><associationId>eipassoc-1</associationId>'}                             | ${['eni-1']}
    ${'<associationId>eipassoc-1</associationId>'}                                                                           | ${['eipassoc-1']}
    ${'<serviceManaged>nlb</serviceManaged>'}                                                                                | ${['nlb']}
  `('with "$more" is held by $attachedTo', async ({ more, attachedTo }) => {
    expect(await address(more)).toMatchObject({
      resourceId: 'eipalloc-1',
      address: '198.51.100.7',
      attachedTo: { known: true, value: attachedTo },
      createdAt: { known: false },
    });
  });
});

describe('a snapshot', () => {
  const snapshot = (more: string) =>
    one<VolumeSnapshot>(
      'aws:ec2:snapshot',
      'snapshotSet',
      `<snapshotId>snap-1</snapshotId><status>completed</status><startTime>2026-05-01T00:00:00.000Z</startTime><volumeSize>80</volumeSize>${more}`,
    );

  it('tells its source, size and tier', async () => {
    expect(await snapshot('<volumeId>vol-9</volumeId><storageTier>archive</storageTier>')).toMatchObject({
      sourceVolumeId: 'vol-9',
      sourceSizeGiB: 80,
      tier: 'archive',
      createdAt: { known: true, value: '2026-05-01T00:00:00.000Z' },
    });
  });

  it('of another owner is not ours, whatever the answer holds', async () => {
    expect(await snapshot('<ownerId>111111111111</ownerId>')).toMatchObject({ resourceId: 'snap-1' });
    expect(await snapshot('<ownerId>999999999999</ownerId>')).toBeUndefined();
  });

  it('that was copied has no source volume, though EC2 gives an id', async () => {
    const copied = await snapshot('<volumeId>vol-ffffffff</volumeId>');
    expect(copied).not.toHaveProperty('sourceVolumeId');
    expect(copied?.tier).toBe('standard');
  });
});
