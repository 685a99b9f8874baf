import type { Account } from '../../domain/accounts.ts';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { fact, type Fact, known, unread } from '../../domain/fact.ts';
import type { UnreadScope } from '../../domain/ports/provider.ts';
import type { Tags } from '../../domain/resources.ts';
import { globalScope } from './aws-scope.ts';
import type { AwsClient } from './client.ts';
import { isOutsideOfOrganization, type Member, OrganizationReader } from './organization.ts';

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
  readonly accounts: readonly Account[];
  readonly unread: readonly UnreadScope[];
}

/** States of Organizations accounts. One that is not active cannot be entered. */
const states: Readonly<Record<string, Account['state']>> = {
  ACTIVE: 'active',
  PENDING_ACTIVATION: 'suspended',
  SUSPENDED: 'suspended',
  PENDING_CLOSURE: 'closed',
  CLOSED: 'closed',
};

/**
 * The accounts to read. With an organisation configured: all of its accounts, or those named. Without: our own.
 * Where the organisation cannot be listed, our own account goes on and the rest is named as unread.
 */
export async function findAccounts(aws: AwsClient, ownId: string, settings: AwsSettings): Promise<FoundAccounts> {
  const organization = new OrganizationReader(aws, globalScope(ownId));
  const billingAccountId = await organization.billingAccount();
  const own = ownAccount(ownId, billingAccountId);
  const found = settings.organization ? await listOrganization(organization, own) : { accounts: [own], unread: [] };
  return settings.accounts ? only(found, settings.accounts) : found;
}

async function listOrganization(organization: OrganizationReader, own: Account): Promise<FoundAccounts> {
  try {
    const listed = await organization.members();
    const [paths, tags] = await Promise.all([organization.paths(), tagsOf(organization, listed.members)]);
    const accounts = listed.members.map((member) => accountOf(member, own.billingAccountId, paths, tags));
    const broken = listed.unread.map(({ resourceId, reason }) => unreadAccount(resourceId ?? own.accountId, reason));
    // A delegated administrator's listing holds its own account too; if not, we still read what we are in.
    const hasOwn = accounts.some(({ accountId }) => accountId === own.accountId);
    return { accounts: hasOwn ? accounts : [own, ...accounts], unread: broken };
  } catch (error) {
    if (isOutsideOfOrganization(error)) return { accounts: [own], unread: [] };
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return { accounts: [own], unread: [{ scope: globalScope(own.accountId), subject: 'accounts', error }] };
  }
}

/** Tags by account. A call per account; after a first refusal the others are not asked. */
async function tagsOf(
  organization: OrganizationReader,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Fact<Tags>>> {
  const [first, ...others] = members;
  if (first === undefined) return new Map();
  const firstTags = await organization.tags(first.Id);
  const ask = (id: string) => (firstTags.known ? organization.tags(id) : firstTags);
  const rest = await Promise.all(others.map(async ({ Id }) => [Id, await ask(Id)] as const));
  return new Map([[first.Id, firstTags], ...rest]);
}

function accountOf(
  member: Member,
  billingAccountId: Fact<string>,
  paths: Fact<ReadonlyMap<string, readonly string[]>>,
  tags: ReadonlyMap<string, Fact<Tags>>,
): Account {
  return {
    provider: 'aws',
    accountId: member.Id,
    name: member.Name ?? member.Id,
    parentPath: paths.known ? fact(paths.value.get(member.Id), 'its organisational unit') : paths,
    billingAccountId,
    // A state that is not known here must not be entered as if it were active.
    state: states[member.State ?? member.Status ?? ''] ?? 'suspended',
    tags: tags.get(member.Id) ?? unread('not asked'),
  };
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

/** Keeps the named accounts; one that is named and was not found is unread, not left out. */
function only(found: FoundAccounts, wanted: readonly string[]): FoundAccounts {
  const accounts = found.accounts.filter(({ accountId }) => wanted.includes(accountId));
  const seen = new Set([...accounts, ...found.unread.map(({ scope }) => scope)].map(({ accountId }) => accountId));
  const missing = wanted
    .filter((accountId) => !seen.has(accountId))
    .map((accountId) => unreadAccount(accountId, `account ${accountId} is configured and was not found`, 'not-found'));
  return { accounts, unread: [...found.unread, ...missing] };
}

function unreadAccount(
  accountId: string,
  message: string,
  category: 'malformed' | 'not-found' = 'malformed',
): UnreadScope {
  const error = new CloudError({ category, operation: 'organizations:ListAccounts', message });
  return { scope: globalScope(accountId), subject: 'accounts', error };
}
