import { z } from 'zod';
import type { Account } from '../../domain/accounts.ts';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import type { AzureSettings } from '../../domain/cloud-settings.ts';
import { type Fact, fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Discovery, SkippedScope, UnreadScope } from '../../domain/ports/provider.ts';
import { subscriptionScope } from './azure-scope.ts';
import type { AzureReader } from './reader.ts';
import type { ResourceGraph } from './resource-graph.ts';
import type { Subscription } from './subscriptions.ts';

/** States in which a subscription's resources may be read. Source: "Azure subscription states". */
const readable = new Set(['Enabled', 'Warned', 'PastDue']);

const states: Readonly<Record<string, Account['state']>> = { Disabled: 'suspended', Deleted: 'closed' };

/** Subscriptions, and the management groups above them. One that is named and not seen stands in `unread`. */
export async function discoverAzure(reader: AzureReader, home: Scope, settings: AzureSettings): Promise<Discovery> {
  const seen = await reader.subscriptions.list(home);
  const chains = await groupChains(reader.graph, home);
  const chosen = seen.filter((one) => isChosen(one, chains, settings));
  const scopes: Scope[] = [];
  const skipped: SkippedScope[] = [];
  for (const { subscriptionId, state } of chosen) {
    const scope = subscriptionScope(subscriptionId);
    const excluded = settings.excludeSubscriptions?.includes(subscriptionId) === true;
    const reason = excluded ? 'excluded by the configuration' : `its state is ${state}`;
    if (!excluded && readable.has(state)) scopes.push(scope);
    else skipped.push({ scope, subject: 'accounts', reason, ...(state === 'Deleted' && { holdsNothing: true }) });
  }
  return {
    accounts: chosen.map((one) => accountOf(one, chains)),
    scopes,
    unread: [...missing(settings, seen), ...hiddenGroups(settings, chains, home)],
    skipped,
    regionsFromInventory: true,
  };
}

/** Without its place in the hierarchy a subscription cannot be said to lie beneath a group: then none is chosen. */
function isChosen(
  { subscriptionId }: Subscription,
  chains: Fact<Chains>,
  { subscriptions, managementGroup }: AzureSettings,
): boolean {
  if (subscriptions !== 'all' && !subscriptions.includes(subscriptionId)) return false;
  if (managementGroup === undefined) return true;
  const wanted = managementGroup.toLowerCase();
  return chains.known && (chains.value.get(subscriptionId) ?? []).some(({ name }) => name.toLowerCase() === wanted);
}

function missing({ subscriptions }: AzureSettings, seen: readonly Subscription[]): readonly UnreadScope[] {
  if (subscriptions === 'all') return [];
  const found = new Set(seen.map(({ subscriptionId }) => subscriptionId));
  return subscriptions
    .filter((id) => !found.has(id))
    .map((id) => {
      const message = `the credentials do not see the subscription ${id}: it needs a role there, or is of another tenant`;
      const error = new CloudError({
        category: 'denied',
        operation: 'Microsoft.Resources/subscriptions/read',
        message,
      });
      return { scope: subscriptionScope(id), subject: 'accounts', error };
    });
}

function hiddenGroups({ managementGroup }: AzureSettings, chains: Fact<Chains>, home: Scope): readonly UnreadScope[] {
  if (managementGroup === undefined || chains.known) return [];
  const message = `which subscriptions lie beneath ${managementGroup} could not be read: ${chains.reason}`;
  const error = new CloudError({ category: 'denied', operation: 'Microsoft.ResourceGraph/resources/read', message });
  return [{ scope: home, subject: 'accounts', error }];
}

const accountOf = (one: Subscription, chains: Fact<Chains>): Account => ({
  provider: 'azure',
  accountId: one.subscriptionId,
  name: one.name,
  parentPath: pathOf(one, chains),
  // Only the billing account's own APIs tell it, to those who may read bills.
  billingAccountId: unread('a subscription does not tell its billing account'),
  state: readable.has(one.state) ? 'active' : (states[one.state] ?? 'suspended'),
  tags: known(one.tags ?? {}),
});

function pathOf({ subscriptionId }: Subscription, chains: Fact<Chains>): Fact<readonly string[]> {
  if (!chains.known) return chains;
  const chain = chains.value.get(subscriptionId);
  // The API tells the nearest group first; paths go from the top down.
  return fact(chain?.map(({ displayName, name }) => displayName ?? name).toReversed(), 'managementGroupAncestorsChain');
}

type Chains = ReadonlyMap<string, readonly Group[]>;
type Group = z.infer<typeof Group>;

const Group = z.object({ name: z.string().min(1), displayName: z.string().nullish() });
const ContainerRow = z.object({
  subscriptionId: z.string().min(1),
  chain: z.array(Group).nullish(),
});

const query =
  "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' " +
  '| project id, subscriptionId, chain = properties.managementGroupAncestorsChain | order by id asc';

/** Management groups of each subscription, nearest first. Source: Resource Graph's table `resourcecontainers`. */
async function groupChains(graph: ResourceGraph, home: Scope): Promise<Fact<Chains>> {
  try {
    const chains = new Map<string, readonly Group[]>();
    for await (const page of graph.rows(home, { query })) {
      for (const row of z.array(ContainerRow).parse(page)) {
        if (row.chain !== null && row.chain !== undefined) chains.set(row.subscriptionId.toLowerCase(), row.chain);
      }
    }
    return known(chains);
  } catch (error) {
    if (error instanceof z.ZodError) return unread('malformed: Microsoft.ResourceGraph/resources/read');
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}
