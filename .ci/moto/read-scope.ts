import { CloudError } from '../../src/domain/cloud-error.ts';
import { GLOBAL_REGION, type Scope } from '../../src/domain/ids.ts';
import type { CloudConnection } from '../../src/domain/ports/provider.ts';
import type { Resource } from '../../src/domain/resources.ts';
import type { ReadRegion, UnreadRow } from './compare.ts';
import { compareFailures } from './compare-fleet.ts';
import { regionIds } from './fill.ts';
import type { Tally } from './tally.ts';

/** Reads every type of one account and region; what is of the whole account is read along with its first region. */
export async function readScope(tally: Tally, connection: CloudConnection, scope: Scope): Promise<ReadRegion> {
  const resources: Resource[] = [];
  const unread: UnreadRow[] = [];
  const failed = new Map<string, CloudError>();
  const asked = connection.collectors.filter(({ reach }) => reach === 'regional' || scope.regionId === regionIds[0]);
  for (const { type, reach } of asked) {
    const where = reach === 'regional' ? scope : { ...scope, regionId: GLOBAL_REGION };
    try {
      for await (const page of connection.collect(type, where)) {
        resources.push(...page.resources);
        unread.push(...page.unread.map(({ resourceId = '', reason }) => ({ type, id: resourceId, reason })));
      }
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      failed.set(type, error);
    }
  }
  compareFailures(
    tally,
    `${scope.accountId}/${scope.regionId}`,
    asked.map(({ type }) => type),
    failed,
  );
  return { accountId: scope.accountId, regionId: scope.regionId, resources, unread };
}
