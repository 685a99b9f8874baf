/** Catalogue ids of the checks that the databases plant truth for. */
export const CHECK = {
  idle: 'aws-rds-instance-idle',
  rightsize: 'aws-rds-instance-rightsize',
  schedule: 'aws-rds-schedule',
  extendedSupport: 'aws-rds-extended-support',
  stopped: 'aws-rds-stopped',
  storageType: 'aws-rds-storage-gp2-gp3',
  standby: 'aws-rds-multi-az-nonprod',
  previousGeneration: 'aws-rds-previous-generation',
  graviton: 'aws-rds-graviton',
  snapshot: 'aws-rds-snapshot-old',
  replica: 'aws-rds-read-replica-idle',
  iops: 'aws-rds-iops-overprovisioned',
  ioMode: 'aws-aurora-io-mode',
  floor: 'aws-aurora-serverless-floor',
} as const;
