import { dataStoresFamily } from '../../estate/data-stores/family.ts';
import { desktopsFamily } from '../../estate/desktops/family.ts';
import { type EstateFamily, familyState } from '../../estate/family.ts';
import { functionsFamily } from '../../estate/functions/family.ts';
import { machineLearningFamily } from '../../estate/machine-learning/family.ts';
import type { Estate } from '../../estate/model.ts';
import { storageFamily } from '../../estate/storage/family.ts';

/** A resource as the Resource Groups Tagging API has it. */
export interface Tagged {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The taggable resources of one type, such as `lambda:function`. */
export interface TaggedSource {
  readonly type: string;
  readonly resources: (estate: Estate) => Iterable<Tagged>;
}

/** Nothing where the estate was made without that family. */
const of =
  <State>(family: EstateFamily<State>, read: (state: State) => Iterable<Tagged>) =>
  (estate: Estate): Iterable<Tagged> =>
    estate.families.has(family.name) ? read(familyState(estate, family)) : [];

/** Types whose tags their own listing lacks, one a line. */
export const taggedSources: readonly TaggedSource[] = [
  { type: 'logs:log-group', resources: of(storageFamily, ({ logGroups }) => logGroups.values()) },
  { type: 'lambda:function', resources: of(functionsFamily, ({ functions }) => functions.values()) },
  { type: 'sagemaker:notebook-instance', resources: of(machineLearningFamily, ({ notebooks }) => notebooks.values()) },
  { type: 'sagemaker:app', resources: of(machineLearningFamily, ({ apps }) => apps.values()) },
  { type: 'sagemaker:endpoint', resources: of(machineLearningFamily, ({ endpoints }) => endpoints.values()) },
  {
    type: 'bedrock:provisioned-model',
    resources: of(machineLearningFamily, (state) => state.provisionedModels.values()),
  },
  {
    type: 'workspaces:workspace',
    resources: of(desktopsFamily, ({ workspaces }) =>
      [...workspaces.values()].map(({ id, accountId, region, tags }) => ({
        arn: `arn:aws:workspaces:${region}:${accountId}:workspace/${id}`,
        accountId,
        region,
        tags,
      })),
    ),
  },
  { type: 'dynamodb:table', resources: of(dataStoresFamily, ({ tables }) => tables.values()) },
  ...(['replicationgroup', 'cluster', 'serverlesscache'] as const).map((kind) => ({
    type: `elasticache:${kind}`,
    resources: of(dataStoresFamily, ({ caches }) =>
      [...caches.values()].filter(({ arn }) => arn.split(':')[5] === kind),
    ),
  })),
  { type: 'es:domain', resources: of(dataStoresFamily, ({ domains }) => domains.values()) },
  { type: 'dms:rep', resources: of(dataStoresFamily, ({ replications }) => replications.values()) },
  { type: 'kinesis:stream', resources: of(dataStoresFamily, ({ streams }) => streams.values()) },
];
