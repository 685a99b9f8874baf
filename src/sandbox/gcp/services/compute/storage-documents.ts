import type { GcpDisk, GcpImage, GcpSnapshot } from '../../../provider-estate/gcp/model.ts';
import { relativeName } from '../../../provider-estate/gcp/names.ts';
import { pacificTime } from '../../wire/times.ts';
import { head, labelled, link } from './documents.ts';

export function diskDocument(disk: GcpDisk): object {
  const { projectId, region, zone, replicaZones } = disk;
  const scope = zone === undefined ? `regions/${region}` : `zones/${zone}`;
  return {
    ...head('disk', disk, relativeName('disks', disk)),
    sizeGb: String(disk.sizeGiB),
    status: 'READY',
    ...(disk.description !== undefined && { description: disk.description }),
    type: link(projectId, `${scope}/diskTypes/${disk.type}`),
    ...(disk.sourceImage !== undefined && {
      sourceImage: link(projectId, disk.sourceImage),
      licenses: [link(projectId, disk.sourceImage.replace(/global\/images\/.*/, 'global/licenses/system'))],
      guestOsFeatures: [{ type: 'VIRTIO_SCSI_MULTIQUEUE' }, { type: 'UEFI_COMPATIBLE' }],
    }),
    ...(disk.lastAttachAt !== undefined && { lastAttachTimestamp: pacificTime(disk.lastAttachAt) }),
    ...(disk.lastDetachAt !== undefined && { lastDetachTimestamp: pacificTime(disk.lastDetachAt) }),
    ...(disk.user !== undefined && { users: [link(projectId, `${scope}/instances/${disk.user}`)] }),
    ...labelled(disk),
    ...(disk.policies.length > 0 && {
      resourcePolicies: disk.policies.map((name) => link(projectId, `regions/${region}/resourcePolicies/${name}`)),
    }),
    ...(replicaZones && { replicaZones: replicaZones.map((replica) => link(projectId, `zones/${replica}`)) }),
    ...(disk.provisionedIops !== undefined && { provisionedIops: String(disk.provisionedIops) }),
    physicalBlockSizeBytes: '4096',
  };
}

export function snapshotDocument(snapshot: GcpSnapshot): object {
  const { projectId } = snapshot;
  const schedule = snapshot.schedule;
  return {
    ...head('snapshot', snapshot, relativeName('snapshots', snapshot)),
    status: 'READY',
    sourceDisk: link(projectId, snapshot.sourceDisk),
    sourceDiskId: snapshot.sourceDiskId,
    diskSizeGb: String(snapshot.diskSizeGiB),
    storageBytes: String(snapshot.storageBytes),
    storageBytesStatus: 'UP_TO_DATE',
    ...labelled(snapshot),
    storageLocations: [snapshot.location],
    downloadBytes: String(Math.round(snapshot.storageBytes * 1.02)),
    creationSizeBytes: String(snapshot.storageBytes),
    snapshotType: snapshot.archived ? 'ARCHIVE' : 'STANDARD',
    ...(schedule !== undefined && {
      autoCreated: true,
      sourceSnapshotSchedulePolicy: link(projectId, `regions/${snapshot.location}/resourcePolicies/${schedule}`),
    }),
  };
}

export function imageDocument(image: GcpImage): object {
  return {
    ...head('image', image, relativeName('images', image)),
    sourceType: 'RAW',
    status: 'READY',
    archiveSizeBytes: String(image.archiveSizeBytes),
    diskSizeGb: String(image.diskSizeGiB),
    ...(image.family !== undefined && { family: image.family }),
    ...(image.deprecated !== undefined && { deprecated: { state: image.deprecated } }),
    ...(image.sourceDisk !== undefined && { sourceDisk: link(image.projectId, image.sourceDisk) }),
    ...labelled(image),
    storageLocations: [image.storageLocation],
    architecture: 'X86_64',
  };
}
