import { commitmentsFamily } from '../../estate/commitments/family.ts';
import type { NativeRecommendation } from '../../estate/commitments/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { computeOptimizerProfile } from './profile.ts';

/** Compute Optimizer's lists of machines, volumes, databases and what is idle. */
export const recommendationsModule: ServiceModule = {
  id: 'compute-optimizer',
  profile: computeOptimizerProfile,
  operations: documentOperations({
    GetEC2InstanceRecommendations: listing('instanceRecommendations', 'Ec2Instance', instanceDocument),
    GetEBSVolumeRecommendations: listing('volumeRecommendations', 'EbsVolume', volumeDocument),
    GetRDSDatabaseRecommendations: listing('rdsDBRecommendations', 'RdsDbInstance', databaseDocument),
    GetAutoScalingGroupRecommendations: listing('autoScalingGroupRecommendations', undefined, instanceDocument),
    GetECSServiceRecommendations: listing('ecsServiceRecommendations', undefined, instanceDocument),
    GetIdleRecommendations: listing('idleRecommendations', 'idle', idleDocument),
  }),
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

/** What is to be stopped or deleted stands in the list of what is idle, everything else in its own. */
const isIdle = ({ action }: NativeRecommendation): boolean => action === 'Stop' || action === 'Delete';

function listing(
  member: string,
  type: NativeRecommendation['resourceType'] | 'idle' | undefined,
  documentOf: (one: NativeRecommendation) => object,
) {
  return (call: Call, fields: Readonly<Record<string, unknown>>): object => {
    const input = new DocumentInput(fields, invalid);
    const accounts = input.texts('accountIds');
    if (accounts.some((id) => id !== call.accountId)) throw invalid('Only the calling account is enrolled.');
    const filters = input.children('filters').map((filter) => [filter.text('name'), filter.texts('values')]);
    const all = [...familyState(call.world.estate, commitmentsFamily).recommendations.values()]
      .filter(
        (one) =>
          one.adviser === 'optimizer' &&
          one.accountId === call.accountId &&
          one.region === call.region &&
          (type === 'idle' ? isIdle(one) : one.resourceType === type && !isIdle(one)),
      )
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const { items, nextToken } = pageOf(call, {
      listing: JSON.stringify([member, filters]),
      token: input.optionalText('nextToken'),
      limit: input.optionalInteger('maxResults', { min: 0, max: 1000 }) || 100,
      items: (after) => itemsAfter(all, after, ({ id }) => id),
      positionOf: ({ id }) => id,
      badToken: () => invalid('The next token is invalid.'),
    });
    return { [member]: items.map(documentOf), errors: [], ...(nextToken !== undefined && { nextToken }) };
  };
}

const savings = ({ monthlySavings, monthlyCost }: NativeRecommendation) => {
  const of = {
    savingsOpportunityPercentage: (monthlySavings / monthlyCost) * 100,
    estimatedMonthlySavings: { currency: 'USD', value: monthlySavings },
  };
  return { savingsOpportunity: of, savingsOpportunityAfterDiscounts: of };
};

const common = (one: NativeRecommendation) => ({
  accountId: one.accountId,
  lastRefreshTimestamp: new Timestamp(one.refreshedAt),
  tags: [],
});

function instanceDocument(one: NativeRecommendation): object {
  return {
    ...common(one),
    instanceArn: one.resourceArn,
    instanceName: one.resourceId,
    currentInstanceType: one.current,
    finding: 'Overprovisioned',
    findingReasonCodes: ['CPUOverprovisioned'],
    utilizationMetrics: [{ name: 'Cpu', statistic: 'Maximum', value: 31 }],
    lookBackPeriodInDays: 14,
    recommendationOptions: [
      {
        instanceType: one.recommended,
        projectedUtilizationMetrics: [{ name: 'Cpu', statistic: 'Maximum', value: 62 }],
        platformDifferences: [],
        performanceRisk: 1,
        rank: 1,
        ...savings(one),
        migrationEffort: 'VeryLow',
      },
    ],
    recommendationSources: [{ recommendationSourceArn: one.resourceArn, recommendationSourceType: 'Ec2Instance' }],
    currentPerformanceRisk: 'VeryLow',
    inferredWorkloadTypes: [],
    instanceState: 'running',
    idle: 'False',
  };
}

/** `gp3 500 GiB`. */
function shapeOf(text: string): object {
  const [volumeType = 'gp3', size = '1'] = text.split(' ');
  return { volumeType, volumeSize: Number(size), volumeBaselineIOPS: 3000, volumeBurstIOPS: 3000 };
}

function volumeDocument(one: NativeRecommendation): object {
  return {
    ...common(one),
    volumeArn: one.resourceArn,
    currentConfiguration: shapeOf(one.current),
    finding: 'NotOptimized',
    utilizationMetrics: [{ name: 'VolumeReadOpsPerSecond', statistic: 'Maximum', value: 12 }],
    lookBackPeriodInDays: 14,
    volumeRecommendationOptions: [
      { configuration: shapeOf(one.recommended), performanceRisk: 1, rank: 1, ...savings(one) },
    ],
    currentPerformanceRisk: 'VeryLow',
  };
}

function databaseDocument(one: NativeRecommendation): object {
  return {
    ...common(one),
    resourceArn: one.resourceArn,
    engine: 'postgres',
    currentDBInstanceClass: one.current,
    idle: 'False',
    instanceFinding: 'Overprovisioned',
    instanceFindingReasonCodes: ['CPUOverprovisioned'],
    instanceRecommendationOptions: [{ dbInstanceClass: one.recommended, performanceRisk: 1, rank: 1, ...savings(one) }],
    lookbackPeriodInDays: 14,
  };
}

function idleDocument(one: NativeRecommendation): object {
  return {
    ...common(one),
    resourceArn: one.resourceArn,
    resourceId: one.resourceId,
    resourceType: one.resourceType === 'EbsVolume' ? 'EBSVolume' : 'EC2Instance',
    finding: one.action === 'Delete' ? 'Unattached' : 'Idle',
    findingDescription: 'It did next to nothing over the lookback.',
    ...savings(one),
    utilizationMetrics: [{ name: 'CPU', statistic: 'Maximum', value: 1 }],
    lookBackPeriodInDays: 14,
  };
}
