import type { Account } from '../../domain/accounts.ts';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { fact, type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { SkippedScope, UnreadScope } from '../../domain/ports/provider.ts';
import type { Tags } from '../../domain/resources.ts';
import { checkUnits, judgeAccount } from './account-filter.ts';
import { globalScope } from './aws-scope.ts';
import type { AwsClient } from './client.ts';
import { isOutsideOfOrganization, type Member, OrganizationReader, type UnitTree } from './organization.ts';
import { accountOfArn } from './roles.ts';

/** What `accounts` needs; the walk over the units and the tags only add to what is known of an account. */
export const accountPermissions = [
  'sts:GetCallerIdentity',
  'sts:AssumeRole',
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
  'organizations:ListRoots',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListTagsForResource',
] as const;

export interface FoundAccounts {
  /** All that are known. */
  readonly accounts: readonly Account[];
  /** Those to read. */
  readonly chosen: readonly Account[];
  readonly unread: readonly UnreadScope[];
  readonly skipped: readonly SkippedScope[];
}

/**
 * States of Organizations accounts; one that is not active cannot be entered. Source: AWS Organizations User Guide,
 * "Monitor the state of your AWS accounts".
 */
const states: Readonly<Record<string, Account['state']>> = {
  ACTIVE: 'active',
  PENDING_ACTIVATION: 'suspended',
  SUSPENDED: 'suspended',
  PENDING_CLOSURE: 'closed',
  CLOSED: 'closed',
};

/**
 * The accounts that there are, and which of them to read. With an organisation configured: its accounts, or those
 * named. Then those that `roles` name. Without either: our own. Where the organisation cannot be listed, our own
 * account goes on and the rest is named as unread.
 */
export async function findAccounts(aws: AwsClient, ownId: string, settings: AwsSettings): Promise<FoundAccounts> {
  const organization = new OrganizationReader(aws, globalScope(ownId));
  const billingAccountId = await organization.billingAccount();
  const own = ownAccount(ownId, billingAccountId);
  const listed = settings.organization ? await listOrganization(organization, own, settings.organization) : alone(own);
  const found = withRoles(listed, settings);
  return settings.accounts ? only(found, settings.accounts) : found;
}

async function listOrganization(
  organization: OrganizationReader,
  own: Account,
  settings: NonNullable<AwsSettings['organization']>,
): Promise<FoundAccounts> {
  try {
    const listed = await organization.members();
    const [tree, tags] = await Promise.all([organization.tree(), tagsOf(organization, listed.members)]);
    checkUnits(settings, tree);
    const judged = listed.members.map((member) => judge(member, own.billingAccountId, tree, tags, settings));
    const broken = listed.unread.map(({ resourceId, reason }) => unreadAccount(resourceId ?? own.accountId, reason));
    const missing = (settings.include?.accounts ?? [])
      .filter((id) => !listed.members.some((member) => member.Id === id))
      .map((id) => notFound(id, 'is not in the organisation'));
    // A delegated administrator's listing holds its own account too; if not, we still read what we are in.
    const hasOwn = judged.some(({ account }) => account.accountId === own.accountId);
    const all: readonly Judged[] = hasOwn ? judged : [{ account: own }, ...judged];
    return {
      accounts: all.map(({ account }) => account),
      chosen: all.filter(({ unread: hole, skipped }) => !hole && !skipped).map(({ account }) => account),
      unread: [...broken, ...missing, ...judged.flatMap((one) => one.unread ?? [])],
      skipped: judged.flatMap((one) => one.skipped ?? []),
    };
  } catch (error) {
    if (isOutsideOfOrganization(error)) return alone(own);
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return { ...alone(own), unread: [{ scope: globalScope(own.accountId), subject: 'accounts', error }] };
  }
}

const alone = (own: Account): FoundAccounts => ({ accounts: [own], chosen: [own], unread: [], skipped: [] });

/** Tags by account. A call per account; after a first refusal the others are not asked. */
async function tagsOf(
  organization: OrganizationReader,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Fact<Tags>>> {
  const [first, ...others] = members;
  if (first === undefined) return new Map();
  const firstTags = await organization.tags(first.Id);
  const isRefused = !firstTags.known && firstTags.reason.startsWith('denied: ');
  const ask = (id: string) => (isRefused ? firstTags : organization.tags(id));
  const rest = await Promise.all(others.map(async ({ Id }) => [Id, await ask(Id)] as const));
  return new Map([[first.Id, firstTags], ...rest]);
}

interface Judged {
  readonly account: Account;
  readonly unread?: UnreadScope;
  readonly skipped?: SkippedScope;
}

/** One account of the organisation, and why it is not read if it is not. */
function judge(
  member: Member,
  billingAccountId: Fact<string>,
  tree: Fact<UnitTree>,
  allTags: ReadonlyMap<string, Fact<Tags>>,
  settings: NonNullable<AwsSettings['organization']>,
): Judged {
  const accountId = member.Id;
  const tags = allTags.get(accountId) ?? unread('not asked');
  const units = tree.known ? fact(tree.value.pathOf.get(accountId), 'its organisational unit') : tree;
  const vendorState = member.State ?? member.Status ?? '';
  const account: Account = {
    provider: 'aws',
    accountId,
    name: member.Name ?? accountId,
    parentPath: mapFact(units, (path) => path.map(({ name }) => name)),
    billingAccountId,
    // A state that is not known here must not be entered as if it were active.
    state: states[vendorState] ?? 'suspended',
    tags,
  };
  const place = { scope: globalScope(accountId), subject: 'accounts' };
  if (account.state !== 'active') return { account, skipped: { ...place, reason: `the account is ${vendorState}` } };
  const verdict = judgeAccount(settings, { accountId, units, tags });
  if (verdict.read === true) return { account };
  if (verdict.read === 'unread') {
    const message = `whether account ${accountId} is included could not be told: ${verdict.reason}`;
    return { account, unread: unreadAccount(accountId, message, 'denied') };
  }
  const list = verdict.why === 'excluded' ? 'excluded by organization.exclude' : 'not in organization.include';
  return { account, skipped: { ...place, reason: list } };
}

function ownAccount(accountId: string, billingAccountId: Fact<string>): Account {
  const outside = billingAccountId.known && billingAccountId.value === accountId;
  return {
    provider: 'aws',
    accountId,
    // Its name is told by Organizations alone.
    name: accountId,
    parentPath: outside ? known([]) : unread('the organisation was not listed'),
    billingAccountId,
    state: 'active',
    tags: unread('the organisation was not listed'),
  };
}

const elsewhere = unread('the account is in no organisation that was listed');

/** Adds the accounts that `roles` name and nobody listed. */
function withRoles(found: FoundAccounts, { roles = [] }: AwsSettings): FoundAccounts {
  const listed = new Set(found.accounts.map(({ accountId }) => accountId));
  const added = roles
    .map(({ arn }) => accountOfArn(arn))
    .filter((accountId) => !listed.has(accountId))
    .map((accountId): Account => ({
      provider: 'aws',
      accountId,
      name: accountId,
      parentPath: elsewhere,
      billingAccountId: elsewhere,
      state: 'active',
      tags: elsewhere,
    }));
  return { ...found, accounts: [...found.accounts, ...added], chosen: [...found.chosen, ...added] };
}

/** Keeps the named accounts; one that is named and was not found is unread, not left out. */
function only(found: FoundAccounts, wanted: readonly string[]): FoundAccounts {
  const isWanted = ({ scope }: { readonly scope: { readonly accountId: string } }) => wanted.includes(scope.accountId);
  const named = (accounts: readonly Account[]) => accounts.filter(({ accountId }) => wanted.includes(accountId));
  const accounts = named(found.accounts);
  const seen = new Set([...accounts, ...found.unread.map(({ scope }) => scope)].map(({ accountId }) => accountId));
  const missing = wanted.filter((accountId) => !seen.has(accountId)).map((id) => notFound(id, 'was not found'));
  return {
    accounts,
    chosen: named(found.chosen),
    unread: [...found.unread, ...missing],
    skipped: found.skipped.filter(isWanted),
  };
}

const notFound = (accountId: string, what: string): UnreadScope =>
  unreadAccount(accountId, `account ${accountId} is configured and ${what}`, 'not-found');

function unreadAccount(
  accountId: string,
  message: string,
  category: 'malformed' | 'not-found' | 'denied' = 'malformed',
): UnreadScope {
  const error = new CloudError({ category, operation: 'organizations:ListAccounts', message });
  return { scope: globalScope(accountId), subject: 'accounts', error };
}
