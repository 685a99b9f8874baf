import type { Instance } from '../../../domain/resources.ts';
import { defineMetrics, type SeriesSpec } from '../define-metrics.ts';
import { sizeNameFacts } from '../size-names.ts';

const runs = ({ powerState }: Instance): boolean => powerState === 'running';
/** The family whose vCPUs live on credits. */
const isBurstable = ({ sizeName }: Instance): boolean => sizeNameFacts(sizeName)?.family === 'B';

const network: [SeriesSpec<Instance>, SeriesSpec<Instance>] = [
  { metric: 'Network In Total', aggregation: 'total' },
  { metric: 'Network Out Total', aggregation: 'total' },
];

/**
 * All of them are measured by the host: nothing has to run in the machine.
 * Source: Azure documentation, "Supported metrics for Microsoft.Compute/virtualMachines".
 */
export const virtualMachineMetrics = defineMetrics(
  'azure:compute:virtual-machine',
  'instance',
  'Microsoft.Compute/virtualMachines',
  [
    {
      metric: 'cpu-percent-average',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [{ metric: 'Percentage CPU', aggregation: 'average' }],
      profile: true,
      wants: runs,
    },
    {
      metric: 'cpu-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [{ metric: 'Percentage CPU', aggregation: 'maximum' }],
      wants: runs,
    },
    { metric: 'network-bytes', periodSeconds: 86_400, lookbackDays: 14, series: network, daySums: true, wants: runs },
    {
      metric: 'cpu-percent-maximum-four-weeks',
      periodSeconds: 3600,
      lookbackDays: 28,
      series: [{ metric: 'Percentage CPU', aggregation: 'maximum' }],
      profile: true,
      wants: runs,
    },
    {
      metric: 'network-bytes-four-weeks',
      periodSeconds: 3600,
      lookbackDays: 28,
      series: network,
      profile: true,
      wants: runs,
    },
    {
      metric: 'memory-percent-maximum',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [{ metric: 'Available Memory Bytes', aggregation: 'minimum' }],
      ofMemory: true,
      wants: runs,
    },
    {
      metric: 'disk-operations',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [
        { metric: 'Disk Read Operations/Sec', aggregation: 'average' },
        { metric: 'Disk Write Operations/Sec', aggregation: 'average' },
      ],
      // A rate, of which the sum of the hour is asked.
      scale: 3600,
      wants: runs,
    },
    {
      metric: 'disk-bytes',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [
        { metric: 'Disk Read Bytes', aggregation: 'total' },
        { metric: 'Disk Write Bytes', aggregation: 'total' },
      ],
      wants: runs,
    },
    {
      // Turned around, since a digest keeps the highest value: its maximum is minus the lowest balance.
      metric: 'cpu-credit-shortage',
      periodSeconds: 3600,
      lookbackDays: 14,
      series: [{ metric: 'CPU Credits Remaining', aggregation: 'minimum' }],
      scale: -1,
      wants: (instance) => runs(instance) && isBurstable(instance),
    },
  ],
);
