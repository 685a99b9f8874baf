import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant } from '../../domain/instant.ts';
import type { Discovery, Identity, Probe } from '../../domain/ports/provider.ts';
import { advisorPermissions, advisorRecommendations } from './advisor.ts';
import { collectors } from './collectors/index.ts';
import type { CostTarget } from './cost.ts';
import { costPermissions, queryCost } from './cost-query.ts';
import type { AzureReader } from './reader.ts';
import { graphPermission } from './resource-graph.ts';
import { subscriptionPermission } from './subscriptions.ts';

export interface ProbeOptions {
  readonly reader: AzureReader;
  readonly home: Scope;
  identity(): Promise<Identity>;
  discover(): Promise<Discovery>;
  costTargets(): Promise<readonly CostTarget[]>;
  now(): Instant;
}

/** Who we are, what we see, and, in the first subscription, what may be read of each type. */
export async function* probeAzure(options: ProbeOptions): AsyncGenerator<Probe, void, undefined> {
  const { reader, home } = options;
  const who = await outcomeOf('credentials', [], async () => {
    const { principal, source } = await options.identity();
    return `${principal} by ${source}`;
  });
  yield who;
  if (who.outcome !== 'ok') return;
  let found: Discovery | undefined;
  const seen = await outcomeOf('subscriptions', [subscriptionPermission], async () => {
    found = await options.discover();
    const names = found.accounts.map(({ name }) => name).join(', ');
    return `${found.scopes.length} to read of ${found.accounts.length} seen: ${names || 'none'}`;
  });
  const { clockSkewMs } = reader.azure;
  yield { ...seen, ...(clockSkewMs !== undefined && { clockSkewMs }) };
  if (found === undefined) return;
  for (const { scope, reason } of found.skipped ?? []) {
    yield {
      name: `subscription ${scope.accountId}`,
      permissions: [],
      outcome: 'skipped',
      message: `not read: ${reason}`,
    };
  }
  for (const { scope, error } of found.unread)
    yield failed(`subscription ${scope.accountId}`, [error.operation], error);
  yield await outcomeOf('Resource Graph', [graphPermission], async () => {
    const query = 'resources | project id | take 1';
    for await (const _page of reader.graph.rows(home, { query })) break;
    return undefined;
  });
  const [sample] = found.scopes;
  if (sample !== undefined) {
    for (const { info, readFirstPage } of collectors) {
      yield await outcomeOf(`${info.type} in ${sample.accountId}`, info.permissions, async () => {
        await readFirstPage(reader, sample);
        return undefined;
      });
    }
    yield await outcomeOf(`Advisor in ${sample.accountId}`, advisorPermissions, async () => {
      await advisorRecommendations(reader.azure, sample);
      return undefined;
    });
  }
  yield* probeCost(options);
}

/** One day of the bill at the first place where it is read. */
async function* probeCost({ reader, home, costTargets, now }: ProbeOptions): AsyncGenerator<Probe, void, undefined> {
  const [target] = await costTargets();
  if (target === undefined) return;
  yield await outcomeOf(`Cost Management at ${target.path}`, costPermissions, async () => {
    const to = dayOf(now());
    const question = {
      view: 'ActualCost',
      range: { from: addDays(to, -1), to },
      groupBy: ['ChargeType'],
      grain: 'Daily',
    } as const;
    for await (const _rows of queryCost(reader.azure, home, target.path, question)) break;
    return undefined;
  });
}

async function outcomeOf(
  name: string,
  permissions: readonly string[],
  ask: () => Promise<string | undefined>,
): Promise<Probe> {
  try {
    const message = await ask();
    return { name, permissions, outcome: 'ok', ...(message !== undefined && { message }) };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return failed(name, permissions, error);
  }
}

/** A refusal names the action that it is about. */
function failed(name: string, permissions: readonly string[], error: CloudError): Probe {
  if (error.category !== 'denied') return { name, permissions, outcome: 'failed', message: error.message };
  return { name, permissions: [error.operation], outcome: 'denied', message: error.message };
}
