/** Amazon EMR. Times are epoch ms. */
export interface EmrCluster {
  readonly id: string; // j-…
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly state: 'RUNNING' | 'WAITING' | 'TERMINATED';
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly applications: readonly string[];
  /** Ends itself after so many seconds without work. */
  readonly idleTimeout?: number;
  readonly machines: readonly EmrMachine[];
  readonly subnetId: string;
  readonly zone: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Hidden: when a job ran in the last days, by hours before the estate's instant; `always` and `never` beside. */
  readonly work: 'always' | 'never' | 'yesterday';
}

export interface EmrMachine {
  readonly id: string; // ci-…
  readonly instanceId: string;
  readonly type: string;
  readonly group: 'MASTER' | 'CORE';
  readonly groupId: string; // ig-…
}

export interface DataProcessingState {
  readonly clusters: ReadonlyMap<string, EmrCluster>;
}
