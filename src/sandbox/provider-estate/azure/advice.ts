import { DAY } from '../../estate/generate/time.ts';
import type { AzureContext } from './azure-context.ts';
import { CHECK, KEEP_TAG } from './check-ids.ts';
import type { AdvisorRecommendation, AzureResource } from './model.ts';
import { usdOf } from './prices/catalogue.ts';
import { minus, share, times } from './prices/money.ts';
import { guidOf, HOME_REGIONS } from './tenant.ts';

/** Advisor's types. Source: Advisor documentation, "Cost recommendations". */
const RIGHTSIZE = {
  recommendationTypeId: 'e10b1381-5f0a-47ff-8c7b-37bd13d7c974',
  problem: 'Right-size or shutdown underutilized virtual machines',
} as const;
const RESERVATION = {
  recommendationTypeId: '84b1a508-fc21-49da-979e-96894f1665df',
  problem: 'Buy virtual machine reserved instances to save money over pay-as-you-go costs',
} as const;
const SAVINGS_PLAN = {
  recommendationTypeId: '89515250-1243-43d1-b4e7-f9437cedffd8',
  problem: 'Purchase savings plan for compute to unlock lower prices',
} as const;

const VM = 'Microsoft.Compute/virtualMachines';
const HOURS_PER_YEAR = 8760;

/** What Advisor says where no other check has anything to say, and what should be bought. Made last: it looks around. */
export function makeAdvice(context: AzureContext): void {
  plantSecondOpinions(context);
  adviseMachines(context);
  adviseReservations(context);
  adviseSavingsPlans(context);
}

/** What another check finds is not imported a second time. */
function plantSecondOpinions(context: AzureContext): void {
  const wasteful = wastefulIds(context);
  const seen = new Set<string>();
  for (const { resourceId, accountId, extended } of context.recommendations) {
    if (!wasteful.has(resourceId.toLowerCase()) || seen.has(resourceId)) continue;
    seen.add(resourceId);
    const planted = { id: resourceId, accountId, region: extended['regionId'] ?? 'global' };
    context.fine(CHECK.advisor, planted, 'a check of its own finds it');
  }
}

const wastefulIds = ({ truth }: AzureContext): ReadonlySet<string> =>
  new Set(truth.filter(({ verdict }) => verdict === 'waste').map((entry) => entry.resourceId));

function adviseMachines(context: AzureContext): void {
  const wasteful = wastefulIds(context);
  const advised = new Set(context.recommendations.map(({ resourceId }) => resourceId));
  const quiet = context.resources.filter(
    ({ type, id, createdAt, tags }) =>
      type === VM &&
      !(KEEP_TAG in tags) &&
      context.now - createdAt > 60 * DAY &&
      !wasteful.has(id.toLowerCase()) &&
      !advised.has(id),
  );
  const each = context.count(1.4, 2);
  const step = Math.max(1, Math.floor(quiet.length / (3 * each)));
  for (let index = 0; index < 3 * each; index++) {
    const machine = quiet[index * step];
    if (machine === undefined) return;
    const role = (['import', 'saves-nothing', 'gone'] as const)[index % 3] ?? 'import';
    const id = role === 'gone' ? `${machine.id}-old` : machine.id;
    const annual = role === 'saves-nothing' ? '0' : '312.00';
    push(context, ['machine', index], RIGHTSIZE, {
      accountId: machine.accountId,
      resourceId: id,
      resourceType: VM,
      extended: {
        recommendationType: 'SkuChange',
        currentSku: sizeOf(machine),
        targetSku: 'Standard_B4als_v2',
        regionId: machine.region,
        lookbackPeriod: '7',
        annualSavingsAmount: annual,
      },
    });
    const planted = { id, accountId: machine.accountId, region: machine.region };
    if (role === 'import') context.waste(CHECK.advisor, planted, 'a burstable size would do, as Advisor says', '26');
    else context.fine(CHECK.advisor, planted, role === 'gone' ? 'the machine is gone' : 'it would save nothing');
  }
}

const sizeOf = ({ properties }: AzureResource): string => {
  const profile = properties['hardwareProfile'] as { readonly vmSize?: string } | undefined;
  return profile?.vmSize ?? '';
};

/** What could be reserved: how many of a size, in which region. */
const RESERVABLE = [
  ['Standard_D4s_v5', HOME_REGIONS[0], 6],
  ['Standard_E4s_v5', HOME_REGIONS[1], 3],
] as const;

function adviseReservations(context: AzureContext): void {
  for (const [at, { id: accountId }] of subscriptionsOf(context).entries()) {
    for (const [size, region, quantity] of RESERVABLE) {
      const yearly = times(usdOf(`vm/${size}/linux`, region), HOURS_PER_YEAR * quantity);
      const annual = minus(yearly, times(usdOf(`vm-reserved/${size}/1 Year`, region), quantity));
      const details = {
        reservedResourceType: 'virtualmachines',
        displaySKU: size,
        displayQty: String(quantity),
        region,
      };
      purchase(context, ['reservation', at, size], RESERVATION, accountId, annual, details);
      // Of a size that hardly runs: less than five dollars a month.
      purchase(context, ['reservation', at, size, 'little'], RESERVATION, accountId, share(annual, 1, 1000), details);
    }
  }
}

function adviseSavingsPlans(context: AzureContext): void {
  for (const [at, { id: accountId }] of subscriptionsOf(context).entries()) {
    for (const [term, hourly] of [
      ['P1Y', '1.50'],
      ['P3Y', '1.10'],
    ] as const) {
      const details = { scope: 'Single', term, savingsPlanCommitment: hourly };
      purchase(context, ['plan', at, term], SAVINGS_PLAN, accountId, times(hourly, 2400), details);
      purchase(context, ['plan', at, term, 'little'], SAVINGS_PLAN, accountId, times(hourly, 24), details);
    }
  }
}

const subscriptionsOf = (context: AzureContext) =>
  [...new Set(context.places.items.map(({ accountId }) => accountId))].map((id) => ({ id }));

function purchase(
  context: AzureContext,
  key: readonly (string | number)[],
  type: typeof RESERVATION | typeof SAVINGS_PLAN,
  accountId: string,
  annual: string,
  details: Readonly<Record<string, string>>,
): void {
  const name = push(context, key, type, {
    accountId,
    resourceId: `/subscriptions/${accountId}`,
    resourceType: 'Microsoft.Subscriptions/subscriptions',
    extended: { term: 'P1Y', lookbackPeriod: '30', annualSavingsAmount: annual, ...details },
  });
  const check = type === RESERVATION ? CHECK.usagePurchase : CHECK.spendPurchase;
  const at = { accountId, region: details['region'] ?? 'global' };
  // Less than five dollars a month is not worth an approval.
  if (Number(annual) / 12 >= 5) context.plantWaste(check, at, name, type.problem, share(annual, 1, 12));
  else context.plantFine(check, at, name, 'saves less than five dollars a month');
}

function push(
  context: AzureContext,
  key: readonly (string | number)[],
  { recommendationTypeId, problem }: Pick<AdvisorRecommendation, 'recommendationTypeId' | 'problem'>,
  of: Pick<AdvisorRecommendation, 'accountId' | 'resourceId' | 'resourceType' | 'extended'>,
): string {
  const random = context.random('advice', ...key);
  const name = guidOf(random);
  context.recommendations.push({
    ...of,
    name,
    recommendationTypeId,
    impact: 'High',
    problem,
    solution: problem,
    updatedAt: context.now - random.between(1, 20) * 3_600_000,
    extended: { ...of.extended, savingsCurrency: 'USD' },
  });
  return name;
}
