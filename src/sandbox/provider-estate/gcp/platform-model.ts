/** Endpoints of Vertex AI and instances of Workbench, as Vertex AI's and Notebooks' APIs have to tell them. Times are epoch ms. */
export interface GcpEndpoint {
  readonly projectId: string;
  readonly region: string;
  /** Digits. */
  readonly id: string;
  /** Sorted by in listings: the display name. */
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly models: readonly {
    readonly id: string;
    readonly name: string;
    readonly machineType: string;
    readonly gpu?: { readonly type: string; readonly count: number };
    readonly replicas: number;
    readonly maxReplicas: number;
  }[];
  readonly network?: string;
  /** Hidden. */
  readonly requestsPerHour: number;
  readonly cpuPeakPercent: number;
  /** Its replicas fell silent then. */
  readonly silentSince?: number;
}

export interface GcpNotebook {
  readonly projectId: string;
  readonly region: string;
  readonly zone: string;
  /** Also that of its machine. */
  readonly name: string;
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly machineType: string;
  readonly state: 'ACTIVE' | 'STOPPED';
}

/** An environment of Cloud Composer. */
export interface GcpWorkflowEnvironment {
  readonly projectId: string;
  readonly region: string;
  readonly name: string;
  readonly uuid: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'RUNNING' | 'UPDATING';
  readonly size: 'ENVIRONMENT_SIZE_SMALL' | 'ENVIRONMENT_SIZE_MEDIUM';
  /** Runs a day of each of its workflows (hidden). */
  readonly workflows: readonly { readonly name: string; readonly runsPerDay: number }[];
  /** Whether it finds itself well, and until when it told. */
  readonly healthy: boolean;
  readonly silentSince?: number;
}

export interface GcpDataflowJob {
  readonly projectId: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly streaming: boolean;
  /** Elements that it had got two weeks ago, and gets each hour since (hidden). */
  readonly elementsBefore: number;
  readonly elementsPerHour: number;
  readonly silentSince?: number;
}
