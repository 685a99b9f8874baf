import { known } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import {
  containerService,
  desktop,
  digest,
  keptReady,
  kubernetes,
  modelEndpoint,
  nodeGroup,
  serverlessFunction,
  studioApp,
} from '../../support/serverless-builders.ts';
import { priced, type PricedFinding } from './case.ts';
import { hours, steady } from './steady.ts';

const supportEnded = { majorVersion: '1.30', standardEndsAt: instant('2025-07-23T00:00:00Z') };

/** Containers, functions, models and desktops. */
export const serverlessFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-ecs-service-rightsize',
    of: 'three tasks of 2 vCPUs and 8 GiB to 1 vCPU (20 % used) and 3 GiB (30 % used)',
    facts: priced(
      containerService(),
      steady(containerService(), { 'cpu-percent-maximum': 20, 'memory-percent-maximum': 30 }, hours),
    ),
    saves: ['3 x 730 x ((2 - 1) x 0.04048 + (8 - 3) x 0.004445)', '137.32395'],
  },
  {
    checkId: 'aws-eks-extended-support',
    of: 'a cluster on Kubernetes 1.30: 0.60 an hour instead of 0.10',
    facts: priced(kubernetes({ version: '1.30', support: known(supportEnded) })),
    saves: ['(0.60 - 0.10) x 730', '365.00'],
  },
  {
    checkId: 'aws-eks-nodegroup-underused',
    of: 'ten m5.xlarge whose pods ask for 45 % of them: five at 90 %',
    facts: priced(
      nodeGroup(),
      steady(
        nodeGroup(),
        {
          'cpu-percent-average': 14,
          'node-memory-percent-maximum': 24,
          'node-cpu-reserved-percent-maximum': 45,
          'node-memory-reserved-percent-maximum': 45,
        },
        hours,
      ),
    ),
    saves: ['(10 - 10 x 45 / 90) x 0.192 x 730', '700.80'],
  },
  {
    checkId: 'aws-lambda-memory-rightsize',
    of: '100,000 calls an hour of 0.1 s with 1 GiB (7,300,000 GiB-seconds a month) to 0.5 GiB, calls a tenth longer',
    facts: priced(
      serverlessFunction(),
      steady(serverlessFunction(), { requests: 100_000, 'execution-milliseconds': 10_000_000 }, hours),
    ),
    saves: ['(730 x 100,000 x 0.1 x 1 - 730 x 100,000 x 0.11 x 0.5) x 0.0000166667', '54.7501'],
    // Calls half as long again, or as long as now.
    low: ['(730 x 100,000 x 0.1 x 1 - 730 x 100,000 x 0.15 x 0.5) x 0.0000166667', '30.4167'],
    high: ['(730 x 100,000 x 0.1 x 1 - 730 x 100,000 x 0.1 x 0.5) x 0.0000166667', '60.8335'],
  },
  {
    checkId: 'aws-lambda-provisioned-concurrency-idle',
    of: 'ten environments of 1 GiB that are kept ready for nobody',
    facts: priced(keptReady(), steady(keptReady(), { 'used-percent-maximum': 0 }, hours)),
    saves: ['10 x 1 x 3,600 x 730 x 0.0000041667', '109.500876'],
  },
  {
    checkId: 'aws-sagemaker-endpoint-idle',
    of: 'an endpoint of two ml.m5.xlarge that nobody calls',
    facts: priced(modelEndpoint(), steady(modelEndpoint(), { requests: 0, 'cpu-percent-maximum': 3 }, hours)),
    saves: ['2 x 0.23 x 730', '335.80'],
  },
  {
    checkId: 'aws-sagemaker-notebook-idle',
    of: 'a notebook of Studio on ml.m5.xlarge, unused for three days',
    facts: priced(studioApp()),
    saves: ['0.23 x 730', '167.90'],
  },
  {
    checkId: 'aws-workspaces-idle',
    of: 'an always-on desktop that is used 18 of 720 hours, 18.25 of a month: each may be a use of its own, after which auto-stop waits an hour',
    facts: priced(desktop(), [
      digest(desktop(), 'user-connected-maximum', 0, {
        window: { start: daysAgo(30), end: daysAgo(0) },
        sampleCount: 720,
        expectedCount: 720,
        mean: 18 / 720,
        max: 1,
      }),
    ]),
    saves: ['35 - 9.75 - 18 x 730 / 720 x (1 + 1) x 0.30', '14.30'],
    // One use of 18 hours and a quarter, in which nobody waits.
    high: ['35 - 9.75 - 18 x 730 / 720 x 0.30', '19.775'],
  },
];
