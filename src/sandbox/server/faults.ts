import { seededRandom } from './random.ts';

export const faultKinds = [
  'deny',
  'throttle',
  'error',
  'timeout',
  'malformed',
  'truncate',
  'half-page',
  'expired-token',
  'disconnect',
] as const;

/**
 * - `deny`, `throttle`, `expired-token`: the service's own documented error.
 * - `error`: `status` and `code`, by default the service's internal error with 500.
 * - `timeout`: the request is read and never answered.
 * - `malformed`: a complete 200 answer whose body is not well-formed.
 * - `truncate`: the connection ends in the middle of the body.
 * - `half-page`: a listing breaks in the middle: its first page holds half of what it would and a token, and the
 *   request that carries the token gets an internal error. Operations without paging are not touched.
 * - `disconnect`: the connection ends before any answer.
 */
export type FaultKind = (typeof faultKinds)[number];

/** Where a fault strikes (each field left out matches everything), how, and how often. */
export interface Fault {
  readonly id?: string;
  /** The service's id (`elbv2`), its name in the signature's scope, or the prefix of its IAM actions (`elasticloadbalancing`). */
  readonly service?: string;
  readonly operation?: string;
  /** The permission that the request needs, such as `s3:ListAllMyBuckets`. */
  readonly action?: string;
  readonly account?: string;
  readonly region?: string;
  /** For `AssumeRole`: strikes only this role name. */
  readonly role?: string;
  readonly kind: FaultKind;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** 0 to 1; drawn from the sandbox's seed. */
  readonly probability?: number;
  /** Strikes at most this often. */
  readonly times?: number;
  /** Lets this many matching requests pass first. */
  readonly after?: number;
}

/** What a fault is matched against. */
export interface FaultTarget {
  readonly service: string;
  /** All names of the service, its id among them. */
  readonly serviceNames: ReadonlySet<string>;
  readonly operation: string;
  readonly action: string;
  readonly account: string;
  readonly region: string;
  readonly role?: string;
  /** The request asks for the rest of a listing. */
  readonly continuesListing: boolean;
}

interface ArmedFault {
  readonly fault: Fault & { readonly id: string };
  seen: number;
  struck: number;
}

/** A fault with its id and what it has done so far. */
export interface FaultStatus extends Fault {
  readonly id: string;
  readonly seen: number;
  readonly struck: number;
}

/** The faults that are armed. The first one that matches and is due strikes. */
export class FaultBook {
  readonly #random: () => number;
  readonly #serviceNames: ReadonlySet<string> | undefined;
  #armed: ArmedFault[] = [];
  #nextId = 1;

  /** `serviceNames`: the names that a fault may give a service; any when left out. */
  constructor(seed: number, serviceNames?: ReadonlySet<string>) {
    this.#random = seededRandom(seed ^ 0x5eed);
    this.#serviceNames = serviceNames;
  }

  /** Throws a RangeError for a service that nobody serves: such a fault would never strike, and nobody would notice. */
  add(fault: Fault): FaultStatus {
    const { service } = fault;
    if (service !== undefined && this.#serviceNames?.has(service) === false) {
      throw new RangeError(`fault service ${JSON.stringify(service)} is not one that the sandbox serves`);
    }
    const id = fault.id ?? `fault-${this.#nextId++}`;
    this.#armed = this.#armed.filter((armed) => armed.fault.id !== id);
    const armed: ArmedFault = { fault: { ...fault, id }, seen: 0, struck: 0 };
    this.#armed.push(armed);
    return statusOf(armed);
  }

  list(): readonly FaultStatus[] {
    return this.#armed.map(statusOf);
  }

  /** Removes one fault, or all without an id; says how many went. */
  clear(id?: string): number {
    const before = this.#armed.length;
    this.#armed = id === undefined ? [] : this.#armed.filter((armed) => armed.fault.id !== id);
    return before - this.#armed.length;
  }

  /** The fault that strikes this request, if one does. */
  strike(target: FaultTarget): Fault | undefined {
    for (const armed of this.#armed) {
      if (!matches(armed.fault, target)) continue;
      armed.seen += 1;
      if (armed.seen <= (armed.fault.after ?? 0)) continue;
      if (armed.struck >= (armed.fault.times ?? Infinity)) continue;
      if (armed.fault.probability !== undefined && this.#random() >= armed.fault.probability) continue;
      armed.struck += 1;
      return armed.fault;
    }
    return undefined;
  }
}

function statusOf(armed: ArmedFault): FaultStatus {
  return { ...armed.fault, seen: armed.seen, struck: armed.struck };
}

function matches(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.service === undefined || target.serviceNames.has(fault.service)) &&
    (fault.action === undefined || fault.action.toLowerCase() === target.action.toLowerCase()) &&
    (fault.operation === undefined || fault.operation.toLowerCase() === target.operation.toLowerCase()) &&
    (fault.account === undefined || fault.account === target.account) &&
    (fault.region === undefined || fault.region === target.region) &&
    (fault.role === undefined || fault.role === target.role)
  );
}
