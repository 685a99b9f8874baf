/** What long work tells while it runs. Rendered on stderr, on a terminal alone. */
export interface ProgressEvent {
  readonly phase: 'discover' | 'inventory' | 'metrics' | 'cost' | 'prices' | 'analysis' | 'import';
  /** Steps done so far, of `total` where that is known. */
  readonly done: number;
  readonly total?: number;
  /** What is being done right now, short. */
  readonly detail?: string;
}

export interface ProgressSink {
  update(event: ProgressEvent): void;
}
