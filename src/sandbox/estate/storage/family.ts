import type { EstateFamily } from '../family.ts';
import { makeBuckets } from './buckets.ts';
import { makeElasticFiles, makeFileServers, makeRepositories } from './files.ts';
import { makeLogGroups, makeRecorders, makeTrails } from './logs.ts';
import { storageMetrics } from './metrics.ts';
import type { StorageState } from './model.ts';
import { storageUsage } from './usage.ts';

/** Object and file storage, logs, images and what records for audits. */
export const storageFamily: EstateFamily<StorageState> = {
  name: 'storage',
  generate(context) {
    const byArn = <T extends { readonly arn: string }>(all: readonly T[]) => new Map(all.map((one) => [one.arn, one]));
    const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));
    return {
      buckets: new Map(makeBuckets(context).map((bucket) => [bucket.name, bucket])),
      logGroups: byArn(makeLogGroups(context)),
      repositories: byArn(makeRepositories(context)),
      elasticFiles: byId(makeElasticFiles(context)),
      fileServers: byId(makeFileServers(context)),
      trails: byArn(makeTrails(context)),
      recorders: byArn(makeRecorders(context)),
    };
  },
  metrics: storageMetrics,
  usage: storageUsage,
};
