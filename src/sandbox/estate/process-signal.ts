import { valueAt, type Process } from './metric-process.ts';
import type { RunPeriod } from './model.ts';
import type { MetricUnit, Signal } from './signal.ts';

/** Units of the AWS/EC2 and AWS/EBS metrics. Source: EC2 and EBS user guides, "CloudWatch metrics". */
const units: Readonly<Record<string, MetricUnit>> = {
  CPUUtilization: 'Percent',
  NetworkIn: 'Bytes',
  NetworkOut: 'Bytes',
  DiskReadOps: 'Count',
  DiskWriteOps: 'Count',
  StatusCheckFailed: 'Count',
  EBSReadOps: 'Count',
  EBSWriteOps: 'Count',
  EBSReadBytes: 'Bytes',
  EBSWriteBytes: 'Bytes',
  CPUCreditBalance: 'Count',
  VolumeReadOps: 'Count',
  VolumeWriteOps: 'Count',
  VolumeReadBytes: 'Bytes',
  VolumeWriteBytes: 'Bytes',
  VolumeIdleTime: 'Seconds',
};

/** A process of an instance or a volume as a signal. */
export function processSignal(process: Process, metricName: string, runs: readonly RunPeriod[]): Signal {
  return { unit: units[metricName] ?? 'None', everySeconds: 300, runs, sample: (slot) => valueAt(process, slot) };
}
