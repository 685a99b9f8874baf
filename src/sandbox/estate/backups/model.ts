/** A backup vault. Times are epoch ms. */
export interface BackupVault {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly locked: boolean;
}

export interface RecoveryPoint {
  /** Of a snapshot `arn:aws:ec2:REGION::snapshot/snap-…`, of what AWS Backup keeps itself `arn:aws:backup:…`. */
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly vaultName: string;
  readonly resourceArn: string;
  readonly resourceType: 'EBS' | 'EFS' | 'DynamoDB';
  readonly resourceName: string;
  readonly status: 'COMPLETED' | 'EXPIRED';
  readonly createdAt: number;
  readonly sizeBytes: number;
  readonly deleteAfterDays?: number;
  readonly moveToColdAfterDays?: number;
  readonly onHold: boolean;
  /** Of what AWS Backup keeps itself; a snapshot's tags are EC2's. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface LegalHold {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly title: string;
  readonly status: 'ACTIVE' | 'CANCELED';
  readonly createdAt: number;
  readonly pointArns: readonly string[];
}

export interface BackupsState {
  readonly vaults: ReadonlyMap<string, BackupVault>;
  readonly points: ReadonlyMap<string, RecoveryPoint>;
  readonly holds: ReadonlyMap<string, LegalHold>;
}
