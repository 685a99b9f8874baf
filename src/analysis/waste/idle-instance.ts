import { mapFact } from '../../domain/fact.ts';
import type { Tags } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { autoScalingGroup } from '../ownership.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, type Waste, waste } from '../verdict.ts';

const BYTES_PER_MB = 1_000_000;

/** A running instance whose highest load and traffic of the whole window are next to nothing. */
export const idleInstance = defineCheck({
  name: 'instance-idle',
  // Not OpenStack: its telemetry gives mean rates, so that check judges by p95.
  ids: { aws: 'aws-ec2-instance-idle', gcp: 'gcp-vm-idle', azure: 'azure-vm-idle' },
  kind: 'instance',
  title: 'Running instance that does almost nothing',
  description:
    'CPU never reached the bar and no day moved more than a few megabytes, over the whole window and with hardly a gap in the ' +
    'samples. Kubernetes nodes are left alone: their cluster decides. The saving is the cost of the instance itself; its volumes stay.',
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    maxCpuPercent: {
      default: 5,
      min: 0,
      max: 100,
      why: 'an operating system alone stays below it; the maximum is judged, so that a short nightly job counts as work',
    },
    maxNetworkMBPerDay: {
      default: 5,
      min: 0,
      max: 1_000_000,
      why: 'what agents and time service cause; Trusted Advisor draws the line there too',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'network-bytes'] },
  risk: 'medium',
  action: 'instance.stop',
  evaluate(instance, params, { now, digest, costs }) {
    const { tags, pricingModel, startedAt } = instance;
    if (instance.powerState !== 'running') return fine();
    // Stopped by hand, a node would only be replaced; whether a cluster has too many is another check's question.
    if (tags.known && isKubernetesNode(tags.value)) return fine();
    if (!startedAt.known) return cannotTell(`time of the last start: ${startedAt.reason}`);
    const running = daysSince(startedAt.value, now);
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < params.lookbackDays) return fine(); // too young to be called idle

    const cpu = peakOf(digest('cpu-percent-maximum'), ({ max }) => max, params, now);
    const network = peakOf(digest('network-bytes'), ({ maxDaySum }) => maxDaySum, params, now);
    // Work that was seen is work, however many samples are missing beside it.
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (network.known && network.value.peak >= params.maxNetworkMBPerDay * BYTES_PER_MB) return fine();

    const evidence = {
      runningDays: running.value,
      lookbackDays: params.lookbackDays,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
      maxNetworkMBPerDay: network.known ? rounded(network.value.peak / BYTES_PER_MB) : null,
      networkCoverage: network.known ? rounded(network.value.coverage) : null,
      pricingModel,
    };
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(network, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence); // it may be a node, or exempt
    return waste({
      ...howToEnd(pricingModel, tags.value),
      evidence,
      monthlySavings: mapFact(costs.monthly(instance), certain),
    });
  },
});

/** Metrics do not show a warm standby or a licence server: even a clear case is not certain. */
function howToEnd(pricingModel: string, tags: Tags): Pick<Waste, 'confidence' | 'action' | 'actionParams'> {
  const group = autoScalingGroup(tags);
  // The group would start another one; and its smallest size may be what someone wants.
  if (group !== undefined) return { confidence: 0.4, action: 'instance-group.scale-in', actionParams: { group } };
  // The instance of a one-time Spot request can be terminated only.
  if (pricingModel === 'spot') return { confidence: 0.6, action: 'instance.image-and-terminate' };
  return { confidence: 0.8 };
}
