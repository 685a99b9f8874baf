import { type ActionKind, actionEffects } from '../../analysis/actions.ts';
import type { OwnFinding, PlannedChange } from '../../analysis/estate-checks/estate-facts.ts';
import { type Claim, claimOf, nothingTaken, overlapping } from '../../analysis/overlaps.ts';
import { machinesOf } from '../../analysis/pricing/machines-of.ts';
import { secondOpinion } from '../../analysis/estate-checks/native-recommendation.ts';
import type { Finding } from '../../domain/findings.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import { resourceKinds, type ResourceKind, type StoredResource } from '../../domain/resources.ts';

/**
 * What the analysis has found so far, as far as the checks over whole accounts need it; and the cloud's own opinion on
 * each of it. Resources come account by account, so the recommendations of one are held at a time.
 */
export class OwnFindings {
  readonly #store: Store;
  /** By finding. */
  readonly #planned = new Map<string, PlannedChange>();
  readonly #byAccount = new Map<string, Map<string, OwnFinding[]>>();
  /** Of findings whose money may be another's too: those on wholes and their parts. */
  #claims: Claim[] = [];
  readonly #taken = nothingTaken();
  #account: { readonly key: string; readonly byId: ReadonlyMap<string, readonly Recommendation[]> } | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  get planned(): readonly PlannedChange[] {
    return [...this.#planned.values()];
  }

  of(provider: ProviderId, accountId: string): ReadonlyMap<string, readonly OwnFinding[]> {
    return this.#byAccount.get(`${provider}/${accountId}`) ?? new Map();
  }

  /** The findings of one page of resources, each with the second opinion on its resource. */
  async take(findings: readonly Finding[], resources: readonly StoredResource[]): Promise<readonly Finding[]> {
    if (findings.length === 0) return findings;
    const byId = new Map(resources.map((stored) => [stored.resource.resourceId, stored]));
    const told: Finding[] = [];
    for (const finding of findings) {
      const stored = byId.get(finding.resourceId);
      const names = [finding.resourceId, ...(stored?.resource.billingIds ?? [])];
      if (finding.verdict === 'waste') this.#note(finding, names, stored);
      const claim = stored === undefined ? undefined : claimOf(finding, stored.resource);
      if (claim !== undefined) this.#claims.push(claim);
      const advice = await this.#adviceOn(finding, names);
      told.push(
        advice.length === 0 ? finding : { ...finding, evidence: { ...finding.evidence, ...secondOpinion(advice) } },
      );
    }
    return told;
  }

  /** Ids of the findings taken so far whose saving stands in another's. To be asked once all resources are judged. */
  settle(): ReadonlySet<string> {
    const lost = overlapping(this.#claims, this.#taken);
    this.#claims = [];
    // What stands in another finding is taken from the usage by that one.
    for (const id of lost) this.#planned.delete(id);
    return lost;
  }

  /** Findings of a whole account, after those on its resources: what is counted there is not counted again. */
  withoutOverlaps(findings: readonly Finding[], resources: Iterable<StoredResource>): readonly Finding[] {
    const byId = new Map([...resources].map(({ resource }) => [resource.resourceId, resource]));
    const claims = findings.flatMap((finding) => {
      const resource = byId.get(finding.resourceId);
      return resource === undefined ? [] : (claimOf(finding, resource) ?? []);
    });
    const lost = overlapping(claims, this.#taken);
    return findings.map((finding) => (lost.has(finding.id) ? { ...finding, countsTowardsTotal: false } : finding));
  }

  #note(finding: Finding, names: readonly string[], stored: StoredResource | undefined): void {
    const { scope, action, countsTowardsTotal: counts, monthlySavings } = finding;
    const effect = actionEffects[action.kind as ActionKind];
    const key = `${scope.provider}/${scope.accountId}`;
    const ofAccount = this.#byAccount.get(key) ?? new Map<string, OwnFinding[]>();
    this.#byAccount.set(key, ofAccount);
    for (const name of names) {
      ofAccount.set(name, [...(ofAccount.get(name) ?? []), { checkId: finding.checkId, effect, counts }]);
    }
    if (!counts || !monthlySavings.known || !isResourceKind(finding.resourceKind)) return;
    const uses = stored?.resource.uses;
    const clusterId =
      uses?.known === true ? uses.value.find(({ relation }) => relation === 'member-of')?.targetId : undefined;
    this.#planned.set(finding.id, {
      scope,
      resourceId: finding.resourceId,
      kind: finding.resourceKind,
      machines: stored === undefined ? [] : machinesOf(stored.resource),
      ...(clusterId !== undefined && { clusterId }),
      effect,
      monthlySavings: monthlySavings.value.amount,
    });
  }

  async #adviceOn({ scope }: Finding, names: readonly string[]): Promise<readonly Recommendation[]> {
    const key = `${scope.provider}/${scope.accountId}`;
    if (this.#account?.key !== key) {
      const all = await this.#store.recommendations.ofAccount(scope.provider, scope.accountId);
      const byId = new Map<string, Recommendation[]>();
      for (const each of all) {
        for (const id of new Set([each.resourceId, ...each.otherIds])) byId.set(id, [...(byId.get(id) ?? []), each]);
      }
      this.#account = { key, byId };
    }
    const { byId } = this.#account;
    return byId.size === 0 ? [] : [...new Set(names.flatMap((name) => byId.get(name) ?? []))];
  }
}

const isResourceKind = (kind: Finding['resourceKind']): kind is ResourceKind =>
  (resourceKinds as readonly string[]).includes(kind);
