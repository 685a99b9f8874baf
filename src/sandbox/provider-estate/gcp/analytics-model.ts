import type { Located } from './model.ts';

/** Clusters, registries and capacity for data: what the sandbox knows of them. Times are epoch milliseconds. */

export interface GcpDataprocCluster extends Located {
  readonly name: string;
  readonly uuid: string;
  readonly zone: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly machineType: string;
  /** Names of its machines: the master first. */
  readonly machines: readonly string[];
  readonly optionalComponents: readonly string[];
  readonly autoscalingPolicy?: string;
  readonly idleDeleteSeconds?: number;
  /** What holds memory of its resource manager, percent at the busiest moment (hidden). */
  readonly load: 'none' | 'nightly' | 'daily';
  /** Jobs that are handed in without asking the resource manager for memory, an hour (hidden). */
  readonly ownJobsPerHour: number;
  /** Ids of jobs that run now. */
  readonly activeJobs: readonly string[];
}

export interface GcpRepository extends Located {
  readonly name: string;
  /** A region, or `us`, `europe`, `asia`. */
  readonly location: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly format: 'DOCKER' | 'NPM';
  readonly cleanup: 'none' | 'trial' | 'deletes';
  readonly images: readonly GcpImageVersion[];
  /** What the repository holds: layers that images share, once. */
  readonly bytes: number;
}

export interface GcpImageVersion {
  /** `checkout@sha256:…` */
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly bytes: number;
  readonly uploadedAt: number;
  /** Digests of what an image for several platforms consists of. */
  readonly parts?: readonly string[];
}

/** What leaves the machines of a project in a region: on its bill alone. */
export interface GcpTraffic extends Located {
  readonly way: 'internet' | 'internet-standard' | 'zones' | 'regions';
  readonly gibPerHour: number;
}
