import type { Fact } from '../domain/fact.ts';
import type { Risk, SubjectKind } from '../domain/findings.ts';
import type { CostSubject } from '../domain/cost-facts.ts';
import type { ProviderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { MetricDigest, MetricName } from '../domain/metrics.ts';
import type { Size } from '../domain/prices.ts';
import type { AdviserId } from '../domain/recommendations.ts';
import type { Instance, Resource, ResourceKind, ResourceUser, StoredResource } from '../domain/resources.ts';
import type { ActionKind } from './actions.ts';
import type { HeldAttachment } from './attachments.ts';
import type { UnreadSubject } from './batch.ts';
import type { EstateRule } from './estate-checks/estate-rule.ts';
import type { Costs } from './pricing/costs.ts';
import type { Verdict } from './verdict.ts';

/** A number that a user may change. */
export interface ParamSpec {
  readonly default: number;
  /** Where a cloud's own rule or billing gives a better default. */
  readonly byProvider?: Readonly<Partial<Record<ProviderId, number>>>;
  readonly min: number;
  readonly max: number;
  /** Why this default. */
  readonly why: string;
}

/** What a check reads besides the resource itself; asking for more is a bug and throws. */
export interface Needs {
  readonly metrics?: readonly MetricName[];
  readonly attached?: true;
  /** Who uses the resource: only what every one of these kinds tells is an answer, so their listings have to be whole. */
  readonly users?: UserNeed;
  /** The resources that it names in its `uses`; of which kinds, `kinds` says. */
  readonly related?: true;
  /** Kinds that it looks at beside its own: they are read even where no other check asks for them. */
  readonly kinds?: readonly ResourceKind[];
  /** The region's machine sizes. */
  readonly sizes?: true;
  /** Of a volume: the instances that hold it. */
  readonly holders?: true;
}

/** What a check over a whole account or payer reads beside. */
export interface EstateNeeds {
  /** Facts of the cloud's cost services. */
  readonly costs?: readonly CostSubject[];
  readonly advisers?: readonly AdviserId[];
  /** Kinds of resources that it looks at, where its own is none. */
  readonly kinds?: readonly ResourceKind[];
}

export interface UserNeed {
  readonly kinds: readonly ResourceKind[];
  /** Those of `kinds` that a cloud does not have: nothing of it can be a user there. */
  readonly absentIn?: Readonly<Partial<Record<ProviderId, readonly ResourceKind[]>>>;
  /** `account`: users live in the same account and region; `organization`: in any account of the same region. */
  readonly reach: 'account' | 'organization';
}

/** All that a check may ask. Nothing here reads a clock or a store. */
export interface CheckContext {
  readonly now: Instant;
  readonly firstSeen: Instant;
  /** First sync of the unbroken run that saw the resource attached to nothing; undefined while it is in use. */
  readonly idleSince: Instant | undefined;
  readonly costs: Costs;
  digest(metric: MetricName): Fact<MetricDigest>;
  /** What hangs on this instance; unread when a kind of it was not completely listed. */
  attachments(): Fact<readonly HeldAttachment[]>;
  /** Everything that uses this resource; unread when a kind that could use it was not completely listed. */
  users(): Fact<readonly ResourceUser[]>;
  /** A resource that this one names in its `uses`; undefined when it is not there or was not read. */
  related(resourceId: string): StoredResource | undefined;
  /** Machine sizes of the region by name. */
  sizes(): ReadonlyMap<string, Size>;
  /** An instance that this volume is attached to; undefined when it is not there or was not read. */
  holder(instanceId: string): StoredResource<Instance> | undefined;
  /** Whether tags exempt another resource, which stays whatever happens to this one. */
  isExempt(other: Pick<Resource, 'tags'>): Fact<boolean>;
  /** Why a subject was not completely read in this account and region; undefined when it was. */
  unread(subject: UnreadSubject): string | undefined;
}

/** A rule for a further kind, where a row of the catalogue means several in some clouds. It has the check's parameters. */
export interface KindRule {
  readonly kind: ResourceKind;
  readonly providers: readonly ProviderId[];
  evaluate(stored: StoredResource, params: Readonly<Record<string, number>>, context: CheckContext): Verdict;
}

export const kindRule = <Kind extends ResourceKind>(
  kind: Kind,
  providers: readonly ProviderId[],
  evaluate: (
    resource: Extract<Resource, { kind: Kind }>,
    params: Readonly<Record<string, number>>,
    context: CheckContext,
  ) => Verdict,
): KindRule => ({
  kind,
  providers,
  // The evaluation hands it resources of its own kind alone.
  evaluate: ({ resource }, params, context) => evaluate(resource as Extract<Resource, { kind: Kind }>, params, context),
});

export interface CheckDefinition<Kind extends ResourceKind, Param extends string> {
  /** Neutral name, as in the configuration: `volume-unattached`. */
  readonly name: string;
  /** The catalogue's id in each cloud that the rule fits. */
  readonly ids: Readonly<Partial<Record<ProviderId, string>>>;
  readonly kind: Kind;
  readonly title: string;
  /** What it looks for and why that costs money, for the user. */
  readonly description: string;
  /** How the saving is computed, in words, for the check's page: "the whole cost of …, minus …". */
  readonly savings: string;
  /** What looks like it and is not reported, one phrase each: "a volume that a Kubernetes claim owns". */
  readonly ignores: readonly string[];
  /** The evidence it gives: what each number is. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<Param, ParamSpec>>;
  readonly needs?: Needs;
  /** The saving is of more than the resource itself (what is attached to it), so its own bill is no limit. */
  readonly savesBeyond?: true;
  readonly risk: Risk;
  /** Where the change is of another risk in a cloud. */
  readonly risks?: Readonly<Partial<Record<ProviderId, Risk>>>;
  readonly action: ActionKind;
  /** Its findings name an action of their own. */
  readonly also?: KindRule;
  evaluate(
    resource: Extract<Resource, { kind: Kind }>,
    params: Readonly<Record<Param, number>>,
    context: CheckContext,
  ): Verdict;
}

/** A check with its types forgotten, so that checks of all kinds fit one list. */
export interface Check extends Omit<CheckDefinition<ResourceKind, string>, 'evaluate' | 'needs' | 'kind'> {
  readonly kind: SubjectKind;
  readonly needs: Needs & EstateNeeds;
  /** Set for a check that judges a whole account or payer at once, and no resource by itself. */
  readonly estate?: EstateRule;
  /** Undefined for a resource of another kind or a cloud that the check has no id for. */
  judge(stored: StoredResource, params: Readonly<Record<string, number>>, context: CheckContext): Verdict | undefined;
}

/** One rule over a neutral kind of resource, with one check id per cloud. */
export function defineCheck<Kind extends ResourceKind, Param extends string>(
  definition: CheckDefinition<Kind, Param>,
): Check & Pick<CheckDefinition<Kind, Param>, 'params'> {
  const { evaluate, needs = {}, ...rest } = definition;
  const ofKind = (resource: Resource): resource is Extract<Resource, { kind: Kind }> =>
    resource.kind === definition.kind;
  return {
    ...rest,
    needs,
    judge(stored, params, context) {
      const { resource } = stored;
      const { also } = definition;
      if (definition.ids[resource.scope.provider] === undefined) return undefined;
      if (ofKind(resource)) return evaluate(resource, params, context);
      const isAlso = also?.kind === resource.kind && also.providers.includes(resource.scope.provider);
      return isAlso ? also.evaluate(stored, params, context) : undefined;
    },
  };
}
