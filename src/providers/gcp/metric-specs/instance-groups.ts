import type { InstanceGroup } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** Monitoring knows of each machine which group it is a member of; a group is told by its name and place. */
const members = (place: string): SeriesSpec<InstanceGroup> => ({
  metric: 'compute.googleapis.com/instance/cpu/utilization',
  monitored: 'gce_instance',
  aligner: 'ALIGN_MEAN',
  reducer: 'REDUCE_MEAN',
  label: 'metadata.system_labels.instance_group',
  alsoBy: [place],
  key: ({ name, zoneId, scope }) => name && `${name} ${zoneId ?? scope.regionId}`,
});

const window = { metric: 'cpu-percent-average', periodSeconds: 3600, lookbackDays: 14, scale: 100 } as const;

/** Mean use of all members, the present and the former ones. Source: "Google Cloud metrics", compute; "Metadata labels". */
export const instanceGroupMetrics = defineMetrics<'instance-group'>(
  'gcp:compute:instance-group-manager',
  'instance-group',
  [
    {
      ...window,
      series: [members('resource.labels.zone')],
      wants: ({ desiredSize, zoneId }) => desiredSize > 0 && zoneId !== undefined,
    },
    {
      ...window,
      series: [members('metadata.system_labels.region')],
      wants: ({ desiredSize, zoneId }) => desiredSize > 0 && zoneId === undefined,
    },
  ] satisfies readonly MetricSpec<InstanceGroup>[],
);
