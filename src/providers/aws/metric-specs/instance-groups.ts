import type { CapacityReservation, InstanceGroup } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

/** Source: EC2 User Guide, "CloudWatch metrics that are available for your instances", Amazon EC2 metric dimensions. */
export const instanceGroupMetrics = defineMetrics('aws:autoscaling:group', 'instance-group', [
  {
    metric: 'cpu-percent-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [
      {
        namespace: 'AWS/EC2',
        metric: 'CPUUtilization',
        stat: 'Average',
        // Of all members together, those that have gone meanwhile included.
        dimensions: ({ name }: InstanceGroup) => (name === undefined ? undefined : { AutoScalingGroupName: name }),
      },
    ],
    wants: ({ members }) => members.length > 0,
  },
]);

const reservation = ({ resourceId }: CapacityReservation) => ({ CapacityReservationId: resourceId });

/** Reported every five minutes. Source: EC2 User Guide, "CloudWatch metrics for On-Demand Capacity Reservations". */
export const capacityReservationMetrics = defineMetrics('aws:ec2:capacity-reservation', 'capacity-reservation', [
  {
    metric: 'used-percent-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [
      {
        namespace: 'AWS/EC2CapacityReservations',
        metric: 'InstanceUtilization',
        stat: 'Average',
        dimensions: reservation,
      },
    ],
  },
  {
    metric: 'used-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [
      {
        namespace: 'AWS/EC2CapacityReservations',
        metric: 'InstanceUtilization',
        stat: 'Maximum',
        dimensions: reservation,
      },
    ],
  },
]);
