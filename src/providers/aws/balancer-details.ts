import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { BalancerTargets, Tags, TargetKind } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { parseAnswer, readAside, readBatches, rowsOf } from './read-aside.ts';
import { EndpointServices, Listeners, Rules, TagDescriptions, TargetGroups, TargetHealth } from './balancer-answers.ts';

/** What the calls beside DescribeLoadBalancers tell of one load balancer. */
export interface BalancerDetails {
  readonly tags: Fact<Tags>;
  readonly targets: Fact<BalancerTargets>;
  /** ARNs of load balancers that are its targets. */
  readonly balancerTargets: Fact<readonly string[]>;
  /** Undefined where something is registered: it is not asked then. */
  readonly answersItself: Fact<boolean> | undefined;
  readonly endpointServiceIds: Fact<readonly string[]>;
}

interface Asked {
  readonly arn: string;
  readonly type: string;
}

/** What one target group holds. */
interface GroupContent {
  readonly kind: TargetKind;
  readonly ids: readonly string[];
  readonly healthy: number;
  readonly unchecked: number;
}

const targetKinds: Readonly<Record<string, TargetKind>> = {
  instance: 'instance',
  ip: 'address',
  lambda: 'function',
  alb: 'load-balancer',
};

/** `DescribeTags` takes so many ARNs. */
const arnsPerCall = 20;

/**
 * Target groups and endpoint services are listed once for the region, with its first load balancer. No call gives the
 * health of several groups, so that takes one each. Listeners and their rules are asked for only where nothing is
 * registered: elsewhere they decide nothing.
 */
export class BalancerDetailsReader {
  readonly #aws: AwsClient;
  readonly #scope: Scope;
  #groups: Promise<Fact<readonly TargetGroup[]>> | undefined;
  #services: Promise<Fact<readonly EndpointService[]>> | undefined;

  constructor(aws: AwsClient, scope: Scope) {
    this.#aws = aws;
    this.#scope = scope;
  }

  async of(balancers: readonly Asked[]): Promise<ReadonlyMap<string, BalancerDetails>> {
    if (balancers.length === 0) return new Map();
    this.#groups ??= readAside(() => this.#targetGroups());
    this.#services ??= readAside(() => this.#endpointServices());
    const [groups, services, tags] = await Promise.all([
      this.#groups,
      this.#services,
      readBatches(
        balancers.map(({ arn }) => arn),
        arnsPerCall,
        (arns) => this.#tags(arns),
      ),
    ]);
    const details = await Promise.all(
      balancers.map(async ({ arn, type }): Promise<readonly [string, BalancerDetails]> => {
        const content = await this.#contentOf(arn, groups);
        const targets = mapFact(content, totalsOf);
        return [
          arn,
          {
            tags: tags.get(arn) ?? unread('not in the answer'),
            targets,
            balancerTargets: mapFact(content, (all) =>
              all.flatMap(({ kind, ids }) => (kind === 'load-balancer' ? ids : [])),
            ),
            answersItself: await this.#answersItself(arn, type, targets),
            endpointServiceIds: mapFact(services, (all) =>
              all.flatMap(({ serviceId, balancerArns }) => (balancerArns.includes(arn) ? [serviceId] : [])),
            ),
          },
        ];
      }),
    );
    return new Map(details);
  }

  async #targetGroups(): Promise<readonly TargetGroup[]> {
    const pages = this.#aws.pagesBy(['Marker', 'NextMarker'], 'elbv2', 'DescribeTargetGroups', this.#scope, {
      PageSize: 400,
    });
    const groups = await rowsOf(pages, TargetGroups);
    return groups.map(({ TargetGroupArn, TargetType, LoadBalancerArns }) => ({
      arn: TargetGroupArn,
      kind: targetKinds[TargetType] ?? 'address',
      balancerArns: LoadBalancerArns,
    }));
  }

  async #endpointServices(): Promise<readonly EndpointService[]> {
    const pages = this.#aws.pages('ec2', 'DescribeVpcEndpointServiceConfigurations', this.#scope, { MaxResults: 1000 });
    const services = await rowsOf(pages, EndpointServices);
    return services
      .filter(({ ServiceState }) => !/^(deleting|deleted|failed)$/i.test(ServiceState ?? ''))
      .map(({ ServiceId, NetworkLoadBalancerArns, GatewayLoadBalancerArns }) => ({
        serviceId: ServiceId,
        balancerArns: [...NetworkLoadBalancerArns, ...GatewayLoadBalancerArns],
      }));
  }

  async #tags(arns: readonly string[]): Promise<ReadonlyMap<string, Tags>> {
    const answer = await this.#aws.call('elbv2', 'DescribeTags', this.#scope, { ResourceArns: [...arns] });
    const read = parseAnswer(TagDescriptions, answer, 'elasticloadbalancing:DescribeTags').TagDescriptions;
    return new Map(
      read.map(({ ResourceArn, Tags: tags }) => [
        ResourceArn,
        Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      ]),
    );
  }

  async #contentOf(balancerArn: string, groups: Fact<readonly TargetGroup[]>): Promise<Fact<readonly GroupContent[]>> {
    if (!groups.known) return groups;
    const own = groups.value.filter(({ balancerArns }) => balancerArns.includes(balancerArn));
    const contents = await Promise.all(own.map((group) => readAside(() => this.#content(group))));
    const all: GroupContent[] = [];
    for (const content of contents) {
      if (!content.known) return content;
      all.push(content.value);
    }
    return known(all);
  }

  async #content({ arn, kind }: TargetGroup): Promise<GroupContent> {
    const answer = await this.#aws.call('elbv2', 'DescribeTargetHealth', this.#scope, { TargetGroupArn: arn });
    const operation = 'elasticloadbalancing:DescribeTargetHealth';
    const targets = parseAnswer(TargetHealth, answer, operation).TargetHealthDescriptions;
    // One that is on its way out serves nothing new.
    const registered = targets.filter(({ TargetHealth: health }) => health.State !== 'draining');
    const inState = (...states: readonly string[]): number =>
      registered.filter(({ TargetHealth: health }) => states.includes(health.State)).length;
    return {
      kind,
      ids: registered.map(({ Target }) => Target.Id),
      healthy: inState('healthy'),
      // `unavailable`: its group's health checks are off, as they are by default for functions.
      unchecked: inState('unavailable'),
    };
  }

  async #answersItself(arn: string, type: string, targets: Fact<BalancerTargets>): Promise<Fact<boolean> | undefined> {
    // Redirects and fixed responses are actions of application load balancers alone.
    if (type !== 'application') return known(false);
    if (!targets.known) return targets;
    if (targets.value.registered > 0) return undefined;
    return readAside(() => this.#someRuleAnswers(arn));
  }

  async #someRuleAnswers(arn: string): Promise<boolean> {
    const tokens = ['Marker', 'NextMarker'] as const;
    const listeners = await rowsOf(
      this.#aws.pagesBy(tokens, 'elbv2', 'DescribeListeners', this.#scope, { LoadBalancerArn: arn, PageSize: 400 }),
      Listeners,
    );
    for (const { ListenerArn } of listeners) {
      const rules = await rowsOf(
        this.#aws.pagesBy(tokens, 'elbv2', 'DescribeRules', this.#scope, { ListenerArn, PageSize: 400 }),
        Rules,
      );
      const actions = rules.flatMap(({ Actions }) => Actions);
      if (actions.some(({ Type }) => Type === 'redirect' || Type === 'fixed-response')) return true;
    }
    return false;
  }
}

interface TargetGroup {
  readonly arn: string;
  readonly kind: TargetKind;
  readonly balancerArns: readonly string[];
}

interface EndpointService {
  readonly serviceId: string;
  readonly balancerArns: readonly string[];
}

function totalsOf(contents: readonly GroupContent[]): BalancerTargets {
  const sum = (of: (content: GroupContent) => number): number =>
    contents.reduce((total, content) => total + of(content), 0);
  return {
    groups: contents.length,
    registered: sum(({ ids }) => ids.length),
    healthy: sum(({ healthy }) => healthy),
    unchecked: sum(({ unchecked }) => unchecked),
    kinds: [...new Set(contents.filter(({ ids }) => ids.length > 0).map(({ kind }) => kind))].sort(),
  };
}
