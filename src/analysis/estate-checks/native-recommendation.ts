import { known, unread } from '../../domain/fact.ts';
import { GLOBAL_REGION } from '../../domain/ids.ts';
import { type AdviserId, adviserIds, advisers, type Recommendation } from '../../domain/recommendations.ts';
import { exactAmount } from '../../domain/money.ts';
import type { ResourceKind, StoredResource } from '../../domain/resources.ts';
import type { ActionKind } from '../actions.ts';
import { billedTermOf } from '../pricing/billed.ts';
import { withinBill } from '../pricing/within-bill.ts';
import { cannotTell, waste } from '../verdict.ts';
import { amountText } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import { purchaseOf } from './purchases.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';
import type { AccountFacts } from './estate-facts.ts';

/** Words of the advisers, in lower case, for kinds that the inventory has: what is not there is gone. */
const INVENTORIED: Readonly<Record<string, ResourceKind>> = {
  ec2instance: 'instance',
  ebsvolume: 'block-volume',
  ec2autoscalinggroup: 'instance-group',
  autoscalinggroup: 'instance-group',
  rdsdbinstance: 'database',
  rdsdbinstancestorage: 'database',
  natgateway: 'nat-gateway',
  ecsservice: 'container-service',
  dynamodbtable: 'nosql-table',
  elasticachecluster: 'cache-cluster',
  memorydbcluster: 'cache-cluster',
  sagemakerendpoint: 'model-endpoint',
  workspaces: 'desktop',
};

/** Google's and Azure's names of the same, by the form of the resource's own name. */
const BY_NAME: readonly (readonly [RegExp, ResourceKind])[] = [
  [/^\/\/compute\.googleapis\.com\/.*\/instances\//, 'instance'],
  [/^\/\/compute\.googleapis\.com\/.*\/disks\//, 'block-volume'],
  [/^\/\/compute\.googleapis\.com\/.*\/addresses\//, 'public-address'],
  [/^\/\/compute\.googleapis\.com\/.*\/images\//, 'machine-image'],
  [/^\/\/compute\.googleapis\.com\/.*\/instanceGroupManagers\//, 'instance-group'],
  [/^\/\/cloudsql\.googleapis\.com\/.*\/instances\//, 'database'],
  [/^\/\/run\.googleapis\.com\/.*\/services\//, 'request-service'],
  [/\/providers\/microsoft\.compute\/virtualmachines\/[^/]+$/i, 'instance'],
  [/\/providers\/microsoft\.compute\/disks\/[^/]+$/i, 'block-volume'],
  [/\/providers\/microsoft\.compute\/snapshots\/[^/]+$/i, 'volume-snapshot'],
  [/\/providers\/microsoft\.network\/publicipaddresses\/[^/]+$/i, 'public-address'],
  [/\/providers\/microsoft\.sql\/servers\/[^/]+\/databases\/[^/]+$/i, 'database'],
];

/** The kind of which the inventory would have the resource; undefined for what is not collected. */
const kindOf = ({ resourceType, resourceId }: Recommendation): ResourceKind | undefined =>
  INVENTORIED[resourceType.toLowerCase()] ?? BY_NAME.find(([pattern]) => pattern.test(resourceId))?.[1];

/** What a cloud's own adviser recommends about a resource that no check of ours has a finding on. */
export const nativeRecommendation = defineEstateCheck({
  name: 'native-recommendation',
  ids: {
    aws: 'aws-native-recommendations-import',
    gcp: 'gcp-recommender-import',
    azure: 'azure-advisor-import',
  },
  kind: 'recommended-resource',
  title: 'The cloud’s own adviser recommends a change that no other check has found',
  description:
    'AWS Cost Optimization Hub, Compute Optimizer and Trusted Advisor, Google’s Recommender and Azure Advisor look at the same resources with data of their own. ' +
    'Where one of Ballast’s checks has a finding on the resource, their word stands beside it as a second opinion, and is ' +
    'not counted again; where none has, it is a finding of this check. Of several advisers the one counts that merges the ' +
    'others. Purchases of commitments are compared with in the purchase checks and never imported.',
  savings:
    'As the adviser gives it: after discounts where it knows them, and no more than the bill has for the resource. Unknown where it names no amount.',
  ignores: [
    'a recommendation on a resource that another check has a finding on',
    'a recommendation on a resource that is gone',
    'a recommendation that saves nothing, such as a larger size',
    'the memory of a function: the check of its own weighs that advice against what the function really used',
    'unattended projects and the layout of tables, which have checks of their own',
  ],
  evidence: {
    adviser: 'which of the cloud’s advisers says it',
    recommendation: 'what it says',
    current: 'what the resource is now, as the adviser has it; null where it does not say',
    otherAdvisers: 'how many others speak of the same resource',
    afterDiscounts: 'whether its saving is what is left after discounts',
    restartNeeded: 'whether the change needs a restart; null where it does not say',
    rollbackPossible: 'whether the change can be taken back; null where it does not say',
    lookbackDays: 'days of use that it looked at; null where it does not say',
    refreshedAt: 'when it last looked',
  },
  params: {},
  needs: {
    advisers: adviserIds,
    // Without them, what is there would pass for gone.
    kinds: [...new Set([...Object.values(INVENTORIED), ...BY_NAME.map(([, kind]) => kind)])],
  },
  risk: 'low',
  action: 'recommendation.resize',
  reach: 'account',
  evaluate(facts) {
    if (!facts.recommendations.known) return [];
    const ofResources = facts.recommendations.value.filter((each) => purchaseOf(each) === undefined);
    const groups = Map.groupBy(ofResources, ({ scope, resourceId }) => `${scope.regionId}\n${resourceId}`);
    return [...groups.values()].flatMap((group) => imported(group, facts));
  },
});

/** Kinds of which a check of ours weighs the adviser's word itself: what it rejects must not come back from here. */
const WEIGHED_BY_OWN_CHECK = /^(?:lambdafunction|projects|tables)$/i;

function imported(group: readonly Recommendation[], facts: AccountFacts): readonly EstateVerdict[] {
  const [best, ...others] = group.toSorted(byTrust);
  if (best === undefined || WEIGHED_BY_OWN_CHECK.test(best.resourceType)) return [];
  const names = [...new Set(group.flatMap(({ resourceId, otherIds }) => [resourceId, ...otherIds]))];
  if (names.some((name) => facts.findings.has(name))) return [];
  if (best.monthlySavings !== undefined && best.monthlySavings.nanos <= 0n) return [];
  const stored = names.map((name) => facts.resources.get(name)).find((found) => found !== undefined);
  const kind = kindOf(best);
  if (stored === undefined && kind !== undefined) {
    const hole = facts.holes.get(`${kind} ${best.scope.regionId}`) ?? facts.holes.get(`${kind} ${GLOBAL_REGION}`);
    // Nothing is gone that was only not listed.
    return hole === undefined
      ? []
      : [{ subject: subjectOf(best, undefined), verdict: cannotTell(`inventory: ${hole}`) }];
  }
  return [
    {
      subject: subjectOf(best, stored),
      counts: !mayBeCarried(stored, facts),
      verdict: waste({
        confidence: 0.5,
        evidence: {
          adviser: best.adviser,
          recommendation: best.recommended === undefined ? best.action : `${best.action}: ${best.recommended}`,
          current: best.current ?? null,
          otherAdvisers: others.length,
          afterDiscounts: best.afterDiscounts,
          restartNeeded: best.restartNeeded ?? null,
          rollbackPossible: best.rollbackPossible ?? null,
          lookbackDays: best.lookbackDays ?? null,
          refreshedAt: best.refreshedAt ?? null,
        },
        // An adviser reckons with prices of its own: no more is saved than the bill has.
        monthlySavings: withinBill(
          savingOf(best),
          stored?.resource ?? { resourceId: best.resourceId, billingIds: names },
          {
            billed: (resource) => billedTermOf(resource, facts.billed),
          },
        ),
        action: actionOf(best.action),
      }),
    },
  ];
}

/** The adviser that merges the others first; then the larger saving, then the id. */
function byTrust(a: Recommendation, b: Recommendation): number {
  const trust = adviserIds.indexOf(a.adviser) - adviserIds.indexOf(b.adviser);
  if (trust !== 0) return trust;
  const more = (b.monthlySavings?.nanos ?? 0n) - (a.monthlySavings?.nanos ?? 0n);
  return more === 0n ? (a.id < b.id ? -1 : 1) : more < 0n ? -1 : 1;
}

const subjectOf = (of: Recommendation, stored: StoredResource | undefined): Subject =>
  stored === undefined
    ? {
        kind: 'recommended-resource',
        type: `${of.scope.provider}:${of.resourceType}`,
        id: of.resourceId,
        scope: of.scope,
      }
    : {
        kind: stored.resource.kind,
        type: stored.resource.type,
        id: stored.resource.resourceId,
        ...(stored.resource.name !== undefined && { name: stored.resource.name }),
        scope: stored.resource.scope,
        tags: stored.resource.tags,
      };

/**
 * A volume whose instance another finding already removes goes with it: its saving stands there. Where it was not read
 * what holds the volume, that may be so.
 */
function mayBeCarried(stored: StoredResource | undefined, { findings }: AccountFacts): boolean {
  if (stored === undefined || !('attachedTo' in stored.resource)) return false;
  const { attachedTo } = stored.resource;
  if (!attachedTo.known) return true;
  return attachedTo.value.some((holder) =>
    (findings.get(holder) ?? []).some(({ effect, counts }) => effect === 'remove' && counts),
  );
}

const ADVISERS: Readonly<Record<AdviserId, string>> = {
  'cost-optimization-hub': 'AWS Cost Optimization Hub',
  'compute-optimizer': 'AWS Compute Optimizer',
  'trusted-advisor': 'AWS Trusted Advisor',
  recommender: 'Google Cloud Recommender',
  'commitment-recommender': 'Google Cloud Recommender',
  advisor: 'Azure Advisor',
};

function savingOf({ monthlySavings: amount, adviser, refreshedAt }: Recommendation) {
  if (amount === undefined) return unread(`${ADVISERS[adviser]} names no amount`);
  return known({
    amount,
    low: amount,
    high: amount,
    basis: 'estimate' as const,
    terms: [
      {
        label: 'estimated by the adviser',
        quantity: '1',
        unit: 'month',
        unitPrice: exactAmount(amount),
        amount,
        source: ADVISERS[adviser],
        asOf: refreshedAt ?? UNKNOWN_TIME,
      },
    ],
  });
}

/** Advisers that do not say when they looked. */
const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z' as NonNullable<Recommendation['refreshedAt']>;

function actionOf(action: string): ActionKind {
  if (/graviton/i.test(action)) return 'recommendation.rebuild';
  if (/^(stop|delete|scalein)$/i.test(action) || /idle|unassociated|unattached|unused/i.test(action)) {
    return 'recommendation.remove';
  }
  return 'recommendation.resize';
}

/** What stands beside a finding of ours on the same resource. */
export function secondOpinion(recommendations: readonly Recommendation[]): Readonly<Record<string, string | null>> {
  const [best] = recommendations.filter((each) => purchaseOf(each) === undefined).toSorted(byTrust);
  if (best === undefined) return {};
  const { provider } = advisers[best.adviser];
  return {
    [`${provider}Recommendation`]: best.recommended === undefined ? best.action : `${best.action}: ${best.recommended}`,
    [`${provider}RecommendationMonthlySavings`]:
      best.monthlySavings === undefined ? null : amountText(best.monthlySavings),
    [`${provider}RecommendationSource`]: ADVISERS[best.adviser],
  };
}
