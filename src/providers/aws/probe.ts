import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, instant, MS_PER_HOUR } from '../../domain/instant.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import type { Probe } from '../../domain/ports/provider.ts';
import { globalScope } from './aws-scope.ts';
import type { AwsClient, OperationInput, OperationName, ServiceName } from './client.ts';
import { OrganizationReader } from './organization.ts';
import type { Sessions } from './sessions.ts';

interface Question {
  readonly name: string;
  readonly permission: string;
  ask(aws: AwsClient, scope: Scope, now: Instant): Promise<unknown>;
}

/** A call of the cheapest form that the permission allows. */
function question<S extends ServiceName, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: (now: Instant) => OperationInput<S, O>,
): Question {
  return {
    name: `${service}:${operation}`,
    permission: `${service}:${operation}`,
    ask: (aws, scope, now) => aws.call(service, operation, scope, input(now)),
  };
}

/** One read per permission; the smallest page that each API gives. The two of Cost Explorer cost 0.01 USD each. */
const questions: readonly Question[] = [
  question('organizations', 'DescribeOrganization', () => ({})),
  question('organizations', 'ListAccounts', () => ({ MaxResults: 1 })),
  question('organizations', 'ListRoots', () => ({ MaxResults: 1 })),
  question('ec2', 'DescribeRegions', () => ({})),
  question('ec2', 'DescribeInstances', () => ({ MaxResults: 5 })),
  question('ec2', 'DescribeVolumes', () => ({ MaxResults: 5 })),
  question('ec2', 'DescribeSnapshots', () => ({ OwnerIds: ['self'], MaxResults: 5 })),
  question('ec2', 'DescribeAddresses', () => ({})),
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
  question('ce', 'GetDimensionValues', (now) => ({ TimePeriod: yesterday(now), Dimension: 'RECORD_TYPE' as const })),
  question('ce', 'GetCostAndUsage', (now) => ({
    TimePeriod: yesterday(now),
    Granularity: 'DAILY' as const,
    Metrics: ['UnblendedCost'],
  })),
  question('pricing', 'GetProducts', () => ({ ServiceCode: 'AmazonEC2', MaxResults: 1 })),
];

/**
 * Who we are, then each permission, with our own credentials in the home region; at last, where the organisation is
 * to be read, the role of one other account.
 */
export async function* probeAws(
  aws: AwsClient,
  sessions: Sessions,
  settings: AwsSettings,
  now: () => Instant,
): AsyncGenerator<Probe, void, undefined> {
  const who = await outcomeOf('sts:GetCallerIdentity', 'sts:GetCallerIdentity', async () => {
    const { principal, source } = await sessions.identity();
    return `${principal} by ${source}`;
  });
  const clockSkewMs = aws.clockSkew.lastMs;
  yield { ...who, ...(clockSkewMs !== undefined && { clockSkewMs }) };
  if (who.outcome !== 'ok') return;
  const { accountId } = await sessions.identity();
  const scope = globalScope(accountId);
  for (const { name, permission, ask } of questions) {
    yield await outcomeOf(name, permission, async () => {
      await ask(aws, scope, now());
      return undefined;
    });
  }
  if (settings.organization) {
    yield await outcomeOf('sts:AssumeRole', 'sts:AssumeRole', () => assumeOneRole(aws, sessions, accountId));
  }
}

/** Assumes the role of the first other active account. Where there is none, nothing is to be assumed. */
async function assumeOneRole(aws: AwsClient, sessions: Sessions, ownId: string): Promise<string> {
  const { members } = await new OrganizationReader(aws, globalScope(ownId)).members();
  const other = members.find(({ Id, State, Status }) => Id !== ownId && (State ?? Status) === 'ACTIVE');
  if (!other) return 'there is no other account to enter';
  await sessions.credentials(other.Id);
  return `account ${other.Id}`;
}

async function outcomeOf(name: string, permission: string, ask: () => Promise<string | undefined>): Promise<Probe> {
  const probe = { name, permissions: [permission] };
  try {
    const message = await ask();
    return { ...probe, outcome: 'ok', ...(message !== undefined && { message }) };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    if (error.vendorCode === 'AWSOrganizationsNotInUseException') {
      return { ...probe, outcome: 'ok', message: 'the account belongs to no organisation' };
    }
    return { ...probe, outcome: error.category === 'denied' ? 'denied' : 'failed', message: error.message };
  }
}

function yesterday(now: Instant) {
  const today = dayOf(instant(now));
  return { Start: addDays(today, -1), End: today };
}
