import type { SandboxCloudName } from './served-cloud.ts';

/** One answered request, as `/_sandbox/calls?list=1` shows it. */
export interface CallRecord {
  readonly at: string;
  readonly cloud: SandboxCloudName;
  readonly service: string;
  readonly operation: string;
  /** The permission that the request needs, such as `s3:ListAllMyBuckets`. */
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  /** HTTP status; 0 where the connection was cut or never answered. */
  readonly status: number;
  readonly errorCode?: string;
  /** Id of the fault that struck. */
  readonly fault?: string;
  readonly requestId: string;
  readonly durationMs: number;
  readonly responseBytes: number;
}

/** How often one kind of request got one kind of answer. */
export interface CallCount {
  readonly cloud: string;
  readonly service: string;
  readonly operation: string;
  /** The permission that the request needs, such as `s3:ListAllMyBuckets`. */
  readonly action: string;
  readonly accountId: string;
  readonly region: string;
  readonly status: number;
  readonly errorCode?: string;
  readonly count: number;
}

/** Counts every request, and remembers the last ones in detail: memory stays flat however many come. */
export class CallLog {
  readonly #keep: number;
  #counts = new Map<string, { readonly call: Omit<CallCount, 'count'>; count: number }>();
  #recent: CallRecord[] = [];
  #next = 0;

  constructor(keep = 1000) {
    this.#keep = keep;
  }

  add(record: CallRecord): void {
    const { cloud, service, operation, action, accountId, region, status, errorCode } = record;
    // One operation may need one permission or another, by what it asks for.
    const key = [cloud, service, operation, action, accountId, region, status, errorCode].join('|');
    const entry = this.#counts.get(key);
    if (entry) entry.count += 1;
    else {
      const call = {
        cloud,
        service,
        operation,
        action,
        accountId,
        region,
        status,
        ...(errorCode ? { errorCode } : {}),
      };
      this.#counts.set(key, { call, count: 1 });
    }
    this.#recent[this.#next % this.#keep] = record;
    this.#next += 1;
  }

  total(): number {
    return this.#next;
  }

  counts(): readonly CallCount[] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { call, count }]) => ({ ...call, count }));
  }

  /** The last `limit` requests that are still remembered, oldest first. */
  recent(limit: number): readonly CallRecord[] {
    const start = this.#next % this.#keep;
    const ordered =
      this.#next <= this.#keep ? this.#recent : [...this.#recent.slice(start), ...this.#recent.slice(0, start)];
    return ordered.slice(-limit);
  }

  reset(): void {
    this.#counts = new Map();
    this.#recent = [];
    this.#next = 0;
  }
}
