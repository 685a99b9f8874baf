import { mapFact } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Instance } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { isKubernetesNode } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { autoScalingGroup } from '../ownership.ts';
import { certain } from '../pricing/estimates.ts';
import { machineCost } from '../pricing/machines.ts';
import { runningDays } from '../running-days.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Clouds of which an agent alone tells what GPUs do: its silence is no sign of idleness. */
const AGENT_ALONE: ReadonlySet<ProviderId> = new Set<ProviderId>(['gcp']);

/** Those that its size does not tell of. */
const attachedGpus = ({ accelerators = [] }: Instance): number =>
  accelerators.reduce((sum, { count }) => sum + count, 0);

/** A machine whose GPUs do nothing: a day of it costs what an idle small machine costs in weeks. */
export const idleGpuInstance = defineCheck({
  name: 'instance-gpu-idle',
  ids: { aws: 'aws-ec2-gpu-idle', gcp: 'gcp-gpu-tpu-idle', azure: 'azure-gpu-vm-idle' },
  kind: 'instance',
  title: 'Instance whose GPUs sit idle',
  description:
    'No GPU of the instance was used to speak of, over the whole window. GPU use is known where the CloudWatch agent reports ' +
    'it (nvidia_smi_utilization_gpu); elsewhere a CPU that never did anything is the proof, since nothing feeds the GPUs then. ' +
    'On Google Cloud the Ops Agent reports it (agent.googleapis.com/gpu/utilization): without the agent nothing can be told.',
  savings: 'the cost of the instance itself; its volumes stay',
  ignores: [
    'an instance whose CPU works while no agent reports its GPUs',
    'nodes of Kubernetes clusters: their scheduler decides',
    'an instance that was started within the window',
    'Cloud TPU nodes: they are no machines of Compute Engine, and are not read',
  ],
  evidence: {
    runningDays: 'whole days since the last start',
    gpus: 'how many GPUs it has',
    maxGpuPercent: 'the highest use of any of its GPUs; null where no agent reports it',
    maxCpuPercent: 'the highest CPU use',
    coverage: 'share of the samples of the metric that decided, 0 to 1',
  },
  params: {
    lookbackDays: { default: 7, min: 1, max: 14, why: 'short, because each day is dear' },
    maxGpuPercent: { default: 5, min: 0, max: 100, why: 'drivers and dashboards alone stay below it' },
    maxCpuPercent: {
      default: 2,
      // No counter of GPUs comes from the host there, and the agents that feed them stay below that.
      byProvider: { azure: 5 },
      min: 0,
      max: 100,
      why: 'where no agent reports the GPUs: lower than for other machines',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one training run' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['gpu-percent-maximum', 'cpu-percent-maximum'], sizes: true },
  risk: 'medium',
  action: 'instance.stop',
  evaluate(instance, params, { now, digest, sizes, costs }) {
    const { tags } = instance;
    if (instance.powerState !== 'running' || instance.managedBy !== undefined) return fine();
    // Without its description nothing tells that it has GPUs; the check for idle instances sees it too.
    const gpus = (sizes().get(instance.sizeName)?.gpus ?? 0) + attachedGpus(instance);
    if (gpus === 0) return fine();
    if (tags.known && isKubernetesNode(tags.value)) return fine();
    const running = runningDays(instance, now);
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < params.lookbackDays) return fine();

    const gpu = peakOf(digest('gpu-percent-maximum'), ({ max }) => max, params, now);
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ max }) => max, params, now);
    // Without an agent: a CPU that works may well feed its GPUs.
    const byAgent = gpu.known || AGENT_ALONE.has(instance.scope.provider);
    if (gpu.known && gpu.value.peak >= params.maxGpuPercent) return fine();
    if (!byAgent && cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    const decided = byAgent ? gpu : cpu;
    const evidence = {
      runningDays: running.value,
      gpus,
      maxGpuPercent: gpu.known ? rounded(gpu.value.peak) : null,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      coverage: decided.known ? rounded(decided.value.coverage) : null,
    };
    const gap = gapIn(decided, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const group = autoScalingGroup(tags.value);
    return waste({
      confidence: gpu.known ? 0.85 : 0.7,
      evidence,
      monthlySavings: mapFact(machineCost(instance, costs), certain),
      ...(group !== undefined && { action: 'instance-group.scale-in' as const, actionParams: { group } }),
    });
  },
});
