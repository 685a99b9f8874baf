import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import type { BuiltInstance } from '../generate/builder.ts';
import { HOUR } from '../generate/time.ts';
import { hourlyPico } from '../licences.ts';
import { HOURS_PER_MONTH, instanceType } from '../prices.ts';
import type { LicenceRecommendation } from './model.ts';

/** What Compute Optimizer says of each instance with SQL Server. */
export function licenceRecommendations(context: FamilyContext): readonly LicenceRecommendation[] {
  return context.instances
    .filter(({ instance }) => instance.licence !== undefined)
    .map((built) => recommendationOf(built, context.now));
}

function recommendationOf({ role, instance }: BuiltInstance, now: number): LicenceRecommendation {
  const common = {
    instanceId: instance.id,
    accountId: instance.accountId,
    region: instance.region,
    instanceType: instance.type,
    cores: instanceType(instance.type)?.vcpu ?? 0,
    edition: instance.licence === 'sql-enterprise' ? ('Enterprise' as const) : ('Standard' as const),
    refreshedAt: now - 8 * HOUR,
  };
  switch (role) {
    case 'sql-oversized':
      return { ...common, finding: 'NotOptimized', reasons: ['LicenseOverprovisioned'], option: standardOf(instance) };
    case 'sql-optimized':
      return { ...common, finding: 'Optimized', reasons: ['Optimized'] };
    default:
      return { ...common, finding: 'InsufficientMetrics', reasons: ['InvalidCloudWatchApplicationInsightsSetup'] };
  }
}

function standardOf({ type, region }: BuiltInstance['instance']): NonNullable<LicenceRecommendation['option']> {
  const enterprise = hourlyPico(type, region, 'sql-enterprise')!;
  const saved = enterprise - hourlyPico(type, region, 'sql-standard')!;
  return {
    edition: 'Standard',
    monthlySavings: decimalOf(saved * BigInt(HOURS_PER_MONTH)),
    percent: Math.round((Number(saved) / Number(enterprise)) * 1000) / 10,
  };
}
