import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { BalancerFlavor, LoadBalancer, ResourceUser } from '../../../src/domain/resources.ts';
import { dayDigest, loadBalancer, twoHealthy } from '../../support/network-builders.ts';
import { daysAgo, SCOPE, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';
import { networkPrices } from '../network/prices.ts';

const ALB = 'aws-alb-idle';
const CHECKS: Readonly<Record<BalancerFlavor, string>> = {
  application: ALB,
  classic: 'aws-clb-idle',
  network: 'aws-nlb-idle',
  gateway: 'aws-gwlb-idle',
};
const MB = 1_000_000;

const batch = (
  change: Partial<LoadBalancer>,
  count: Partial<MetricDigest> | null = {},
  bytes: Partial<MetricDigest> | null = {},
  more: Parameters<typeof batchOf>[1] = {},
) => {
  const balancer = loadBalancer(change);
  const metric = balancer.flavor === 'application' || balancer.flavor === 'classic' ? 'requests' : 'new-connections';
  const days = balancer.flavor === 'classic' ? 7 : 14;
  return batchOf([stored(balancer)], {
    digests: digestsOf(
      ...(count === null ? [] : [dayDigest(balancer.resourceId, metric, 0, days, count)]),
      ...(bytes === null ? [] : [dayDigest(balancer.resourceId, 'processed-bytes', 0, days, bytes)]),
    ),
    prices: networkPrices(),
    ...more,
  });
};

const user = (kind: ResourceUser['kind'], relation: ResourceUser['relation']): ResourceUser => ({
  relation,
  kind,
  type: 'aws:x',
  resourceId: 'x',
  scope: SCOPE,
  state: 'active',
});
const named = { users: new Map([['web-1.us-east-1.elb.amazonaws.com', [user('dns-zone', 'resolves-to')]]]) };
const denied = unread('denied');

describe('idle application load balancer', () => {
  const unhealthy = known({ ...twoHealthy, healthy: 0 });
  const functions = known({ ...twoHealthy, healthy: 0, unchecked: 1, kinds: ['function'] });
  const noDns = { unreadInRegion: new Map([['dns-zone', 'denied'] as const]) };
  it.each`
    balancer                                    | requests               | bytes                     | more     | verdict      | because
    ${{}}                                       | ${{}}                  | ${{}}                     | ${{}}    | ${0.95}      | ${'nothing is registered, and no rule answers'}
    ${{ answersItself: known(true) }}           | ${{}}                  | ${{}}                     | ${{}}    | ${0.7}       | ${'a redirect that nobody asks for'}
    ${{ answersItself: denied }}                | ${{}}                  | ${{}}                     | ${{}}    | ${0.7}       | ${'its rules were not read'}
    ${{ targets: unhealthy }}                   | ${{}}                  | ${{}}                     | ${{}}    | ${0.8}       | ${'none is healthy'}
    ${{ targets: known(twoHealthy) }}           | ${{}}                  | ${{}}                     | ${{}}    | ${0.6}       | ${'healthy, and nobody asks'}
    ${{ targets: functions }}                   | ${{}}                  | ${{}}                     | ${{}}    | ${0.6}       | ${'a function counts as healthy'}
    ${{ targets: denied }}                      | ${{}}                  | ${{}}                     | ${{}}    | ${0.6}       | ${'few requests are enough'}
    ${{}}                                       | ${{}}                  | ${{}}                     | ${named} | ${0.75}      | ${'a DNS record leads to it'}
    ${{}}                                       | ${{}}                  | ${{}}                     | ${noDns} | ${0.75}      | ${'a DNS record may lead to it'}
    ${{}}                                       | ${{ maxDaySum: 99 }}   | ${{}}                     | ${{}}    | ${0.95}      | ${'99 requests on the busiest day'}
    ${{}}                                       | ${{ maxDaySum: 100 }}  | ${{}}                     | ${{}}    | ${'fine'}    | ${'the bar itself is use, redirects included'}
    ${{ targets: known(twoHealthy) }}           | ${{}}                  | ${{ maxDaySum: 10 * MB }} | ${{}}    | ${0.6}       | ${'10 MB are not more than 10'}
    ${{ targets: known(twoHealthy) }}           | ${{}}                  | ${{ maxDaySum: 11 * MB }} | ${{}}    | ${'fine'}    | ${'a WebSocket carries much in one request'}
    ${{}}                                       | ${{ sampleCount: 13 }} | ${{}}                     | ${{}}    | ${'unknown'} | ${'a day is missing'}
    ${{}}                                       | ${null}                | ${{}}                     | ${{}}    | ${'unknown'} | ${'the requests were not read'}
    ${{}}                                       | ${{}}                  | ${null}                   | ${{}}    | ${'unknown'} | ${'the bytes were not read'}
    ${{}}                                       | ${{ maxDaySum: 1000 }} | ${null}                   | ${{}}    | ${'fine'}    | ${'requests are enough to see use'}
    ${{ createdAt: known(daysAgo(13)) }}        | ${{}}                  | ${{}}                     | ${{}}    | ${'fine'}    | ${'it is younger than the window'}
    ${{ createdAt: known(daysAgo(14)) }}        | ${{}}                  | ${{}}                     | ${{}}    | ${0.95}      | ${'the window is inclusive'}
    ${{ tags: denied }}                         | ${{}}                  | ${{}}                     | ${{}}    | ${'unknown'} | ${'its tags may exempt it'}
    ${{ tags: known({ 'ballast:keep': 'x' }) }} | ${{}}                  | ${{}}                     | ${{}}    | ${'fine'}    | ${'it is exempt'}
    ${{ flavor: 'network' }}                    | ${{}}                  | ${{}}                     | ${{}}    | ${'fine'}    | ${'network load balancers have a check of their own'}
  `('is $verdict: $because', ({ balancer, requests, bytes, more, verdict }) => {
    expect(outcome(ALB, batch(balancer, requests, bytes, more))).toBe(verdict);
  });

  it('says that a controller of Kubernetes made it', () => {
    const tags = known({ 'elbv2.k8s.aws/cluster': 'prod', 'ingress.k8s.aws/stack': 'shop/web' });
    expect(findingBy(ALB, batch({ tags }))?.managedBy).toBe('Kubernetes cluster prod');
  });

  it('shows what decided', () => {
    expect(findingBy(ALB, batch({}, { maxDaySum: 3 }, {}, named))?.evidence).toEqual({
      ageDays: 90,
      lookbackDays: 14,
      maxRequestsPerDay: 3,
      maxMBPerDay: 0,
      coverage: 1,
      registeredTargets: 0,
      healthyTargets: 0,
      targetKinds: '',
      answersItself: false,
      internetFacing: true,
      dnsZones: 1,
      balancersInFront: 0,
    });
  });

  it('is never waste unless both metrics were read, whole and low', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 99, 100, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, number, (requests, bytes, sampleCount, expectedCount) => {
        const coverage = { sampleCount, expectedCount };
        const verdict = outcome(
          ALB,
          batch({}, { maxDaySum: requests, ...coverage }, { maxDaySum: bytes, ...coverage }),
        );
        const low = requests >= 0 && requests < 100 && bytes >= 0 && bytes <= 10 * MB;
        return typeof verdict !== 'number' || (low && sampleCount / expectedCount >= 1);
      }),
    );
  });
});

describe.each(['network', 'gateway'] as const)('idle %s load balancer', (flavor) => {
  it.each`
    balancer                                         | flows                  | bytes               | verdict      | because
    ${{}}                                            | ${{}}                  | ${{}}               | ${0.95}      | ${'nothing is registered'}
    ${{ targets: known(twoHealthy) }}                | ${{}}                  | ${{}}               | ${0.6}       | ${'healthy, without a flow'}
    ${{}}                                            | ${{ maxDaySum: 1 }}    | ${{}}               | ${'fine'}    | ${'a flow is use'}
    ${{}}                                            | ${{}}                  | ${{ maxDaySum: 1 }} | ${'fine'}    | ${'an old flow still carries something'}
    ${{ endpointServiceIds: known(['vpce-svc-1']) }} | ${{}}                  | ${{}}               | ${'fine'}    | ${'its clients may be in other accounts'}
    ${{ endpointServiceIds: denied }}                | ${{}}                  | ${{}}               | ${'unknown'} | ${'it may be the entrance of a service'}
    ${{ endpointServiceIds: denied }}                | ${{ maxDaySum: 1 }}    | ${{}}               | ${'fine'}    | ${'it is in use, whatever else'}
    ${{}}                                            | ${{ sampleCount: 13 }} | ${{}}               | ${'unknown'} | ${'a day is missing'}
    ${{}}                                            | ${null}                | ${{}}               | ${'unknown'} | ${'the flows were not read'}
    ${{}}                                            | ${{}}                  | ${null}             | ${'unknown'} | ${'the bytes were not read'}
    ${{ createdAt: known(daysAgo(13)) }}             | ${{}}                  | ${{}}               | ${'fine'}    | ${'it is younger than the window'}
  `('is $verdict: $because', ({ balancer, flows, bytes, verdict }) => {
    expect(outcome(CHECKS[flavor], batch({ flavor, ...balancer }, flows, bytes))).toBe(verdict);
  });
});

describe('idle classic load balancer', () => {
  it.each`
    balancer                                             | requests              | verdict      | because
    ${{}}                                                | ${{}}                 | ${0.95}      | ${'no instance'}
    ${{ targets: known({ ...twoHealthy, healthy: 0 }) }} | ${{}}                 | ${0.8}       | ${'none is in service'}
    ${{ targets: known(twoHealthy) }}                    | ${{ maxDaySum: 50 }}  | ${0.6}       | ${'few requests'}
    ${{ targets: known(twoHealthy) }}                    | ${{ maxDaySum: 200 }} | ${'fine'}    | ${'enough of them'}
    ${{ createdAt: known(daysAgo(6)) }}                  | ${{}}                 | ${'fine'}    | ${'it is younger than a week'}
    ${{}}                                                | ${{ sampleCount: 6 }} | ${'unknown'} | ${'a day is missing'}
  `('is $verdict: $because', ({ balancer, requests, verdict }) => {
    expect(outcome(CHECKS.classic, batch({ flavor: 'classic', ...balancer }, requests))).toBe(verdict);
  });
});

describe('what it saves', () => {
  it.each`
    flavor           | expected
    ${'application'} | ${'16.425 [16.425 to 16.425] USD price-api'}
    ${'network'}     | ${'16.425 [16.425 to 16.425] USD price-api'}
    ${'gateway'}     | ${'9.125 [9.125 to 9.125] USD price-api'}
    ${'classic'}     | ${'18.25 [18.25 to 18.25] USD price-api'}
  `('$flavor at list price: $expected', ({ flavor, expected }: { flavor: BalancerFlavor; expected: string }) => {
    expect(savingText(findingBy(CHECKS[flavor], batch({ flavor })))).toBe(expected);
  });

  it('is what the bill says, capacity units included', () => {
    const bill = billed({ [loadBalancer().resourceId]: ['18.00', 30] });
    expect(savingText(findingBy(ALB, batch({}, {}, {}, { billed: bill })))).toBe('18.25 [18.25 to 18.25] USD billing');
  });

  it('is unknown without a price, and never zero', () => {
    const prices = networkPrices(['load-balancer/application']);
    expect(savingText(findingBy(ALB, batch({}, {}, {}, { prices })))).toBe(
      'unknown: no price for load-balancer/application in us-east-1',
    );
  });
});
