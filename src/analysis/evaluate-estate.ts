import { known, unread } from '../domain/fact.ts';
import { type Finding, findingId } from '../domain/findings.ts';
import type { ProviderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Resource } from '../domain/resources.ts';
import { graceDaysOf, isDisabled, isDisabledFor, paramsOf } from './check-params.ts';
import type { Check } from './define-check.ts';
import type { EstateRule, EstateVerdict, Subject } from './estate-checks/estate-rule.ts';
import type { AccountFacts, EstateFacts } from './estate-checks/estate-facts.ts';
import { estateChecks } from './estate-checks/index.ts';
import { isExempt } from './exempt.ts';
import { managerOf, ownerOf } from './ownership.ts';
import type { AnalysisSettings } from './settings.ts';
import { suppressionOf } from './suppressions.ts';
import { cannotTell } from './verdict.ts';

/** What the checks over a whole cloud find. Pure, in the order of the checks and of what each of them says. */
export const evaluateEstate = (facts: EstateFacts): readonly Finding[] =>
  runnable('estate', facts).flatMap(({ check, id, rule }) =>
    rule.reach !== 'estate'
      ? []
      : findingsOf(check, id, rule.evaluate(facts, paramsOf(check, facts.provider, facts.settings)), facts),
  );

/** What the checks over one account find. */
export const evaluateAccount = (facts: AccountFacts): readonly Finding[] =>
  runnable('account', facts).flatMap(({ check, id, rule }) => {
    if (rule.reach !== 'account') return [];
    const { provider, accountId, settings } = facts;
    const account = { scope: { provider, accountId, regionId: 'global' }, tags: known({}) };
    return findingsOf(check, id, rule.evaluate(facts, paramsOf(check, provider, settings, account)), facts);
  });

interface Judging {
  readonly provider: ProviderId;
  readonly now: Instant;
  readonly settings: AnalysisSettings;
}

function runnable(
  reach: EstateRule['reach'],
  { provider, settings }: Judging,
): readonly { readonly check: Check; readonly id: string; readonly rule: EstateRule }[] {
  return estateChecks.flatMap((check) => {
    const id = check.ids[provider];
    const rule = check.estate;
    if (id === undefined || rule?.reach !== reach) return [];
    return settings.overrides === undefined && isDisabled(check, provider, settings) ? [] : [{ check, id, rule }];
  });
}

function findingsOf(
  check: Check,
  checkId: string,
  verdicts: readonly EstateVerdict[],
  { provider, settings, now }: Judging,
): readonly Finding[] {
  return verdicts.flatMap((of): readonly Finding[] => {
    const whose = resourceLike(of.subject);
    const exempt = isExempt(whose, settings, now);
    if ((exempt.known && exempt.value) || isDisabledFor(check, provider, settings, whose)) return [];
    // Tags may say that it is to be kept: what is waste beside them is not told without them.
    const verdict =
      of.verdict.verdict === 'waste' && !exempt.known
        ? cannotTell(`tags: ${exempt.reason}`, of.verdict.evidence)
        : of.verdict;
    const suppression = suppressionOf(check, whose, settings.suppressions ?? [], now);
    const graceDays = graceDaysOf(settings, whose);
    const isWaste = verdict.verdict === 'waste';
    const tags = whose.tags.known ? whose.tags.value : {};
    const owner = ownerOf(tags);
    const managedBy = managerOf(tags);
    const { kind, type, id, name, scope } = of.subject;
    return [
      {
        id: findingId(checkId, scope, id),
        checkId,
        scope,
        resourceKind: kind,
        resourceType: type,
        resourceId: id,
        ...(name !== undefined && { resourceName: name }),
        title: of.title ?? check.title,
        verdict: verdict.verdict,
        ...(verdict.verdict === 'cannot-tell' && { reason: verdict.reason }),
        evidence: verdict.evidence,
        monthlySavings: isWaste ? verdict.monthlySavings : unread(verdict.reason),
        confidence: isWaste ? verdict.confidence : 0,
        risk: (isWaste ? verdict.risk : undefined) ?? check.risk,
        action: {
          kind: (isWaste ? verdict.action : undefined) ?? check.action,
          params: (isWaste ? verdict.actionParams : undefined) ?? {},
        },
        ...(owner !== undefined && { owner }),
        ...(managedBy !== undefined && { managedBy }),
        countsTowardsTotal: isWaste && verdict.monthlySavings.known && of.counts !== false,
        ...(suppression !== undefined && { suppressedByRule: suppression }),
        ...(graceDays > 0 && { graceDays }),
      },
    ];
  });
}

/** What exemptions, overrides and suppressions look at; what has no tags of its own is exempt by none. */
const resourceLike = ({
  id,
  name,
  scope,
  tags = known({}),
}: Subject): Pick<Resource, 'scope' | 'tags' | 'resourceId' | 'name'> => ({
  resourceId: id,
  ...(name !== undefined && { name }),
  scope,
  tags,
});
