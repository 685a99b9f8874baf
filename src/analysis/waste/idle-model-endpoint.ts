import { mapFact } from '../../domain/fact.ts';
import { digestSum } from '../../domain/metrics.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { endpointComponents, runsMachines } from '../pricing/machine-learning.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { idleNotebookMachine } from './idle-notebook-machine.ts';

/** What the clouds call an endpoint that answers. */
const READY = new Set(['InService', 'Succeeded', 'deployed']);

/** Machines that wait for requests to a model, and get none. */
export const idleModelEndpoint = defineCheck({
  name: 'model-endpoint-idle',
  // Of Google Cloud one row means endpoints and notebooks.
  ids: {
    aws: 'aws-sagemaker-endpoint-idle',
    azure: 'azure-ml-compute-endpoint-idle',
    gcp: 'gcp-vertex-endpoint-notebook-idle',
  },
  kind: 'model-endpoint',
  also: idleNotebookMachine,
  title: 'Real-time endpoint that nobody calls',
  description:
    'A real-time endpoint is paid by the hour for every machine behind it. Not a single request came to any of its variants in the ' +
    'whole window, although its machines were there and reported their CPU. Its configuration stays when it is deleted, and makes ' +
    'it anew in minutes. Of Google Cloud it looks at Workbench instances too: one that runs on although its CPU was busy in none of ' +
    'the last three days.',
  savings:
    'all machines of all variants, shadows included, for 730 hours; of a notebook its machine, while its disks go on and are not ' +
    'counted. What machines of Vertex AI endpoints cost is in no list that is read: only the bill tells',
  ignores: [
    'a serverless endpoint, which costs nothing while nobody calls it',
    'an asynchronous endpoint: its requests wait in a queue, and its machines can go to zero',
    'one without machines at the time',
    'one that was made or changed within the window',
    'one that a single request came to',
    'of Vertex AI a private endpoint, whose requests are counted elsewhere, and models that share a pool of machines',
    'a notebook that was started within the days given, or whose CPU was busy in any hour of the last three days',
  ],
  evidence: {
    lookbackDays: 'length of the window',
    requests: 'requests to all of its variants',
    instances: 'machines behind it',
    maxCpuPercent: 'highest CPU use of its machines: that they report at all is what makes no requests credible',
    coverage: 'share of the days on which its machines reported',
    runningDays: 'of a notebook: whole days since its last start',
    sizeName: 'of a notebook: the size of its machine',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 14, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    minRunningDays: { default: 3, min: 1, max: 365, why: 'of a notebook: it outlives a night and most of a weekend' },
    maxCpuPercent: {
      default: 5,
      min: 0,
      max: 100,
      why: 'of a notebook: a server of notebooks that waits stays below it',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day with requests' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['requests', 'cpu-percent-maximum'] },
  risk: 'medium',
  action: 'model-endpoint.delete',
  evaluate(endpoint, params, { now, digest, costs }) {
    const { serving, state, changedAt, variants } = endpoint;
    if (!READY.has(state) || (serving.known && serving.value !== 'real-time')) return fine();
    const unchanged = daysSince(changedAt, now);
    if (!unchanged.known) return cannotTell(`time of its last change: ${unchanged.reason}`);
    if (unchanged.value < params.lookbackDays) return fine();
    if (!serving.known) return cannotTell(`how it serves: ${serving.reason}`);
    if (!runsMachines(endpoint)) return fine();
    const requests = peakOf(digest('requests'), digestSum, params, now);
    if (requests.known && requests.value.peak > 0) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ max }) => max, params, now);
    const evidence = {
      lookbackDays: params.lookbackDays,
      requests: requests.known ? requests.value.peak : null,
      instances: variants.reduce((sum, { instances }) => sum + instances, 0),
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      coverage: cpu.known ? rounded(cpu.value.coverage) : null,
    };
    const gap = gapIn(requests, params.minCoverage) ?? gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.9,
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(endpoint, endpointComponents(endpoint)), certain),
    });
  },
});
