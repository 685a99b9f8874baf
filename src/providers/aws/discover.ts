import { z } from 'zod';
import type { Account } from '../../domain/accounts.ts';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Discovery, UnreadScope } from '../../domain/ports/provider.ts';
import { findAccounts } from './accounts.ts';
import { awsScope, globalScope } from './aws-scope.ts';
import type { AwsClient, CredentialSource } from './client.ts';

/** What `regions: all` needs. */
export const regionPermissions = ['ec2:DescribeRegions'] as const;

const RegionsAnswer = z.object({
  Regions: z.array(z.object({ RegionName: z.string().min(1), OptInStatus: z.string().optional() })),
});

/** Accounts, and the account and region pairs to read. An account that cannot be entered stands in `unread`. */
export async function discoverAws(
  aws: AwsClient,
  sessions: CredentialSource,
  ownId: string,
  settings: AwsSettings,
): Promise<Discovery> {
  const { accounts, unread } = await findAccounts(aws, ownId, settings);
  const entered = await Promise.all(
    accounts.filter(({ state }) => state === 'active').map((account) => enter(aws, sessions, account, settings)),
  );
  return {
    accounts,
    scopes: entered.flatMap(({ scopes }) => scopes),
    unread: [...unread, ...entered.flatMap(({ unread: failed }) => failed)],
  };
}

interface Entered {
  readonly scopes: readonly Scope[];
  readonly unread: readonly UnreadScope[];
}

/** Assumes the account's role and finds its regions, so that a closed door is known before anything is planned. */
async function enter(
  aws: AwsClient,
  sessions: CredentialSource,
  { accountId }: Account,
  settings: AwsSettings,
): Promise<Entered> {
  let subject = 'accounts';
  try {
    await sessions.credentials(accountId);
    subject = 'regions';
    const regions = settings.regions === 'all' ? await enabledRegions(aws, accountId) : settings.regions;
    return { scopes: regions.map((regionId) => awsScope(accountId, regionId)), unread: [] };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return { scopes: [], unread: [{ scope: globalScope(accountId), subject, error }] };
  }
}

/** Regions that the account can use: without `AllRegions`, EC2 lists none that wait for an opt-in; if it did, they are left out. */
async function enabledRegions(aws: AwsClient, accountId: string): Promise<readonly string[]> {
  const operation = 'ec2:DescribeRegions';
  const answer = await aws.call('ec2', 'DescribeRegions', globalScope(accountId), {});
  const regions = RegionsAnswer.safeParse(answer);
  if (!regions.success || regions.data.Regions.length === 0) {
    const message = `the answer of ${operation} names no regions`;
    throw new CloudError({ category: 'malformed', operation, message });
  }
  return regions.data.Regions.filter(({ OptInStatus }) => OptInStatus !== 'not-opted-in')
    .map(({ RegionName }) => RegionName)
    .toSorted();
}
