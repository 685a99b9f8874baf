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

/** The filter that every list but that of databases has. */
const finding = { Finding: 'finding' } as const;

/** Compute Optimizer's lists of machines, volumes, databases and what is idle. */
export const recommendationsModule: ServiceModule = {
  id: 'compute-optimizer',
  profile: computeOptimizerProfile,
  operations: documentOperations({
    GetEC2InstanceRecommendations: listing({
      member: 'instanceRecommendations',
      arns: 'instanceArns',
      isOf: isOfType('Ec2Instance'),
      documentOf: instanceDocument,
      filters: { ...finding, FindingReasonCodes: 'findingReasonCodes' },
    }),
    GetEBSVolumeRecommendations: listing({
      member: 'volumeRecommendations',
      arns: 'volumeArns',
      isOf: isOfType('EbsVolume'),
      documentOf: volumeDocument,
      filters: finding,
    }),
    GetRDSDatabaseRecommendations: listing({
      member: 'rdsDBRecommendations',
      arns: 'resourceArns',
      isOf: isOfType('RdsDbInstance'),
      documentOf: databaseDocument,
      filters: {
        InstanceFinding: 'instanceFinding',
        InstanceFindingReasonCode: 'instanceFindingReasonCodes',
        Idle: 'idle',
      },
    }),
    // The estate holds no recommendation about groups and services.
    GetAutoScalingGroupRecommendations: listing({
      member: 'autoScalingGroupRecommendations',
      arns: 'autoScalingGroupArns',
      isOf: () => false,
      documentOf: instanceDocument,
      filters: { ...finding, FindingReasonCodes: 'findingReasonCodes' },
    }),
    GetECSServiceRecommendations: listing({
      member: 'ecsServiceRecommendations',
      arns: 'serviceArns',
      isOf: () => false,
      documentOf: instanceDocument,
      filters: { ...finding, FindingReasonCode: 'findingReasonCodes' },
    }),
    GetIdleRecommendations: listing({
      member: 'idleRecommendations',
      arns: 'resourceArns',
      isOf: isIdle,
      documentOf: idleDocument,
      filters: { ...finding, ResourceType: 'resourceType' },
    }),
  }),
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

/** What is to be stopped or deleted stands in the list of what is idle, everything else in its own. */
function isIdle({ action }: NativeRecommendation): boolean {
  return action === 'Stop' || action === 'Delete';
}

function isOfType(type: NativeRecommendation['resourceType']) {
  return (one: NativeRecommendation): boolean => one.resourceType === type && !isIdle(one);
}

interface Listing {
  /** Names of the list in the answer, and of the ARNs that may be asked for. */
  readonly member: string;
  readonly arns: string;
  readonly isOf: (one: NativeRecommendation) => boolean;
  readonly documentOf: (one: NativeRecommendation) => object;
  /** The member of a document that each filter looks at; other filters are refused. */
  readonly filters: Readonly<Record<string, string>>;
}

function listing({ member, arns, isOf, documentOf, filters: known }: Listing) {
  return (call: Call, fields: Readonly<Record<string, unknown>>): object => {
    const input = new DocumentInput(fields, invalid);
    const accounts = input.texts('accountIds');
    if (accounts.some((id) => id !== call.accountId)) throw invalid('Only the calling account is enrolled.');
    const filters = input.children('filters').map((filter) => ({
      field: known[filter.oneOf('name', Object.keys(known))] ?? '',
      values: filter.texts('values'),
    }));
    const wanted = input.texts(arns);
    const fits = (one: NativeRecommendation): boolean => {
      const document = documentOf(one) as Readonly<Record<string, string | readonly string[]>>;
      return filters.every(({ field, values }) => [document[field] ?? []].flat().some((of) => values.includes(of)));
    };
    const all = [...familyState(call.world.estate, commitmentsFamily).recommendations.values()]
      .filter(
        (one) =>
          one.adviser === 'optimizer' && one.accountId === call.accountId && one.region === call.region && isOf(one),
      )
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const { items, nextToken } = pageOf(call, {
      listing: JSON.stringify([member, wanted, filters]),
      token: input.optionalText('nextToken'),
      limit: input.optionalInteger('maxResults', { min: 0, max: 1000 }) || 100,
      items: (after) => itemsAfter(all, after, ({ id }) => id),
      keep: (one) => (wanted.length === 0 || wanted.includes(one.resourceArn)) && fits(one),
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
