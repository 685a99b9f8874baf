import { decimalOf } from '../../estate/decimal.ts';
import { uuidOf } from '../../estate/family-parts.ts';
import { DAY } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpInstance, GcpRecommendation } from './model.ts';
import { computeName } from './names.ts';
import { familyRates, HOURS_PER_MONTH, machineHourly, shapeOf } from './prices.ts';

/** Recommendations are made anew each day. */
export const refreshedAt = ({ now }: GcpBuilder): number => Math.floor(now / DAY) * DAY - 17 * 3_600_000;

const MACHINE_TYPE = 'google.compute.instance.MachineTypeRecommender';
const USAGE_COMMITMENT = 'google.compute.commitment.UsageCommitmentRecommender';
const SPEND_COMMITMENT = 'google.cloudbilling.commitment.SpendBasedCommitmentRecommender';

/** What Google recommends where no other check has anything to say, and what should be bought. */
export function buildGoogleAdvice(builder: GcpBuilder): void {
  buildMachineAdvice(builder);
  buildUsagePurchases(builder);
  buildSpendPurchases(builder);
}

/** Machines about which nothing else is planted as waste, and that nobody protects. */
function quietMachines({ instances, context, now }: GcpBuilder): readonly GcpInstance[] {
  const wasteful = new Set(context.truth.filter(({ verdict }) => verdict === 'waste').map((entry) => entry.resourceId));
  return instances.filter(
    (instance) =>
      instance.status === 'RUNNING' &&
      !instance.spot &&
      instance.group === undefined &&
      instance.node === undefined &&
      instance.accelerator === undefined &&
      !(KEEP_LABEL in instance.labels) &&
      now - instance.createdAt > 60 * DAY &&
      shapeOf(instance.machineType).vcpus >= 4 &&
      !wasteful.has(computeName('instances', instance)),
  );
}

function buildMachineAdvice(builder: GcpBuilder): void {
  const { context } = builder;
  const quiet = quietMachines(builder);
  const each = context.count(1.4, 2);
  const step = Math.max(1, Math.floor(quiet.length / (3 * each)));
  for (let index = 0; index < 3 * each; index++) {
    const instance = quiet[index * step];
    if (instance === undefined) return;
    const role = (['import', 'costs-more', 'gone'] as const)[index % 3] ?? 'import';
    const random = context.random('google advice', index);
    const monthly = machineHourly(instance.machineType, instance.region) * HOURS_PER_MONTH;
    const at = { accountId: instance.projectId, region: instance.region };
    const name = role === 'gone' ? `${instance.name}-old` : instance.name;
    const target = computeName('instances', { ...instance, name });
    const saved = decimalOf(monthly / 8n);
    builder.recommendations.push({
      id: uuidOf(random),
      projectId: instance.projectId,
      region: instance.region,
      location: instance.zone,
      recommender: MACHINE_TYPE,
      subtype: 'CHANGE_MACHINE_TYPE',
      description:
        role === 'costs-more'
          ? `Increase performance by changing machine type of '${name}'.`
          : `Save cost by changing machine type from ${instance.machineType} to a custom one.`,
      target,
      monthlySavings: role === 'costs-more' ? `-${saved}` : saved,
      refreshedAt: refreshedAt(builder),
      operations: [{ action: 'replace', resource: target, path: '/machineType' }],
    });
    if (role === 'import') {
      const because = 'a custom type would be an eighth cheaper, as Google says';
      context.plantWaste(CHECK.recommender, at, target, because, saved);
    } else {
      const because = role === 'gone' ? 'the machine is gone' : 'what is recommended costs more';
      context.plantFine(CHECK.recommender, at, target, because);
    }
  }
}

/** The series that projects run beside N2, for which the company has commitments. */
const SERIES = ['e2', 'n2d'] as const;

/** Half of what runs all month should be committed to, and a GB of memory more, which saves next to nothing. */
function buildUsagePurchases(builder: GcpBuilder): void {
  for (const { projectId, state } of builder.organization.projects) {
    if (state !== 'ACTIVE') continue;
    const own = builder.instances.filter(
      (each) =>
        each.projectId === projectId &&
        each.status === 'RUNNING' &&
        !each.spot &&
        builder.now - each.createdAt > 60 * DAY,
    );
    for (const region of [...new Set(own.map((each) => each.region))].toSorted()) {
      for (const series of SERIES) {
        const shapes = own
          .filter((each) => each.region === region)
          .map(({ machineType }) => shapeOf(machineType))
          .filter(({ family }) => family === series);
        const vcpus = Math.floor(shapes.reduce((sum, shape) => sum + shape.vcpus, 0) / 2);
        if (vcpus === 0) continue;
        const rates = familyRates(series, region);
        const place = { projectId, region, location: region };
        addPurchase(builder, place, USAGE_COMMITMENT, {
          description: `Purchase a 1 year commitment of ${vcpus} vCPUs of ${series.toUpperCase()} in ${region}.`,
          saved: (rates.core * HOURS_PER_MONTH - rates.core1y) * BigInt(vcpus),
          key: `${projectId} ${region} ${series}`,
        });
        addPurchase(builder, place, USAGE_COMMITMENT, {
          description: `Purchase a 1 year commitment of 1 GB of memory of ${series.toUpperCase()} in ${region}.`,
          saved: rates.memory * HOURS_PER_MONTH - rates.memory1y,
          key: `${projectId} ${region} ${series} memory`,
        });
      }
    }
  }
}

/** Of services that spend-based commitments are sold for: what Google says that a commitment would save, USD a month. */
const SERVICES = [
  ['Cloud SQL', 900],
  ['Compute Engine Flexible', 2400],
  ['Cloud Run', 60],
  ['Memorystore', 140],
  ['Kubernetes Engine Autopilot', 35],
  ['AlloyDB', 3],
  ['Spanner', 2],
  ['Bigtable', 4],
  ['Cloud Run functions', 1],
  ['Dataflow streaming', 2.5],
] as const;

function buildSpendPurchases(builder: GcpBuilder): void {
  const { billingAccountId } = builder.organization;
  for (const [service, usd] of SERVICES) {
    addPurchase(builder, { projectId: '', region: 'global', location: 'global', billingAccountId }, SPEND_COMMITMENT, {
      description: `Purchase a 1 year ${service} commitment.`,
      saved: BigInt(Math.round(usd * 1e6)) * 1_000_000n,
      key: service,
    });
  }
}

/** What is not worth five dollars a month is not worth an approval. */
const LEAST_PICO = 5_000_000_000_000n;

function addPurchase(
  builder: GcpBuilder,
  place: Pick<GcpRecommendation, 'projectId' | 'region' | 'location' | 'billingAccountId'>,
  recommender: string,
  { description, saved, key }: { readonly description: string; readonly saved: bigint; readonly key: string },
): void {
  const { context } = builder;
  const id = uuidOf(context.random('purchase', recommender, key));
  const { projectId, billingAccountId, region, location } = place;
  const owner = billingAccountId === undefined ? `projects/${projectId}` : `billingAccounts/${billingAccountId}`;
  builder.recommendations.push({
    ...place,
    id,
    recommender,
    subtype: '',
    description,
    target: `//${billingAccountId === undefined ? 'cloudresourcemanager' : 'cloudbilling'}.googleapis.com/${owner}`,
    monthlySavings: decimalOf(saved),
    refreshedAt: refreshedAt(builder),
    operations: [],
  });
  const check = billingAccountId === undefined ? CHECK.usagePurchase : CHECK.spendPurchase;
  const name = `${owner}/locations/${location}/recommenders/${recommender}/recommendations/${id}`;
  const at = { accountId: billingAccountId ?? projectId, region };
  if (saved >= LEAST_PICO) context.plantWaste(check, at, name, description, decimalOf(saved));
  else context.plantFine(check, at, name, 'saves less than five dollars a month');
}
