interface BackupRate {
  readonly type: 'EFS' | 'DynamoDB';
  readonly tier: 'Warm' | 'Cold';
  /** USD per GB-month, decimal text. */
  readonly usd: string;
  readonly source: string;
  readonly asOf: string;
}

/** The one region in which the sandbox has backups that AWS Backup keeps itself: its prices are told by several sources. */
export const BACKUP_REGION = 'us-east-1';

const page = 'AWS Backup pricing, "Backup storage pricing", US East (N. Virginia)';

export const backupRates: readonly BackupRate[] = [
  { type: 'EFS', tier: 'Warm', usd: '0.05', source: page, asOf: '2026-02' },
  { type: 'EFS', tier: 'Cold', usd: '0.01', source: page, asOf: '2026-02' },
  { type: 'DynamoDB', tier: 'Warm', usd: '0.1', source: page, asOf: '2026-06' },
  { type: 'DynamoDB', tier: 'Cold', usd: '0.03', source: page, asOf: '2026-06' },
];

/** Throws a RangeError for a price that there is not. */
export function backupRate(type: string, tier: 'Warm' | 'Cold'): string {
  const rate = backupRates.find((each) => each.type === type && each.tier === tier);
  if (rate === undefined) throw new RangeError(`no price for ${tier} backups of ${type}`);
  return rate.usd;
}
