/** AWS Lambda. Times are epoch ms. */
interface Placed {
  readonly accountId: string;
  readonly region: string;
}

export type Architecture = 'x86_64' | 'arm64';

export interface LambdaFunction extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly runtime: string;
  readonly memoryMiB: number;
  readonly architecture: Architecture;
  readonly modifiedAt: number;
  /** Numbers of its published versions, and its aliases with the version that each stands for. */
  readonly versions: readonly number[];
  readonly aliases: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Hidden. */
  readonly callsPerDay: number;
  readonly meanMs: number;
  /** Hidden: the most memory that a call uses, as Lambda Insights tells it where it is on. */
  readonly insightsMiB?: number;
  readonly advice?: MemoryAdvice;
  readonly kept?: KeptReady;
}

/** What Compute Optimizer says of it. */
export interface MemoryAdvice {
  readonly finding: 'Optimized' | 'NotOptimized' | 'Unavailable';
  readonly reasons: readonly string[];
  readonly usedMiB: number;
  readonly option?: {
    readonly memoryMiB: number;
    readonly expectedMs: number;
    readonly leastMs: number;
    readonly mostMs: number;
  };
}

/** Provisioned concurrency of an alias. */
export interface KeptReady {
  readonly alias: string;
  readonly environments: number;
  readonly changedAt: number;
  /** Hidden: the highest share of them in use, 0 to 1; none where nobody calls the alias. */
  readonly peak: number;
}

export interface FunctionsState {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
}
