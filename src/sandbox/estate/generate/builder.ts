import type { AwsAddress, AwsInstance, AwsSnapshot, AwsVolume, EstateOptions, TruthEntry } from '../model.ts';
import type { Weighted } from '../random.ts';
import type { BuiltGroup } from './groups.ts';
import type { Place } from './placement.ts';
import type { Cast, InstanceRole } from './roles.ts';

/** The estate while it is being made. */
export interface Builder {
  readonly options: EstateOptions;
  readonly cast: Cast;
  readonly places: Weighted<Place>;
  readonly instances: BuiltInstance[];
  readonly groups: BuiltGroup[];
  readonly volumes: AwsVolume[];
  readonly snapshots: AwsSnapshot[];
  readonly addresses: AwsAddress[];
  readonly truth: TruthEntry[];
  /** States of the families that are made, by name. */
  readonly families: Map<string, unknown>;
}

export interface BuiltInstance {
  readonly instance: AwsInstance;
  readonly role: InstanceRole;
  readonly place: Place;
}

/** Benchmark address space of RFC 2544 (198.18.0.0/15): looks public, belongs to nobody. */
export const PUBLIC_ADDRESSES = 1 << 17;

export function publicAddress(index: number): string {
  if (index >= PUBLIC_ADDRESSES) throw new RangeError(`there are only ${PUBLIC_ADDRESSES} public addresses`);
  return `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
}

type Located = Pick<TruthEntry, 'accountId' | 'region'>;

export function plantWaste(
  builder: Builder,
  checkId: string,
  { accountId, region }: Located,
  resourceId: string,
  because: string,
  monthlyCost: string,
): void {
  builder.truth.push({ checkId, accountId, region, resourceId, verdict: 'waste', because, monthlyCost });
}

export function plantFine(
  builder: Builder,
  checkId: string,
  { accountId, region }: Located,
  resourceId: string,
  because: string,
): void {
  builder.truth.push({ checkId, accountId, region, resourceId, verdict: 'fine', because });
}
