/** Catalogue ids of the checks that the estate plants truth for, with the thresholds that it respects. */
export const CHECK = {
  unattached: 'aws-ebs-volume-unattached',
  unassociated: 'aws-eip-unassociated',
  stoppedLong: 'aws-ec2-instance-stopped-long',
  gp2: 'aws-ebs-gp2-to-gp3',
  idle: 'aws-ec2-instance-idle',
  volumeIdle: 'aws-ebs-volume-idle',
  volumeStopped: 'aws-ebs-volume-stopped-instance',
  ioToGp3: 'aws-ebs-io-to-gp3',
  overprovisioned: 'aws-ebs-iops-overprovisioned',
  snapshotOld: 'aws-ebs-snapshot-old',
  snapshotOrphaned: 'aws-ebs-snapshot-orphaned',
  snapshotArchive: 'aws-ebs-snapshot-archive',
} as const;
