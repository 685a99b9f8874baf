/** Catalogue ids of the checks that the estate plants truth for, with the thresholds that it respects. */
export const CHECK = {
  unattached: 'aws-ebs-volume-unattached',
  unassociated: 'aws-eip-unassociated',
  stoppedLong: 'aws-ec2-instance-stopped-long',
  gp2: 'aws-ebs-gp2-to-gp3',
  idle: 'aws-ec2-instance-idle',
} as const;
