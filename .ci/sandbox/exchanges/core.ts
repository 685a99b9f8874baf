import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { DescribeServicesCommand } from '@aws-sdk/client-pricing';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { RunningSandbox } from '../../../src/sandbox/main.ts';
import { awsClients } from '../aws-clients.ts';
import { exerciseRawProtocols, exerciseSuspendedAccount } from '../exercise-errors.ts';
import {
  exerciseCosts,
  exerciseInventory,
  exerciseMetrics,
  exerciseOrganizations,
  exercisePrices,
} from '../exercise-reads.ts';
import { exerciseWrites } from '../exercise-writes.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

const clientsOf = ({ endpoint, credentials, region }: ClientOptions) => awsClients(endpoint, credentials, region);

const month = {
  Start: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10),
  End: new Date().toISOString().slice(0, 10),
};

/** Instances, volumes, snapshots, addresses, and what every family stands on: accounts, metrics, costs, prices. */
export const exchanges: Exchanges = {
  reads: {
    sts: (options) => clientsOf(options).sts.send(new GetCallerIdentityCommand({})),
    organizations: (options) => clientsOf(options).organizations.send(new ListAccountsCommand({})),
    ec2: (options) => clientsOf(options).ec2.send(new DescribeVolumesCommand({})),
    cloudwatch: (options) => clientsOf(options).cloudwatch.send(new ListMetricsCommand({})),
    ce: (options) =>
      clientsOf(options).ce.send(
        new GetCostAndUsageCommand({ TimePeriod: month, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] }),
      ),
    pricing: (options) => clientsOf(options).pricing.send(new DescribeServicesCommand({})),
  },
  async once({ sandbox, options }) {
    const clients = clientsOf(options);
    await exerciseOrganizations(clients, sandbox);
    await exerciseCosts(clients);
    await exercisePrices(clients);
    await exerciseSuspendedAccount(clients, sandbox);
    await exerciseRawProtocols(sandbox, runningInstances(sandbox)[0]?.id ?? 'i-00000000000000000');
  },
  async everywhere({ sandbox, options, accountId, region }) {
    const clients = clientsOf(options);
    await exerciseInventory(clients);
    const here = runningInstances(sandbox).filter(
      (instance) => instance.accountId === accountId && instance.region === region,
    );
    const [first] = here;
    if (!first) return;
    await exerciseMetrics(
      clients,
      here.map(({ id }) => id),
    );
    await exerciseWrites(clients, first);
  },
};

function runningInstances({ estate }: RunningSandbox) {
  return [...estate.instances.values()].filter(({ state, lifecycle }) => state === 'running' && lifecycle !== 'spot');
}
