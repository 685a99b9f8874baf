import { known, unread } from '../domain/fact.ts';
import { type Finding, findingId } from '../domain/findings.ts';
import { scopeKey } from '../domain/ids.ts';
import { type ResourceKind, resourceKinds, type StoredResource } from '../domain/resources.ts';
import type { ActionKind } from './actions.ts';
import { attachmentsOf, carrierGoes, goesWithItsHolders } from './attachments.ts';
import { type AnalysisBatch, namesOf } from './batch.ts';
import { graceDaysOf, isDisabled, isDisabledFor, paramsOf, riskOf } from './check-params.ts';
import { kindsOf } from './check-kinds.ts';
import { checks } from './checks.ts';
import type { Check, CheckContext } from './define-check.ts';
import { isExempt } from './exempt.ts';
import { withCounting } from './interactions.ts';
import { managerOf, ownerOf } from './ownership.ts';
import { type Costs, costsOf } from './pricing/costs.ts';
import { withinBill } from './pricing/within-bill.ts';
import { suppressionOf } from './suppressions.ts';
import { type CannotTell, cannotTell, type Waste } from './verdict.ts';
import { longStoppedInstance } from './waste/long-stopped-instance.ts';

/**
 * Runs every check over a batch. Pure: the same batch gives the same findings, in order of its resources and of
 * the list of checks. What is fine, exempt or gone leaves none. Throws a `RangeError` for a resource of another
 * scope, which is a bug of the caller.
 */
export function evaluateBatch(batch: AnalysisBatch): Finding[] {
  const { provider } = batch.scope;
  const costs = costsOf(batch);
  const { settings } = batch;
  const ofCloud = checks.flatMap((check) => {
    const id = check.ids[provider];
    return id === undefined ? [] : [{ id, check, params: paramsOf(check, provider, settings) }];
  });
  const enabled = ofCloud.filter(
    ({ check }) => settings.overrides !== undefined || !isDisabled(check, provider, settings),
  );
  const ofKind = (kind: ResourceKind) =>
    enabled.filter(
      ({ check }) => check.kind === kind || (check.also?.kind === kind && check.also.providers.includes(provider)),
    );
  const byKind = new Map(resourceKinds.map((kind) => [kind, ofKind(kind)]));
  // With that check off no instance goes, and nothing is carried by one.
  const minStoppedDays =
    ofCloud.find(({ check }) => check.name === longStoppedInstance.name && !isDisabled(check, provider, settings))
      ?.params['minDays'] ?? Number.POSITIVE_INFINITY;

  return batch.resources.flatMap((stored) => {
    const { resource } = stored;
    if (scopeKey(resource.scope) !== scopeKey(batch.scope)) {
      throw new RangeError(`${resource.resourceId} is of ${scopeKey(resource.scope)}, not of ${scopeKey(batch.scope)}`);
    }
    const exempt = isExempt(resource, settings, batch.now);
    if (stored.goneSince !== undefined || (exempt.known && exempt.value)) return [];

    const graceDays = graceDaysOf(settings, resource);
    const findings = (byKind.get(resource.kind) ?? []).flatMap(({ id, check, params: usual }) => {
      const overridden = settings.overrides !== undefined;
      if (overridden && isDisabledFor(check, provider, settings, resource)) return [];
      const params = overridden ? paramsOf(check, provider, settings, resource) : usual;
      const context = contextOf(stored, check, batch, costs, minStoppedDays);
      const verdict = check.judge(stored, params, context);
      if (verdict === undefined || verdict.verdict === 'fine') return [];
      // Tags may say that it is to be kept. What is waste beside them is not told without them.
      const told =
        verdict.verdict === 'waste' && !exempt.known ? cannotTell(`tags: ${exempt.reason}`, verdict.evidence) : verdict;
      const finding = findingOf(id, stored, check, told);
      const suppression = suppressionOf(check, resource, settings.suppressions ?? [], batch.now);
      return [
        {
          ...finding,
          monthlySavings: check.savesBeyond
            ? finding.monthlySavings
            : withinBill(finding.monthlySavings, resource, costs),
          ...(suppression !== undefined && { suppressedByRule: suppression }),
          ...(graceDays > 0 && { graceDays }),
        },
      ];
    });
    if (findings.length === 0) return [];
    const carried =
      (resource.kind === 'block-volume' && goesWithItsHolders(resource, batch, minStoppedDays)) ||
      (resource.kind === 'network-interface' && carrierGoes(resource, batch, minStoppedDays));
    return withCounting(findings, carried);
  });
}

function contextOf(
  { resource, firstSeen, idleSince }: StoredResource,
  check: Check,
  batch: AnalysisBatch,
  costs: Costs,
  minStoppedDays: number,
): CheckContext {
  const { name, needs } = check;
  return {
    now: batch.now,
    firstSeen,
    idleSince,
    costs,
    digest(metric) {
      if (!needs.metrics?.includes(metric)) throw new RangeError(`${name} does not say that it needs ${metric}`);
      const digest = batch.digests.get(resource.resourceId)?.get(metric);
      return digest === undefined ? unread(batch.unread.get('metrics') ?? `${metric} was not read`) : known(digest);
    },
    attachments() {
      if (needs.attached !== true) throw new RangeError(`${name} does not say that it needs what is attached`);
      return attachmentsOf(resource.resourceId, batch, minStoppedDays);
    },
    users() {
      if (needs.users === undefined) throw new RangeError(`${name} does not say that it needs users`);
      const { kinds, reach, absentIn = {} } = needs.users;
      const unreadKinds = reach === 'account' ? batch.unread : batch.unreadInRegion;
      const absent = absentIn[batch.scope.provider] ?? [];
      for (const kind of kinds.filter((each) => !absent.includes(each))) {
        const reason = unreadKinds.get(kind);
        if (reason !== undefined) return unread(`${kind} not completely read: ${reason}`);
      }
      return known(namesOf(resource).flatMap((alias) => batch.users.get(alias) ?? []));
    },
    related(resourceId) {
      if (needs.related !== true) throw new RangeError(`${name} does not say that it needs what it uses`);
      const found = batch.related.get(resourceId);
      if (found !== undefined) mustAskFor(check, found.resource.kind);
      return found;
    },
    sizes() {
      if (needs.sizes !== true) throw new RangeError(`${name} does not say that it needs sizes`);
      return batch.sizes;
    },
    holder(instanceId) {
      if (needs.holders !== true) throw new RangeError(`${name} does not say that it needs holders`);
      return batch.holders.get(instanceId);
    },
    isExempt: (other) => isExempt(other, batch.settings, batch.now),
    unread(subject) {
      if (subject !== 'metrics' && subject !== 'prices') mustAskFor(check, subject);
      return batch.unread.get(subject);
    },
  };
}

const askedFor: ReadonlyMap<Check, ReadonlySet<ResourceKind>> = new Map(
  checks.map((check) => [check, new Set(kindsOf(check))]),
);

/** What no check asks for, a sync need not read: a check that relies on another's reading goes wrong without that one. */
function mustAskFor(check: Check, kind: ResourceKind): void {
  if (askedFor.get(check)?.has(kind) !== true) throw new RangeError(`${check.name} does not say that it needs ${kind}`);
}

function findingOf(
  checkId: string,
  { resource }: StoredResource,
  check: Check,
  verdict: Waste | CannotTell,
): Omit<Finding, 'countsTowardsTotal'> {
  const tags = resource.tags.known ? resource.tags.value : {};
  const owner = ownerOf(tags);
  const managedBy = managerOf(tags);
  const action: ActionKind = (verdict.verdict === 'waste' ? verdict.action : undefined) ?? check.action;
  return {
    id: findingId(checkId, resource.scope, resource.resourceId),
    checkId,
    scope: resource.scope,
    resourceKind: resource.kind,
    resourceType: resource.type,
    resourceId: resource.resourceId,
    ...(resource.name === undefined ? {} : { resourceName: resource.name }),
    title: check.title,
    verdict: verdict.verdict,
    ...(verdict.verdict === 'cannot-tell' ? { reason: verdict.reason } : {}),
    evidence: verdict.evidence,
    monthlySavings: verdict.verdict === 'waste' ? verdict.monthlySavings : unread(verdict.reason),
    confidence: verdict.verdict === 'waste' ? verdict.confidence : 0,
    risk: (verdict.verdict === 'waste' ? verdict.risk : undefined) ?? riskOf(check, resource.scope.provider),
    action: { kind: action, params: (verdict.verdict === 'waste' ? verdict.actionParams : undefined) ?? {} },
    ...(owner === undefined ? {} : { owner }),
    ...(managedBy === undefined ? {} : { managedBy }),
  };
}
