import { type Fact, mapFact } from '../../domain/fact.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { Tags } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { BYTES_PER_MB, IDLE } from '../idle-machine.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { autoScalingGroup } from '../ownership.ts';
import { certain } from '../pricing/estimates.ts';
import { runningDays } from '../running-days.ts';
import { cannotTell, fine, type Waste, waste } from '../verdict.ts';

/** More memory than this in use is something loaded, however little it works: a cache, a database, a licence server. */
const LOADED_MEMORY_PERCENT = 50;
const BUSY_GPU_PERCENT = 5;

/** A running instance whose highest load and traffic of the whole window are next to nothing. */
export const idleInstance = defineCheck({
  name: 'instance-idle',
  // Not OpenStack: its telemetry gives mean rates, so that check judges by p95.
  ids: { aws: 'aws-ec2-instance-idle', gcp: 'gcp-vm-idle', azure: 'azure-vm-idle' },
  kind: 'instance',
  title: 'Running instance that does almost nothing',
  description:
    'CPU never reached the bar and no day moved more than a few megabytes, over the whole window and with hardly a gap in the ' +
    'samples. Kubernetes nodes are left alone: their cluster decides. The saving is the cost of the instance itself; its volumes stay. ' +
    'Much memory in use, or work in the two weeks before, makes it less sure.',
  savings: 'the whole cost of the instance itself, by the bill or at list price; its volumes and addresses stay',
  ignores: [
    'an instance with one busy hour, or with traffic, within the window',
    'an instance with a busy GPU',
    'an instance that was started within the window',
    'nodes of Kubernetes clusters: their cluster decides',
    'members of managed groups and of processing clusters, where the cloud names what manages them: it would start another',
  ],
  evidence: {
    runningDays: 'whole days since the last start; since it was made where the cloud tells no start',
    lookbackDays: 'days that were looked at',
    maxCpuPercent: 'the highest CPU use',
    cpuCoverage: 'share of the CPU samples that there are, 0 to 1',
    maxNetworkMBPerDay: 'the most that one day sent and received',
    networkCoverage: 'share of the network samples that there are, 0 to 1',
    maxCpuPercentFourWeeks: 'the highest CPU use of four weeks; null where it was not measured',
    maxMemoryPercent: 'the highest memory use, where an agent reports it',
    pricingModel: 'how the instance is bought',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    maxCpuPercent: {
      default: IDLE.cpuPercent,
      min: 0,
      max: 100,
      why: 'an operating system alone stays below it; the maximum is judged, so that a short nightly job counts as work',
    },
    maxNetworkMBPerDay: {
      default: IDLE.networkMBPerDay,
      min: 0,
      max: 1_000_000,
      why: 'what agents and time service cause; Trusted Advisor draws the line there too',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: {
    metrics: [
      'cpu-percent-maximum',
      'network-bytes',
      'cpu-percent-maximum-four-weeks',
      'memory-percent-maximum',
      'gpu-percent-maximum',
    ],
  },
  risk: 'medium',
  action: 'instance.stop',
  evaluate(instance, params, { now, digest, costs }) {
    const { tags, pricingModel } = instance;
    if (instance.powerState !== 'running' || instance.managedBy !== undefined) return fine();
    // Stopped by hand, a node would only be replaced; whether a cluster has too many is another check's question.
    if (tags.known && isKubernetesNode(tags.value)) return fine();
    const running = runningDays(instance, now);
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < params.lookbackDays) return fine(); // too young to be called idle

    const cpu = peakOf(digest('cpu-percent-maximum'), ({ max }) => max, params, now);
    const network = peakOf(digest('network-bytes'), ({ maxDaySum }) => maxDaySum, params, now);
    // Work that was seen is work, however many samples are missing beside it.
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (network.known && network.value.peak >= params.maxNetworkMBPerDay * BYTES_PER_MB) return fine();
    const gpu = digest('gpu-percent-maximum');
    if (gpu.known && gpu.value.max >= BUSY_GPU_PERCENT) return fine();
    const before = maximumOf(digest('cpu-percent-maximum-four-weeks'));
    const memory = maximumOf(digest('memory-percent-maximum'));

    const evidence = {
      runningDays: running.value,
      lookbackDays: params.lookbackDays,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
      maxNetworkMBPerDay: network.known ? rounded(network.value.peak / BYTES_PER_MB) : null,
      networkCoverage: network.known ? rounded(network.value.coverage) : null,
      maxCpuPercentFourWeeks: before,
      maxMemoryPercent: memory,
      pricingModel,
    };
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(network, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence); // it may be a node, or exempt
    const how = howToEnd(pricingModel, tags.value);
    const doubts = Number((before ?? 0) >= params.maxCpuPercent) + Number((memory ?? 0) > LOADED_MEMORY_PERCENT);
    return waste({
      ...how,
      confidence: rounded(how.confidence * (1 - 0.25 * doubts)),
      evidence,
      monthlySavings: mapFact(costs.monthly(instance), certain),
    });
  },
});

const maximumOf = (digest: Fact<MetricDigest>): number | null =>
  digest.known && digest.value.sampleCount > 0 ? rounded(digest.value.max) : null;

/** Metrics do not show a warm standby or a licence server: even a clear case is not certain. */
function howToEnd(pricingModel: string, tags: Tags): Pick<Waste, 'confidence' | 'action' | 'actionParams'> {
  const group = autoScalingGroup(tags);
  // The group would start another one; and its smallest size may be what someone wants.
  if (group !== undefined) return { confidence: 0.4, action: 'instance-group.scale-in', actionParams: { group } };
  // The instance of a one-time Spot request can be terminated only.
  if (pricingModel === 'spot') return { confidence: 0.6, action: 'instance.image-and-terminate' };
  return { confidence: 0.8 };
}
