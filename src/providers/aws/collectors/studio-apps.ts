import { z } from 'zod';
import { type Fact, fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Notebook } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { partitionOf } from '../partitions.ts';
import { documentsIn, parseAnswer, readAside } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

interface Beside {
  readonly lastUsed: Fact<Date | undefined>;
  readonly tagsOf: TagsOf;
}

const App = z.object({
  DomainId: z.string().min(1),
  // One of the two.
  UserProfileName: z.string().optional(),
  SpaceName: z.string().optional(),
  AppType: z.string().min(1),
  AppName: z.string().min(1),
  Status: z.string().min(1),
  CreationTime: z.date().optional(),
  ResourceSpec: z.object({ InstanceType: z.string().optional() }).optional(),
  beside: z.custom<Beside>(),
});

type App = z.infer<typeof App>;

/**
 * Applications of SageMaker Studio that run on a machine of their own, of one account and region. One whose size is
 * `system` is free. Source: SageMaker API, ListApps and DescribeApp.
 */
export const studioApps = defineCollector({
  type: 'aws:sagemaker:app',
  kind: 'notebook',
  reach: 'regional',
  permissions: ['sagemaker:ListApps', 'sagemaker:DescribeApp', ...tagPermissions],
  operation: 'sagemaker:ListApps',
  page: z.object({ Apps: z.array(App) }),
  rows: ['Apps'],
  rowId: 'AppName',
  async *fetch(aws: AwsClient, scope) {
    let tags: Promise<TagsOf> | undefined;
    for await (const page of aws.pages('sagemaker', 'ListApps', scope, { MaxResults: 100 })) {
      const rows = documentsIn(page, 'Apps').filter(isOnMachine);
      if (rows.length > 0) tags ??= readTags(aws, scope, 'sagemaker:app');
      const tagsOf = await tags;
      const Apps = await Promise.all(
        rows.map(async (row) => ({ ...row, beside: { lastUsed: await lastUsed(aws, scope, row), tagsOf } })),
      );
      yield { ...(page as object), ...('Apps' in (page as object) && { Apps }) };
    }
  },
  toResources: ({ Apps }, scope) =>
    Apps.map((a): Notebook => {
      const arn = arnOf(a, scope);
      return {
        kind: 'notebook',
        type: 'aws:sagemaker:app',
        resourceId: arn,
        scope,
        name: `${a.SpaceName ?? a.UserProfileName ?? a.DomainId}/${a.AppName}`,
        state: a.Status,
        createdAt: mapFact(fact(a.CreationTime, 'CreationTime'), instant),
        tags: a.beside.tagsOf(arn),
        sizeName: a.ResourceSpec?.InstanceType ?? '',
        application: a.AppType,
        powerState: a.Status === 'InService' ? 'running' : a.Status === 'Pending' ? 'changing' : 'stopped',
        // An application can't be stopped: each start makes another one.
        runningSince: mapFact(fact(a.CreationTime, 'CreationTime'), instant),
        lastUsedAt: usedAt(a),
      };
    }),
});

/** A deleted application is listed for a day. */
function isOnMachine(row: Readonly<Record<string, unknown>>): boolean {
  const { InstanceType: size } = (row['ResourceSpec'] ?? {}) as { readonly InstanceType?: unknown };
  return row['Status'] !== 'Deleted' && row['Status'] !== 'Deleting' && typeof size === 'string' && size !== 'system';
}

const Described = z.object({ LastUserActivityTimestamp: z.date().optional() });

/** Undefined where nobody has used it yet. No call tells it of several. */
function lastUsed(
  aws: AwsClient,
  scope: Scope,
  row: Readonly<Record<string, unknown>>,
): Promise<Fact<Date | undefined>> {
  const { DomainId, UserProfileName, SpaceName, AppType, AppName } = row as Partial<App>;
  return readAside(async () => {
    const answer = await aws.call('sagemaker', 'DescribeApp', scope, {
      DomainId,
      ...(UserProfileName !== undefined && { UserProfileName }),
      ...(SpaceName !== undefined && { SpaceName }),
      AppType: AppType as 'JupyterLab',
      AppName,
    });
    return parseAnswer(Described, answer, 'sagemaker:DescribeApp').LastUserActivityTimestamp;
  });
}

/** Whoever has never used it made it, which is the last that was done. */
const usedAt = ({ beside, CreationTime }: App): Notebook['lastUsedAt'] => {
  if (!beside.lastUsed.known) return beside.lastUsed;
  return mapFact(fact(beside.lastUsed.value ?? CreationTime, 'LastUserActivityTimestamp'), instant);
};

/** Source: Service Authorization Reference, Amazon SageMaker, resource type `app`. */
function arnOf(
  { DomainId, UserProfileName, SpaceName, AppType, AppName }: App,
  { regionId, accountId }: Scope,
): string {
  const path = [DomainId, UserProfileName ?? SpaceName ?? '', AppType.toLowerCase(), AppName].join('/');
  return `arn:${partitionOf(regionId).id}:sagemaker:${regionId}:${accountId}:app/${path}`;
}
