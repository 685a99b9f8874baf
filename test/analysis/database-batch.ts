import type { MetricDigest } from '../../src/domain/metrics.ts';
import type { Resource, ResourceUser, StoredResource } from '../../src/domain/resources.ts';
import { databasePriceBook, sizesByName } from '../support/database-builders.ts';
import { stored } from '../support/resource-builders.ts';
import { batchOf, digestsOf } from './batch-builders.ts';

/** A batch of one resource; `estate` is what it names in its `uses`, `users` who names it. */
export const databaseBatch = (
  resource: Resource,
  digests: readonly MetricDigest[],
  {
    estate = [],
    users = [],
    ...more
  }: Omit<NonNullable<Parameters<typeof batchOf>[1]>, 'estate' | 'users'> & {
    readonly estate?: readonly (Resource | StoredResource)[];
    readonly users?: readonly Pick<ResourceUser, 'relation'>[];
  } = {},
) => {
  const one = stored(resource);
  const related = estate.map((each) => ('resource' in each ? each : stored(each)));
  return batchOf([one], {
    prices: databasePriceBook(),
    sizes: sizesByName(),
    digests: digestsOf(...digests),
    related: new Map(related.map((each) => [each.resource.resourceId, each])),
    users: new Map([[resource.resourceId, users as readonly ResourceUser[]]]),
    ...more,
  });
};
