import { z } from 'zod';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Recommendation } from '../../../domain/recommendations.ts';
import type { ResourceKind } from '../../../domain/resources.ts';
import type { AwsClient, OperationName } from '../client.ts';
import { moneyOf, namesOf, parsed, unlessNotEnabled } from './advice.ts';

const Savings = z
  .object({
    estimatedMonthlySavings: z.object({ currency: z.string().min(1), value: z.number() }).optional(),
  })
  // Absent where there is nothing to save.
  .nullish();

const saving = { savingsOpportunity: Savings, savingsOpportunityAfterDiscounts: Savings };
const refreshed = { lastRefreshTimestamp: z.date().optional(), accountId: z.string().min(1) };

interface Advice {
  readonly arn: string | undefined;
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly resourceType: string;
  readonly action: string;
  readonly current?: string | undefined;
  readonly recommended?: string | undefined;
  readonly savings: {
    readonly savingsOpportunity?: z.infer<typeof Savings>;
    readonly savingsOpportunityAfterDiscounts?: z.infer<typeof Savings>;
  };
  readonly effort?: string | undefined;
  readonly lookbackDays?: number | undefined;
  readonly refreshedAt?: Date | undefined;
}

/** One of Compute Optimizer's lists: for which resources it is asked, what of it, and how a row is read. */
interface Listing {
  readonly kinds: readonly ResourceKind[];
  readonly operation: OperationName<'compute-optimizer'>;
  readonly filters?: readonly { readonly name: string; readonly values: readonly string[] }[];
  read(answer: unknown, operation: string): readonly Advice[];
}

const rank = { rank: z.number().optional() };

/** The best option: options come by rank, 1 first. */
const best = <T extends { readonly rank?: number | undefined }>(options: readonly T[]): T | undefined =>
  options.toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY))[0];

const Instances = z.object({
  instanceRecommendations: z.array(
    z.object({
      ...refreshed,
      instanceArn: z.string().min(1),
      currentInstanceType: z.string().optional(),
      lookBackPeriodInDays: z.number().optional(),
      recommendationOptions: z
        .array(
          z.object({ ...saving, ...rank, instanceType: z.string().optional(), migrationEffort: z.string().optional() }),
        )
        .default([]),
    }),
  ),
});

const volumeShape = z.object({
  volumeType: z.string().optional(),
  volumeSize: z.number().optional(),
  volumeBaselineIOPS: z.number().optional(),
});

const Volumes = z.object({
  volumeRecommendations: z.array(
    z.object({
      ...refreshed,
      volumeArn: z.string().min(1),
      currentConfiguration: volumeShape.optional(),
      lookBackPeriodInDays: z.number().optional(),
      volumeRecommendationOptions: z
        .array(z.object({ ...saving, ...rank, configuration: volumeShape.optional() }))
        .default([]),
    }),
  ),
});

const Functions = z.object({
  lambdaFunctionRecommendations: z.array(
    z.object({
      ...refreshed,
      functionArn: z.string().min(1),
      currentMemorySize: z.number().optional(),
      lookbackPeriodInDays: z.number().optional(),
      memorySizeRecommendationOptions: z
        .array(z.object({ ...saving, ...rank, memorySize: z.number().optional() }))
        .default([]),
    }),
  ),
});

const groupShape = z.object({ instanceType: z.string().nullish(), desiredCapacity: z.number().optional() });

const Groups = z.object({
  autoScalingGroupRecommendations: z.array(
    z.object({
      ...refreshed,
      autoScalingGroupArn: z.string().min(1),
      currentConfiguration: groupShape.optional(),
      lookBackPeriodInDays: z.number().optional(),
      recommendationOptions: z
        .array(z.object({ ...saving, ...rank, configuration: groupShape.optional() }))
        .default([]),
    }),
  ),
});

const Services = z.object({
  ecsServiceRecommendations: z.array(
    z.object({
      ...refreshed,
      serviceArn: z.string().min(1),
      currentServiceConfiguration: z.object({ cpu: z.number().nullish(), memory: z.number().nullish() }).optional(),
      lookbackPeriodInDays: z.number().optional(),
      serviceRecommendationOptions: z
        .array(z.object({ ...saving, ...rank, cpu: z.number().nullish(), memory: z.number().nullish() }))
        .default([]),
    }),
  ),
});

const Databases = z.object({
  rdsDBRecommendations: z.array(
    z.object({
      ...refreshed,
      resourceArn: z.string().min(1),
      currentDBInstanceClass: z.string().optional(),
      lookbackPeriodInDays: z.number().optional(),
      instanceRecommendationOptions: z
        .array(z.object({ ...saving, ...rank, dbInstanceClass: z.string().optional() }))
        .default([]),
    }),
  ),
});

const Idle = z.object({
  idleRecommendations: z.array(
    z.object({
      ...refreshed,
      ...saving,
      resourceArn: z.string().optional(),
      resourceId: z.string().optional(),
      resourceType: z.string().min(1),
      finding: z.string().min(1),
      findingDescription: z.string().optional(),
      lookBackPeriodInDays: z.number().optional(),
    }),
  ),
});

const listings: readonly Listing[] = [
  {
    kinds: ['instance'],
    operation: 'GetEC2InstanceRecommendations',
    filters: [{ name: 'Finding', values: ['Overprovisioned'] }],
    read: (answer, operation) =>
      parsed(operation, Instances, answer).instanceRecommendations.flatMap((row) =>
        withOption(best(row.recommendationOptions), (option) => ({
          arn: row.instanceArn,
          accountId: row.accountId,
          resourceType: 'Ec2Instance',
          action: 'Rightsize',
          current: row.currentInstanceType,
          recommended: option.instanceType,
          savings: option,
          effort: option.migrationEffort,
          lookbackDays: row.lookBackPeriodInDays,
          refreshedAt: row.lastRefreshTimestamp,
        })),
      ),
  },
  {
    kinds: ['block-volume'],
    operation: 'GetEBSVolumeRecommendations',
    filters: [{ name: 'Finding', values: ['NotOptimized'] }],
    read: (answer, operation) =>
      parsed(operation, Volumes, answer).volumeRecommendations.flatMap((row) =>
        withOption(best(row.volumeRecommendationOptions), (option) => ({
          arn: row.volumeArn,
          accountId: row.accountId,
          resourceType: 'EbsVolume',
          action: 'Rightsize',
          current: volumeText(row.currentConfiguration),
          recommended: volumeText(option.configuration),
          savings: option,
          lookbackDays: row.lookBackPeriodInDays,
          refreshedAt: row.lastRefreshTimestamp,
        })),
      ),
  },
  {
    kinds: ['function'],
    operation: 'GetLambdaFunctionRecommendations',
    filters: [{ name: 'Finding', values: ['NotOptimized'] }],
    read: (answer, operation) =>
      parsed(operation, Functions, answer).lambdaFunctionRecommendations.flatMap((row) =>
        withOption(best(row.memorySizeRecommendationOptions), (option) => ({
          arn: row.functionArn,
          accountId: row.accountId,
          resourceType: 'LambdaFunction',
          action: 'Rightsize',
          current: mebibytes(row.currentMemorySize),
          recommended: mebibytes(option.memorySize),
          savings: option,
          lookbackDays: row.lookbackPeriodInDays,
          refreshedAt: row.lastRefreshTimestamp,
        })),
      ),
  },
  {
    kinds: ['instance-group'],
    operation: 'GetAutoScalingGroupRecommendations',
    filters: [{ name: 'Finding', values: ['NotOptimized'] }],
    read: (answer, operation) =>
      parsed(operation, Groups, answer).autoScalingGroupRecommendations.flatMap((row) =>
        withOption(best(row.recommendationOptions), (option) => ({
          arn: row.autoScalingGroupArn,
          accountId: row.accountId,
          resourceType: 'Ec2AutoScalingGroup',
          action: 'Rightsize',
          current: row.currentConfiguration?.instanceType ?? undefined,
          recommended: option.configuration?.instanceType ?? undefined,
          savings: option,
          lookbackDays: row.lookBackPeriodInDays,
          refreshedAt: row.lastRefreshTimestamp,
        })),
      ),
  },
  {
    kinds: ['container-service'],
    operation: 'GetECSServiceRecommendations',
    filters: [{ name: 'Finding', values: ['Overprovisioned'] }],
    read: (answer, operation) =>
      parsed(operation, Services, answer).ecsServiceRecommendations.flatMap((row) =>
        withOption(best(row.serviceRecommendationOptions), (option) => ({
          arn: row.serviceArn,
          accountId: row.accountId,
          resourceType: 'EcsService',
          action: 'Rightsize',
          current: taskText(row.currentServiceConfiguration),
          recommended: taskText(option),
          savings: option,
          lookbackDays: row.lookbackPeriodInDays,
          refreshedAt: row.lastRefreshTimestamp,
        })),
      ),
  },
  {
    kinds: ['database'],
    operation: 'GetRDSDatabaseRecommendations',
    filters: [{ name: 'InstanceFinding', values: ['Overprovisioned'] }],
    read: (answer, operation) =>
      parsed(operation, Databases, answer).rdsDBRecommendations.flatMap((row) =>
        withOption(best(row.instanceRecommendationOptions), (option) => ({
          arn: row.resourceArn,
          accountId: row.accountId,
          resourceType: 'RdsDbInstance',
          action: 'Rightsize',
          current: row.currentDBInstanceClass,
          recommended: option.dbInstanceClass,
          savings: option,
          lookbackDays: row.lookbackPeriodInDays,
          refreshedAt: row.lastRefreshTimestamp,
        })),
      ),
  },
  {
    kinds: ['instance', 'block-volume', 'instance-group', 'database', 'nat-gateway'],
    operation: 'GetIdleRecommendations',
    read: (answer, operation) =>
      parsed(operation, Idle, answer).idleRecommendations.map((row) => ({
        arn: row.resourceArn,
        id: row.resourceId,
        accountId: row.accountId,
        resourceType: row.resourceType,
        action: row.finding === 'Idle' ? 'Stop' : 'Delete',
        current: row.findingDescription ?? row.finding,
        savings: row,
        lookbackDays: row.lookBackPeriodInDays,
        refreshedAt: row.lastRefreshTimestamp,
      })),
  },
];

export const optimizerPermissions = (kinds: ReadonlySet<ResourceKind>): readonly string[] =>
  listingsFor(kinds).map(({ operation }) => `compute-optimizer:${operation}`);

const listingsFor = (kinds: ReadonlySet<ResourceKind>): readonly Listing[] =>
  listings.filter((listing) => listing.kinds.some((kind) => kinds.has(kind)));

/** Compute Optimizer's lists of one account and region, for the kinds of resources that are there. */
export const optimizerRecommendations = (
  aws: AwsClient,
  scope: Scope,
  kinds: ReadonlySet<ResourceKind>,
): Promise<readonly Recommendation[]> =>
  unlessNotEnabled(async () => {
    const found: Recommendation[] = [];
    for (const { operation, filters, read } of listingsFor(kinds)) {
      const input = { maxResults: 1000, ...(filters && { filters }) } as never;
      for await (const answer of aws.pagesBy('nextToken', 'compute-optimizer', operation, scope, input)) {
        for (const advice of read(answer, `compute-optimizer:${operation}`)) {
          found.push(...recommendationOf(advice, operation, scope));
        }
      }
    }
    return found;
  });

function recommendationOf(advice: Advice, operation: string, scope: Scope): readonly Recommendation[] {
  const names = namesOf(advice.id, advice.arn);
  if (names === undefined) return [];
  const after = advice.savings.savingsOpportunityAfterDiscounts?.estimatedMonthlySavings;
  const told = after ?? advice.savings.savingsOpportunity?.estimatedMonthlySavings;
  const savings = told === undefined ? undefined : moneyOf(told.value, told.currency);
  return [
    {
      adviser: 'compute-optimizer',
      id: `${operation}/${names.resourceId}`,
      scope: { ...scope, accountId: advice.accountId },
      ...names,
      resourceType: advice.resourceType,
      action: advice.action,
      ...(advice.current !== undefined && { current: advice.current }),
      ...(advice.recommended !== undefined && { recommended: advice.recommended }),
      ...(savings !== undefined && { monthlySavings: savings }),
      afterDiscounts: after !== undefined,
      ...(advice.effort !== undefined && { effort: advice.effort }),
      ...(advice.lookbackDays !== undefined && { lookbackDays: advice.lookbackDays }),
      ...(advice.refreshedAt !== undefined && { refreshedAt: instant(advice.refreshedAt) }),
    },
  ];
}

const withOption = <T>(option: T | undefined, make: (option: T) => Advice): readonly Advice[] =>
  option === undefined ? [] : [make(option)];

const mebibytes = (size: number | undefined): string | undefined => (size === undefined ? undefined : `${size} MiB`);

function volumeText(of: z.infer<typeof volumeShape> | undefined): string | undefined {
  if (of?.volumeType === undefined) return undefined;
  const size = of.volumeSize === undefined ? '' : ` ${of.volumeSize} GiB`;
  return `${of.volumeType}${size}${of.volumeBaselineIOPS === undefined ? '' : `, ${of.volumeBaselineIOPS} IOPS`}`;
}

const taskText = (
  of: { readonly cpu?: number | null | undefined; readonly memory?: number | null | undefined } | undefined,
): string | undefined =>
  of?.cpu === undefined || of.cpu === null || of.memory === undefined || of.memory === null
    ? undefined
    : `${of.cpu} CPU units, ${of.memory} MiB`;
