import { join } from 'node:path';

import { known, unread } from '../../../src/domain/fact.ts';
import { openStore } from '../../../src/store/open-store.ts';
import {
  at,
  charge,
  day,
  estimate,
  finding,
  instance,
  otherRegion,
  scope,
  volume,
} from '../../support/store-records.ts';

/** A store with a sync that could not read all, five resources, three findings and two months of charges. */
export async function sampleStore(folder: string): Promise<string> {
  const location = join(folder, 'ballast.db');
  const store = await openStore({ location, mode: 'write', now: at(1) });
  try {
    const { run } = await store.syncs.begin('{}', at(1), at(0));
    const tasks = await store.syncs.plan(
      run.id,
      [scope, otherRegion].map(({ provider, accountId, regionId }) => ({
        provider,
        accountId,
        regionId,
        subject: 'aws:ec2:volume',
      })),
    );
    await store.resources.upsert(
      run.id,
      [
        volume('vol-1', { name: 'data', tags: known({ Owner: 'web' }), sizeGiB: 500 }),
        volume('vol-2', { name: 'logs, old', tier: 'gp3' }),
        volume('vol-3', { tags: unread('denied: ec2:DescribeTags') }),
        instance('i-1', { name: '=cmd()' }),
        instance('i-2', { scope: otherRegion }),
      ],
      at(2),
    );
    for (const task of tasks) {
      const denied = { code: 'denied', message: 'denied: ec2:DescribeVolumes (UnauthorizedOperation)' };
      await store.syncs.update(
        run.id,
        task.regionId === otherRegion.regionId
          ? { ...task, status: 'failed', error: denied }
          : { ...task, status: 'complete', records: 4 },
      );
    }
    await store.syncs.finish(run.id, 'partial', at(3));
    const load = await store.charges.beginLoad({ kind: 'api', name: 'aws-cost-explorer:999999999999' }, at(3));
    await load.add([
      charge(),
      charge({ day: day('2026-10-06'), serviceName: 'Amazon S3', effectiveCost: 123_456_789n }),
      charge({ day: day('2026-09-30'), billingMonth: day('2026-09-01') }),
    ]);
    await load.commit();
    const findings = await store.findings.beginLoad(at(4));
    await findings.add([
      finding('vol-1', { monthlySavings: known(estimate(50_000_000_000n)) }),
      finding('vol-2', { monthlySavings: unread('no price') }),
      finding('vol-3', {
        verdict: 'cannot-tell',
        reason: 'denied: ec2:DescribeTags',
        monthlySavings: unread('cannot tell'),
      }),
    ]);
    await findings.commit({ checkIds: ['aws-ebs-volume-unattached'], filter: {} });
  } finally {
    await store.close();
  }
  return location;
}
