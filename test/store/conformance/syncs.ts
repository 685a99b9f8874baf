import { expect, it } from 'vitest';
import { GLOBAL_REGION } from '../../../src/domain/ids.ts';
import type { SyncTask } from '../../../src/domain/sync.ts';
import { at, otherAccount, scope } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const task = (subject: string, of: Partial<SyncTask> = {}): SyncTask => ({
  ...scope,
  subject,
  status: 'pending',
  records: 0,
  cursor: null,
  ...of,
});

export function syncConformance(open: OpenEmptyStore): void {
  it('are numbered 1, 2, 3', () =>
    withStore(open, async ({ syncs }) => {
      expect(await syncs.latest()).toBeNull();
      for (const id of [1, 2, 3]) {
        const { run, resumed } = await syncs.begin('all', at(id), at(0));
        expect({ run, resumed }).toEqual({
          run: { id, request: 'all', startedAt: at(id), status: 'running' },
          resumed: false,
        });
        await syncs.finish(id, 'complete', at(id + 1));
      }
      expect(await syncs.latest()).toEqual({
        id: 3,
        request: 'all',
        startedAt: at(3),
        finishedAt: at(4),
        status: 'complete',
      });
    }));

  it('one that was killed is gone on with, its tasks as they stood', () =>
    withStore(open, async ({ syncs }) => {
      await syncs.begin('all', at(1), at(0));
      await syncs.plan(1, [task('aws:ec2:volume'), task('cost')]);
      const done = task('aws:ec2:volume', { status: 'complete', records: 12 });
      await syncs.update(1, done);
      expect(await syncs.begin('all', at(2), at(0))).toEqual({
        run: { id: 1, request: 'all', startedAt: at(1), status: 'running' },
        resumed: true,
      });
      expect(await syncs.plan(1, [task('aws:ec2:volume'), task('cost'), task('prices')])).toEqual([
        done,
        task('cost'),
        task('prices'),
      ]);
    }));

  it.each([
    ['another request', 'running', 'other', 0, false],
    ['a run that is too old', 'running', 'all', 1, false],
    ['one that was stopped', 'interrupted', 'all', 0, true],
    ['one that is complete', 'complete', 'all', 0, false],
    ['one that is partial', 'partial', 'all', 0, false],
  ] as const)('%s', (_name, status, request, since, resumes) =>
    withStore(open, async ({ syncs }) => {
      await syncs.begin('all', at(1), at(0));
      if (status !== 'running') await syncs.finish(1, status, at(2));
      const { run, resumed } = await syncs.begin(request, at(3), at(since));
      expect([run.id, resumed, run.finishedAt]).toEqual([resumes ? 1 : 2, resumes, undefined]);
    }),
  );

  it('an unfinished run is not gone on with behind a later one', () =>
    withStore(open, async ({ syncs }) => {
      await syncs.begin('all', at(1), at(0));
      await syncs.begin('all', at(2), at(1));
      await syncs.finish(2, 'complete', at(3));
      expect((await syncs.begin('all', at(4), at(0))).run.id).toBe(3);
    }));

  it('tasks are in order of account, region and subject, with the error that stopped them', () =>
    withStore(open, async ({ syncs }) => {
      await syncs.begin('all', at(1), at(0));
      const planned = [
        task('cost', { regionId: GLOBAL_REGION }),
        task('aws:ec2:volume', otherAccount),
        task('metrics'),
        task('aws:ec2:volume'),
      ];
      await syncs.plan(1, planned);
      const failed = task('metrics', {
        status: 'failed',
        records: 3,
        cursor: 'page-2',
        error: { code: 'denied', message: 'cloudwatch:GetMetricData' },
      });
      await syncs.update(1, failed);
      expect(await syncs.tasks(1)).toEqual([planned[0], planned[3], failed, planned[1]]);
      await syncs.update(1, { ...task('metrics'), status: 'complete' });
      expect((await syncs.tasks(1)).find(({ subject }) => subject === 'metrics')).toEqual(
        task('metrics', { status: 'complete' }),
      );
      expect(await syncs.tasks(2)).toEqual([]);
    }));
}
