import type { EstateOptions } from '../model.ts';
import { Random, Weighted } from '../random.ts';
import type { Environment, OrganizationPlan } from './organization.ts';

/** One account in one region, with the network that its resources share. */
export interface Place {
  readonly index: number;
  readonly accountId: string;
  readonly environment: Environment;
  readonly region: string;
  readonly vpcId: string;
  readonly subnets: readonly { readonly id: string; readonly zone: string }[];
  readonly images: { readonly x86_64: readonly string[]; readonly arm64: readonly string[] };
}

/** The first region is home; each further one holds a little less. */
const REGION_DECAY = 0.55;
const ZONES = ['a', 'b', 'c'];

export function planPlaces(options: EstateOptions, plan: OrganizationPlan): Weighted<Place> {
  const entries = plan.active.flatMap(({ account, environment, weight }, accountIndex) =>
    options.regions.map((region, regionIndex): readonly [Place, number] => {
      const index = accountIndex * options.regions.length + regionIndex;
      const random = new Random(options.seed, `place ${account.id} ${region}`);
      const images = (count: number): string[] => Array.from({ length: count }, () => `ami-0${random.hex(16)}`);
      return [
        {
          index,
          accountId: account.id,
          environment,
          region,
          vpcId: `vpc-0${random.hex(16)}`,
          subnets: ZONES.map((letter) => ({ id: `subnet-0${random.hex(16)}`, zone: `${region}${letter}` })),
          images: { x86_64: images(6), arm64: images(3) },
        },
        weight * REGION_DECAY ** regionIndex,
      ];
    }),
  );
  return new Weighted(entries);
}
