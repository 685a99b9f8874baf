import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, instant, MS_PER_HOUR } from '../../domain/instant.ts';
import type { AwsClient, OperationInput, OperationName, ServiceName } from './client.ts';
import { collectors } from './collectors/index.ts';
import { iamAction } from './iam-actions.ts';
import { readFirstPage } from './probe-collector.ts';

/** Something that `doctor` tries. `ask` throws a CloudError when it fails. */
export interface Question {
  readonly name: string;
  readonly permissions: readonly string[];
  /** Asked once for the account, not in a region. */
  readonly global?: boolean;
  ask(aws: AwsClient, scope: Scope, now: Instant): Promise<unknown>;
}

/** A call of the cheapest form that the permission allows. */
function question<S extends ServiceName, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: (now: Instant) => OperationInput<S, O>,
): Question {
  const name = iamAction(service, operation);
  return { name, permissions: [name], ask: (aws, scope, now) => aws.call(service, operation, scope, input(now)) };
}

/** Asked once, of our own account. The two of Cost Explorer cost 0.01 USD each. */
export const ownQuestions: readonly Question[] = [
  question('organizations', 'ListAccounts', () => ({ MaxResults: 1 })),
  question('organizations', 'ListRoots', () => ({ MaxResults: 1 })),
  question('ce', 'GetDimensionValues', (now) => ({ TimePeriod: yesterday(now), Dimension: 'RECORD_TYPE' as const })),
  question('ce', 'GetCostAndUsage', (now) => ({
    TimePeriod: yesterday(now),
    Granularity: 'DAILY' as const,
    Metrics: ['UnblendedCost'],
  })),
  question('pricing', 'GetProducts', () => ({ ServiceCode: 'AmazonEC2', MaxResults: 1 })),
];

/** Asked in an account that is read, in one region. The first page of a resource type shows what all of it needs. */
export const accountQuestions: readonly Question[] = [
  ...collectors.map((collector): Question => ({
    name: collector.info.type,
    permissions: collector.info.permissions,
    global: collector.info.reach === 'global',
    ask: (aws, scope) => readFirstPage(collector, aws, scope),
  })),
  question('ec2', 'DescribeInstanceTypes', () => ({ MaxResults: 5 })),
  question('cloudwatch', 'GetMetricData', (now) => ({
    MetricDataQueries: [
      {
        Id: 'one',
        // No dimensions: a metric that does not exist, so that the answer is short.
        MetricStat: { Metric: { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' }, Period: 3600, Stat: 'Average' },
      },
    ],
    StartTime: new Date(Date.parse(now) - MS_PER_HOUR),
    EndTime: new Date(now),
  })),
];

function yesterday(now: Instant) {
  const today = dayOf(instant(now));
  return { Start: addDays(today, -1), End: today };
}
