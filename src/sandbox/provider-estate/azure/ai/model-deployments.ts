import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { tickTime } from '../times.ts';
import { OPENAI_MODELS } from './openai-models.ts';

type DeploymentRole = 'used' | 'idle' | 'underused' | 'least' | 'bursts' | 'young' | 'by-token' | 'keep';

const ACCOUNT = 'Microsoft.CognitiveServices/accounts';
const PLANS = [
  ['GlobalProvisionedManaged', 'Global'],
  ['DataZoneProvisionedManaged', 'Data Zone'],
] as const;
const SHARES: Readonly<Partial<Record<DeploymentRole, number>>> = {
  idle: 0.15,
  underused: 0.15,
  least: 0.1,
  bursts: 0.1,
  young: 0.08,
  'by-token': 0.12,
  keep: 0.08,
};

/** Accounts of Azure OpenAI, each with one deployment. */
export function makeModelDeployments(context: AzureContext): void {
  castOf<DeploymentRole>(context, 'model deployments', SHARES, context.count(4, 10), 'used').forEach((role, index) =>
    makeDeployment(context, context.random('model deployment', index), role, index),
  );
}

function makeDeployment(context: AzureContext, random: Random, role: DeploymentRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const accountName = `oai-${context.nameOf(identity)}-${index}`;
  const resourceGroup = context.groupOf(identity, place);
  const createdAt = context.now - (role === 'young' ? random.between(8, 12) : random.between(40, 300)) * DAY;
  const { name: model, version, minimum } = random.pick(OPENAI_MODELS);
  const [plan, meter] = role === 'by-token' ? (['GlobalStandard', ''] as const) : random.pick(PLANS);
  const units = role === 'by-token' ? 100 : role === 'least' ? minimum : minimum + random.integer(6, 9) * 5;
  const name = `${model}-${role === 'by-token' ? 'shared' : 'ptu'}`;
  const tags = {
    ...context.tagsOf(random, identity, accountName),
    ...(role === 'keep' && { [KEEP_TAG]: 'for the launch' }),
  };
  const made = { place, resourceGroup, createdAt };
  const split = `ModelDeploymentName=${name}`;
  const courses = coursesOf(random, role);
  context.add({
    ...made,
    type: ACCOUNT,
    name: accountName,
    tags,
    top: { kind: 'OpenAI', sku: { name: 'S0' }, etag: '"0"' },
    properties: {
      provisioningState: 'Succeeded',
      endpoint: `https://${accountName}.openai.azure.com/`,
      customSubDomainName: accountName,
      publicNetworkAccess: 'Enabled',
      internalId: random.hex(32),
      dateCreated: tickTime(createdAt),
      isMigrated: false,
      capabilities: [{ name: 'MaxFineTuneCount', value: '500' }],
    },
    metrics: {
      [`AzureOpenAIRequests?${split}`]: courses.requests,
      ...(role !== 'by-token' && { [`AzureOpenAIProvisionedManagedUtilizationV2?${split}`]: courses.used }),
    },
  });
  const deployment = context.add({
    ...made,
    type: `${ACCOUNT}/deployments`,
    name: `${accountName}/${name}`,
    tags: {},
    top: {
      sku: { name: plan, capacity: units },
      systemData: {
        createdBy: 'ai-platform',
        createdByType: 'Application',
        createdAt: tickTime(createdAt),
        lastModifiedAt: tickTime(createdAt),
      },
      etag: '"0"',
    },
    properties: {
      model: { format: 'OpenAI', name: model, version },
      versionUpgradeOption: 'OnceNewDefaultVersionAvailable',
      currentCapacity: units,
      capabilities: { chatCompletion: 'true' },
      provisioningState: 'Succeeded',
      raiPolicyName: 'Microsoft.DefaultV2',
    },
  });
  const fine = (because: string): void => context.fine(CHECK.throughput, deployment, because);
  if (role === 'by-token') return fine('paid by the token');
  const key = `openai/ptu/${meter}`;
  context.bill(deployment, key, { quantity: units });
  const hourly = usdOf(key, place.region);
  if (role === 'idle') {
    context.waste(CHECK.throughput, deployment, 'no request comes', monthly(times(hourly, units)));
  } else if (role === 'underused') {
    // A use of a quarter: half of the units would do at most.
    context.waste(
      CHECK.throughput,
      deployment,
      'a quarter used at most',
      monthly(times(hourly, Math.round(units / 2))),
    );
  } else if (role === 'least') fine('has the least units that there are');
  else if (role === 'bursts') fine('quiet for the most part, full in many an hour');
  else if (role === 'young') fine('younger than the window of 14 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
  else fine('its units are used');
}

function coursesOf(random: Random, role: DeploymentRole): { readonly requests: Course; readonly used: Course } {
  const idle = role === 'idle' || role === 'keep';
  const peak = idle
    ? 0
    : role === 'used' || role === 'young'
      ? random.between(60, 98)
      : role === 'bursts'
        ? 95
        : random.between(10, 24);
  const share = role === 'bursts' ? 0.2 : 0.6;
  const shape = 'daily';
  return {
    requests: { of: 'counter', unit: 'Count', shape, perHour: idle ? 0 : random.between(20, 4000), sparse: true },
    used: { of: 'gauge', unit: 'Percent', shape, mean: meanFor(shape, peak * share, peak), peak },
  };
}
