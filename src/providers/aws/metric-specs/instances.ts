import type { Instance } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const dimensions = ({ resourceId }: Instance) => ({ InstanceId: resourceId });
const runs = ({ powerState }: Instance): boolean => powerState === 'running';

/** Basic monitoring suffices. Source: EC2 User Guide, "CloudWatch metrics that are available for your instances". */
export const instanceMetrics = defineMetrics('aws:ec2:instance', 'instance', [
  {
    metric: 'cpu-percent-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace: 'AWS/EC2', metric: 'CPUUtilization', stat: 'Average', dimensions }],
    profile: true,
    wants: runs,
  },
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace: 'AWS/EC2', metric: 'CPUUtilization', stat: 'Maximum', dimensions }],
    wants: runs,
  },
  {
    metric: 'network-bytes',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [
      { namespace: 'AWS/EC2', metric: 'NetworkIn', stat: 'Sum', dimensions },
      { namespace: 'AWS/EC2', metric: 'NetworkOut', stat: 'Sum', dimensions },
    ],
    daySums: true,
    wants: runs,
  },
]);
