import { DAY } from '../../estate/generate/time.ts';
import type { AzureContext } from './azure-context.ts';
import type { BuiltMachine } from './compute/machines.ts';
import { usdOf } from './prices/catalogue.ts';
import { minus, times } from './prices/money.ts';
import { guidOf } from './tenant.ts';

/** Advisor's "Right-size or shutdown underutilized virtual machines". Source: Advisor documentation, cost recommendations. */
const RIGHTSIZE_TYPE = 'e10b1381-5f0a-47ff-8c7b-37bd13d7c974';
const HOURS_PER_YEAR = 8760;

/** A second opinion on some machines: as Advisor has it, at retail prices and by the year. */
export function addRecommendations(context: AzureContext, machines: readonly BuiltMachine[]): void {
  for (const [index, { role, plan, machine }] of machines.entries()) {
    if (role !== 'idle' && role !== 'oversized') continue;
    const random = context.random('advice', index);
    if (!random.chance(0.6)) continue;
    const target =
      role === 'idle'
        ? 'Shutdown'
        : plan.size.replace(
            /(\D)(4|8|16)(s_v5)$/,
            (_, head: string, size: string, tail: string) => `${head}${Number(size) / 2}${tail}`,
          );
    const now = usdOf(`vm/${plan.size}/linux`, machine.region);
    const saved = target === 'Shutdown' ? now : minus(now, usdOf(`vm/${target}/linux`, machine.region));
    const annual = Math.round(Number(times(saved, HOURS_PER_YEAR)) * 100) / 100;
    context.recommendations.push({
      name: guidOf(random),
      accountId: machine.accountId,
      resourceId: machine.id,
      resourceType: machine.type,
      recommendationTypeId: RIGHTSIZE_TYPE,
      impact: 'High',
      problem: 'Right-size or shutdown underutilized virtual machines',
      solution: 'Right-size or shutdown underutilized virtual machines',
      updatedAt: context.now - random.between(1, 20) * 3_600_000,
      extended: {
        recommendationType: target === 'Shutdown' ? 'Shutdown' : 'SkuChange',
        currentSku: plan.size,
        targetSku: target,
        regionId: machine.region,
        roleName: machine.name,
        MaxCpuP95: String(Math.round(plan.load.peak)),
        ObservationPeriodStartDate: new Date(context.now - 8 * DAY).toISOString().slice(0, 10),
        lookbackPeriod: '7',
        savingsCurrency: 'USD',
        savingsAmount: String(Math.round((annual / 12) * 100) / 100),
        annualSavingsAmount: String(annual),
      },
    });
  }
}
