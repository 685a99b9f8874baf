import { uuidOf } from '../../estate/family-parts.ts';
import type { TruthEntry } from '../../estate/model.ts';
import type { GcpBuilder } from './builder.ts';
import { buildGoogleAdvice, refreshedAt } from './google-advice.ts';
import { CHECK } from './instance-roles.ts';

/** What Google's own recommenders look for, by the check that finds the same. Source: Recommender documentation, "Recommenders". */
const RECOMMENDERS: Readonly<
  Record<string, { readonly id: string; readonly subtype: string; readonly words: string }>
> = {
  [CHECK.idle]: {
    id: 'google.compute.instance.IdleResourceRecommender',
    subtype: 'STOP_VM',
    words: 'Save cost by stopping Idle VM',
  },
  [CHECK.rightsize]: {
    id: 'google.compute.instance.MachineTypeRecommender',
    subtype: 'CHANGE_MACHINE_TYPE',
    words: 'Save cost by changing machine type of',
  },
  [CHECK.diskUnattached]: {
    id: 'google.compute.disk.IdleResourceRecommender',
    subtype: 'SNAPSHOT_AND_DELETE_DISK',
    words: 'Save cost by snapshotting and then deleting idle persistent disk',
  },
  [CHECK.addressUnused]: {
    id: 'google.compute.address.IdleResourceRecommender',
    subtype: 'DELETE_ADDRESS',
    words: 'Save cost by deleting idle address',
  },
  [CHECK.sqlIdle]: {
    id: 'google.cloudsql.instance.IdleRecommender',
    subtype: 'STOP_INSTANCE',
    words: 'Stop the idle Cloud SQL instance',
  },
  [CHECK.sqlRightsize]: {
    id: 'google.cloudsql.instance.OverprovisionedRecommender',
    subtype: 'CHANGE_MACHINE_TYPE',
    words: 'Change the machine type of Cloud SQL instance',
  },
};

/** Google sees about two thirds of what there is to see, and puts a figure on it that is near the truth. */
export function buildRecommendations(builder: GcpBuilder): void {
  const planted = builder.context.truth.filter(
    ({ verdict, checkId }) => verdict === 'waste' && checkId in RECOMMENDERS,
  );
  for (const entry of planted) addRecommendation(builder, entry);
  buildGoogleAdvice(builder);
}

function addRecommendation(builder: GcpBuilder, entry: TruthEntry): void {
  const random = builder.context.random('recommendation', entry.checkId, entry.resourceId);
  const recommender = RECOMMENDERS[entry.checkId];
  if (recommender === undefined || !random.chance(0.66)) return;
  const name = entry.resourceId.split('/').at(-1) ?? '';
  const share = 0.9 + 0.1 * random.unit();
  // Two checks may find the same resource.
  if (!builder.recommendations.some(({ target }) => target === entry.resourceId)) {
    builder.context.plantFine(CHECK.recommender, entry, entry.resourceId, 'a check of its own finds it');
  }
  builder.recommendations.push({
    id: uuidOf(random),
    projectId: entry.accountId,
    region: entry.region,
    location: /\/zones\/([^/]+)\//.exec(entry.resourceId)?.[1] ?? entry.region,
    recommender: recommender.id,
    subtype: recommender.subtype,
    description: `${recommender.words} '${name}'.`,
    target: entry.resourceId,
    monthlySavings: (Number(entry.monthlyCost) * share).toFixed(9),
    refreshedAt: refreshedAt(builder),
    operations: [
      recommender.subtype === 'CHANGE_MACHINE_TYPE'
        ? { action: 'replace', resource: entry.resourceId, path: '/machineType' }
        : {
            action: recommender.subtype.startsWith('STOP') ? 'replace' : 'remove',
            resource: entry.resourceId,
            path: recommender.subtype.startsWith('STOP') ? '/status' : '/',
          },
    ],
  });
}
