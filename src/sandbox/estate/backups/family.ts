import type { EstateFamily } from '../family.ts';
import type { FamilyContext } from '../family-context.ts';
import { daysBefore } from '../generate/time.ts';
import type { BackupsState, BackupVault, LegalHold } from './model.ts';
import { buildPoints, VAULTS } from './points.ts';
import { recoveryPointUsage } from './usage.ts';

/** AWS Backup: vaults, recovery points of volumes, file systems and tables, and legal holds. */
export const backupsFamily: EstateFamily<BackupsState> = {
  name: 'backups',
  generate(context) {
    const points = buildPoints(context);
    const vaults = new Map<string, BackupVault>();
    for (const { accountId, region } of points.values()) {
      for (const [name, locked] of Object.entries(VAULTS)) {
        const arn = `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;
        vaults.set(arn, { arn, accountId, region, name, createdAt: daysBefore(context.now, 1000), locked });
      }
    }
    return { vaults, points, holds: holdsOf(context, points) };
  },
  *usage({ points }) {
    for (const point of points.values()) yield* recoveryPointUsage(point);
  },
};

/** One hold for each account and region with points that it keeps, and one that was cancelled. */
function holdsOf(context: FamilyContext, points: BackupsState['points']): ReadonlyMap<string, LegalHold> {
  const held = new Map<string, string[]>();
  for (const { arn, accountId, region, onHold } of points.values()) {
    const key = `${accountId} ${region}`;
    if (onHold) held.set(key, [...(held.get(key) ?? []), arn]);
  }
  const holds = new Map<string, LegalHold>();
  for (const [key, pointArns] of held) {
    const [accountId = '', region = ''] = key.split(' ');
    const random = context.random('hold', key);
    for (const status of ['ACTIVE', 'CANCELED'] as const) {
      const id = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
      const createdAt = daysBefore(context.now, 200);
      const arns = status === 'ACTIVE' ? pointArns : [];
      holds.set(id, {
        id,
        accountId,
        region,
        title: `${status.toLowerCase()} case`,
        status,
        createdAt,
        pointArns: arns,
      });
    }
  }
  return holds;
}
