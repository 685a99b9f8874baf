import { z } from 'zod';
import { Labels, Time } from './labels.ts';

export const NodePoolRow = z.object({
  name: z.string().min(1),
  status: z.string().default('RUNNING'),
  version: z.string().optional(),
  initialNodeCount: z.int().default(0),
  locations: z.array(z.string()).default([]),
  instanceGroupUrls: z.array(z.string()).default([]),
  autoscaling: z
    .object({
      enabled: z.boolean().default(false),
      minNodeCount: z.int().default(0),
      maxNodeCount: z.int().default(0),
      totalMinNodeCount: z.int().default(0),
      totalMaxNodeCount: z.int().default(0),
    })
    .optional(),
  config: z
    .object({
      machineType: z.string().optional(),
      labels: Labels,
      resourceLabels: Labels,
      spot: z.boolean().default(false),
      preemptible: z.boolean().default(false),
      imageType: z.string().default(''),
      accelerators: z.array(z.unknown()).default([]),
    })
    .default({ labels: {}, resourceLabels: {}, spot: false, preemptible: false, imageType: '', accelerators: [] }),
});

export const ClusterRow = z.object({
  name: z.string().min(1),
  location: z.string().min(1),
  status: z.string().default('STATUS_UNSPECIFIED'),
  createTime: Time.optional(),
  resourceLabels: Labels,
  currentMasterVersion: z.string().optional(),
  releaseChannel: z.object({ channel: z.string().optional() }).optional(),
  autopilot: z.object({ enabled: z.boolean().default(false) }).optional(),
  // Left out by clusters that were made before it was there: `monitoringService` tells then.
  monitoringConfig: z
    .object({ componentConfig: z.object({ enableComponents: z.array(z.string()).default([]) }).optional() })
    .optional(),
  monitoringService: z.string().optional(),
  // Left out by Autopilot clusters, and by a cluster without any.
  nodePools: z.array(NodePoolRow).default([]),
  locations: z.array(z.string()).default([]),
});

export const CLUSTERS = 'container.projects.locations.clusters.list';

export const clustersPath = (projectId: string): string => `v1/projects/${projectId}/locations/-/clusters`;

export const clusterName = (projectId: string, location: string, name: string): string =>
  `//container.googleapis.com/projects/${projectId}/locations/${location}/clusters/${name}`;
