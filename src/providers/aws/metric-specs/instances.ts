import type { Instance } from '../../../domain/resources.ts';
import { defineMetrics, type SeriesSpec } from '../define-metrics.ts';

const dimensions = ({ resourceId }: Instance) => ({ InstanceId: resourceId });
const runs = ({ powerState }: Instance): boolean => powerState === 'running';
const runsWindows = (instance: Instance): boolean =>
  runs(instance) && instance.operatingSystem.known && instance.operatingSystem.value === 'windows';

/** Families whose vCPUs live on credits. */
const isBurstable = ({ sizeName }: Instance): boolean => /^t\d/.test(sizeName);
/** Families with NVIDIA GPUs, which the agent can look at. */
const hasNvidiaGpu = ({ sizeName }: Instance): boolean =>
  /^(g[4-9]\w*|gr\d\w*|p\d\w*)[.-]/.test(sizeName) && !sizeName.startsWith('g4ad');
/** Families of before the Nitro system do not report what their volumes do. */
const isXen = ({ sizeName }: Instance): boolean =>
  /^([mcr][1-4]|t[12]|i[23]|d2|h1|x1e?|p[23]|g[23]s?|f1)\./.test(sizeName);

const ec2 = (metric: string, stat: string): SeriesSpec<Instance> => ({
  namespace: 'AWS/EC2',
  metric,
  stat,
  dimensions,
});

const byId = { dimension: 'InstanceId', value: ({ resourceId }: Instance) => resourceId };

/** The CloudWatch agent adds dimensions as its configuration says; the instance's id is among them. */
const agent = (metric: string): SeriesSpec<Instance> => ({
  namespace: 'CWAgent',
  metric,
  stat: 'Maximum',
  listedBy: byId,
});

/**
 * Basic monitoring suffices. Sources: EC2 User Guide, "CloudWatch metrics that are available for your instances";
 * CloudWatch User Guide, "Metrics collected by the CloudWatch agent" and "Collect NVIDIA GPU metrics".
 */
export const instanceMetrics = defineMetrics('aws:ec2:instance', 'instance', [
  {
    metric: 'cpu-percent-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ec2('CPUUtilization', 'Average')],
    profile: true,
    wants: runs,
  },
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ec2('CPUUtilization', 'Maximum')],
    wants: runs,
  },
  {
    metric: 'network-bytes',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [ec2('NetworkIn', 'Sum'), ec2('NetworkOut', 'Sum')],
    daySums: true,
    wants: runs,
  },
  {
    metric: 'cpu-percent-maximum-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [ec2('CPUUtilization', 'Maximum')],
    profile: true,
    wants: runs,
  },
  {
    metric: 'network-bytes-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [ec2('NetworkIn', 'Sum'), ec2('NetworkOut', 'Sum')],
    profile: true,
    wants: runs,
  },
  {
    metric: 'memory-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [agent('mem_used_percent')],
    wants: (instance) => runs(instance) && !runsWindows(instance),
  },
  {
    // Of Windows' commit limit, which is memory plus page file. How large that file is, is not told: as if it were as
    // large as the memory, so that the percentage is of the memory and rather too high.
    metric: 'memory-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [agent('Memory % Committed Bytes In Use')],
    scale: 2,
    wants: runsWindows,
  },
  {
    metric: 'disk-operations',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ec2('EBSReadOps', 'Sum'), ec2('EBSWriteOps', 'Sum')],
    wants: (instance) => runs(instance) && !isXen(instance),
  },
  {
    metric: 'disk-bytes',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ec2('EBSReadBytes', 'Sum'), ec2('EBSWriteBytes', 'Sum')],
    wants: (instance) => runs(instance) && !isXen(instance),
  },
  {
    // Turned around, since a digest keeps the highest value: its maximum is minus the lowest balance. EC2 reports it
    // every five minutes.
    metric: 'cpu-credit-shortage',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [ec2('CPUCreditBalance', 'Minimum')],
    scale: -1,
    wants: (instance) => runs(instance) && isBurstable(instance),
  },
  {
    // One series for each GPU: the busiest of them counts.
    metric: 'gpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ ...agent('nvidia_smi_utilization_gpu'), listedBy: { ...byId, each: true } }],
    combine: 'maximum',
    wants: (instance) => runs(instance) && hasNvidiaGpu(instance),
  },
]);
