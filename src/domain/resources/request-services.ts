import type { ResourceBase } from './resource-base.ts';

/** Code or containers whose instances the cloud starts and ends as requests come (Cloud Run, functions, container apps). */
export interface RequestService extends ResourceBase {
  readonly kind: 'request-service';
  /** Instances that are kept whether or not anybody asks; zero where it scales to nothing. */
  readonly minInstances: number;
  /** Of one instance, all of its containers together. */
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** `requests`: CPU is allocated, and billed in full, while a request is served; `always`: for as long as an instance lives. */
  readonly cpuAllocation: 'requests' | 'always';
  /** It has accelerators, whose prices are others. */
  readonly accelerated: boolean;
}
