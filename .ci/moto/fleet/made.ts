import type { FilledRegion } from '../fill.ts';

/** Something that was made in moto, and what a reading has to say of it. */
export interface Made {
  /** As Ballast names the type: `aws:rds:db-instance`. */
  readonly type: string;
  /** Its `resourceId`. */
  readonly id: string;
  /** Fields of the resource that decide; a fact stands for its value. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Where a part of the fleet is made, with what is there already. */
export interface FleetPlace {
  readonly accountId: string;
  readonly regionId: string;
  /** 0, 1, 2: makes the regions differ. */
  readonly at: number;
  /** What each of the SDK's clients is made with. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    };
  };
  readonly base: FilledRegion;
  /** The default VPC of the region, two of its subnets in different zones, and its security group. */
  readonly network: { readonly vpcId: string; readonly subnetIds: readonly string[]; readonly groupId: string };
}

/** Makes one part of the fleet, one request after the other. */
export type Seed = (place: FleetPlace) => Promise<readonly Made[]>;

/** A field that the service always gives; the emulator is not what is judged here. */
export function given<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`moto answered without ${what}`);
  return value;
}

export const made = (type: string, id: string | undefined, facts: Made['facts'] = {}): Made => ({
  type,
  id: given(id, `an id of ${type}`),
  facts,
});
