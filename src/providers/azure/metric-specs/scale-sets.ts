import type { InstanceGroup } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;

/** Machines of a set in flexible mode are measured one by one. */
const isUniform = ({ machines, desiredSize }: InstanceGroup): boolean => machines !== undefined && desiredSize > 0;

/**
 * Over all machines of a set: a maximum is of its busiest machine. Source: "Supported metrics for
 * Microsoft.Compute/virtualMachineScaleSets".
 */
export const scaleSetMetrics = defineMetrics(
  'azure:compute:virtual-machine-scale-set',
  'instance-group',
  'Microsoft.Compute/virtualMachineScaleSets',
  [
    {
      metric: 'cpu-percent-maximum',
      ...hourly,
      series: [{ metric: 'Percentage CPU', aggregation: 'maximum' }],
      wants: isUniform,
    },
    {
      metric: 'memory-percent-maximum',
      ...hourly,
      series: [{ metric: 'Available Memory Bytes', aggregation: 'minimum' }],
      ofMemory: true,
      wants: isUniform,
    },
  ],
);
