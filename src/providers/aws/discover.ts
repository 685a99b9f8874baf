import type { Account } from '../../domain/accounts.ts';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Discovery, SkippedScope, UnreadScope } from '../../domain/ports/provider.ts';
import { findAccounts } from './accounts.ts';
import { awsScope, globalScope } from './aws-scope.ts';
import type { AwsClient } from './client.ts';
import { OrganizationReader } from './organization.ts';
import { readRegions } from './regions.ts';
import { accountOfArn } from './roles.ts';
import type { Sessions } from './sessions.ts';

/** Accounts, and the account and region pairs to read. An account that cannot be entered stands in `unread`. */
export async function discoverAws(aws: AwsClient, sessions: Sessions, settings: AwsSettings): Promise<Discovery> {
  const { accountId } = await sessions.identity();
  const { accounts, chosen, unread, skipped } = await findAccounts(aws, accountId, settings);
  sessions.learn(accounts);
  const entered = await Promise.all(chosen.map((account) => enterAccount(aws, sessions, account, settings)));
  const open = new Set(entered.flatMap(({ scopes }) => scopes.map((scope) => scope.accountId)));
  const named = new Set((settings.roles ?? []).map(({ arn }) => accountOfArn(arn)).filter((id) => open.has(id)));
  return {
    accounts: await Promise.all(
      accounts.map(async (account) => (named.has(account.accountId) ? withBillingAccount(aws, account) : account)),
    ),
    scopes: entered.flatMap((one) => one.scopes),
    unread: [...unread, ...entered.flatMap((one) => one.unread)],
    skipped: [...skipped, ...entered.flatMap((one) => one.skipped)],
  };
}

/** An account of another organisation says itself who pays for it. */
async function withBillingAccount(aws: AwsClient, account: Account): Promise<Account> {
  if (account.billingAccountId.known) return account;
  const reader = new OrganizationReader(aws, globalScope(account.accountId));
  return { ...account, billingAccountId: await reader.billingAccount() };
}

export interface Entered {
  readonly scopes: readonly Scope[];
  readonly unread: readonly UnreadScope[];
  readonly skipped: readonly SkippedScope[];
}

/** Assumes the account's role and finds its regions, so that a closed door is known before anything is planned. */
export async function enterAccount(
  aws: AwsClient,
  sessions: Sessions,
  { accountId }: Account,
  settings: AwsSettings,
): Promise<Entered> {
  const scope = globalScope(accountId);
  let subject = 'accounts';
  try {
    await sessions.credentials(accountId);
    subject = 'regions';
    const { enabled, optedIn, notEnabled } = await readRegions(aws, accountId, settings.regions);
    const closed = (await sessions.usesForeignToken(accountId)) ? await closedToToken(aws, accountId, optedIn) : [];
    const shut = new Set(closed.map((one) => one.scope.regionId));
    const reason = `not enabled in this account: ${notEnabled.join(', ')}`;
    return {
      scopes: enabled.filter((name) => !shut.has(name)).map((name) => awsScope(accountId, name)),
      unread: closed,
      skipped: notEnabled.length === 0 ? [] : [{ scope, subject, reason }],
    };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return { scopes: [], unread: [{ scope, subject, error }], skipped: [] };
  }
}

const unknownToken = /^(InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidToken)$/;

/**
 * Opt-in regions that do not take the session token that we were given: one of STS's global endpoint is of version 1
 * and valid in the default regions alone. (Those that we ask for come from regional endpoints and are valid in all.)
 * Source: IAM User Guide, "Manage AWS STS in an AWS Region".
 */
async function closedToToken(
  aws: AwsClient,
  accountId: string,
  optedIn: ReadonlySet<string>,
): Promise<readonly UnreadScope[]> {
  const probed = await Promise.all(
    [...optedIn].map(async (regionId): Promise<UnreadScope | undefined> => {
      const scope = awsScope(accountId, regionId);
      try {
        await aws.call('sts', 'GetCallerIdentity', scope, {});
        return undefined;
      } catch (cause) {
        if (!(cause instanceof CloudError) || cause.category === 'cancelled') throw cause;
        // Anything else says nothing of the token: reading the region will tell.
        if (!unknownToken.test(cause.vendorCode ?? '')) return undefined;
        const message =
          `${regionId} does not take our session token, which seems to be of the global STS endpoint: get one from a ` +
          'regional endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional), or let the account give tokens for all regions';
        const details = { category: 'unauthenticated', operation: 'sts:GetCallerIdentity', message } as const;
        const error = new CloudError({ ...details, vendorCode: cause.vendorCode }, { cause });
        return { scope, subject: 'regions', error };
      }
    }),
  );
  return probed.filter((one) => one !== undefined);
}
