import { checkInfos } from '../analysis/checks.ts';
import { AppError } from '../domain/errors.ts';
import type { Finding } from '../domain/findings.ts';
import type { Instant } from '../domain/instant.ts';
import type { FindingFilter, ScopeFilter, Store } from '../domain/ports/store.ts';
import type { FindingReport, FindingsReport } from '../domain/reports.ts';
import type { Context } from './context.ts';
import { findingCounts, mainCurrency, savingsIn } from './finding-counts.ts';
import { scopeFilter } from './inventory.ts';
import { lastUnread } from './sync/sync-report.ts';
import { streamFromStore, withStore } from './workspace.ts';

export type FindingsOptions = Omit<FindingFilter, keyof ScopeFilter>;

const BATCH_SIZE = 500;

/** Findings as the last audit left them. */
export const listFindings = (context: Context, options: FindingsOptions): Promise<FindingsReport> =>
  streamFromStore(context, async (store) => {
    const filter = { ...options, ...scopeFilter(context) };
    const { limit: _limit, ...all } = filter;
    const totals = await store.findings.totals(all);
    const main = mainCurrency(totals);
    return {
      rows: store.findings.stream(filter, BATCH_SIZE),
      summary: {
        ...findingCounts(totals, main),
        otherCurrencies: totals.savings
          .filter(({ currency }) => currency !== main)
          .map(({ currency }) => ({ currency, ...savingsIn(totals, currency) })),
      },
      unread: await lastUnread(store),
    };
  });

/** One finding by its id, or all of a resource by the resource's id. */
export const showFinding = (context: Context, id: string): Promise<FindingReport> =>
  withStore(context, 'read', async (store) => {
    const findings = await store.findings.get(id);
    if (findings.length === 0) throw new AppError('finding-unknown', `no finding ${JSON.stringify(id)} in the store`);
    const checks = new Map(checkInfos().map((info) => [info.id, info]));
    return {
      findings: await Promise.all(
        findings.map(async (finding) => ({
          finding,
          check: checks.get(finding.checkId) ?? null,
          ...(await aboutResource(store, finding)),
        })),
      ),
    };
  });

/** Silences a finding with a reason, until a moment or for good; null takes that back. */
export const suppressFinding = (
  context: Context,
  id: string,
  suppression: { readonly until: Instant | null; readonly reason: string } | null,
): Promise<FindingReport> =>
  withStore(context, 'write', async (store) => {
    const found = await store.findings.get(id);
    if (found.length === 0) throw new AppError('finding-unknown', `no finding ${JSON.stringify(id)} in the store`);
    const resources = new Set(found.map(({ scope, resourceId }) => `${scope.accountId} ${resourceId}`));
    if (resources.size > 1) {
      throw new AppError(
        'usage-invalid',
        `${JSON.stringify(id)} names ${resources.size} resources: give the id of the finding`,
      );
    }
    const now = context.now();
    if (suppression?.until !== null && suppression !== null && suppression.until <= now) {
      throw new AppError('usage-invalid', `--until ${suppression.until} has passed already`);
    }
    const byRule = found.find((finding) => finding.suppression?.by === 'configuration');
    if (suppression === null && byRule !== undefined) {
      throw new AppError(
        'usage-invalid',
        `${byRule.id} is silenced by a rule under \`suppressions\` in the configuration`,
      );
    }
    for (const finding of found) await store.findings.suppress(finding.id, suppression, now);
    const checks = new Map(checkInfos().map((info) => [info.id, info]));
    return {
      findings: (await store.findings.get(id)).map((finding) => ({
        finding,
        check: checks.get(finding.checkId) ?? null,
        stored: null,
        recommendations: [],
      })),
    };
  });

/** The resource as the store has it, and what the cloud's own advisers say of it. */
async function aboutResource(store: Store, { scope, resourceId }: Finding) {
  const stored = (await store.resources.byId(scope, [resourceId])).get(resourceId) ?? null;
  const names = [resourceId, ...(stored?.resource.billingIds ?? [])];
  return { stored, recommendations: await store.recommendations.ofResource(scope, names) };
}
