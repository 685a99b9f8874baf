import type { Instant } from '../../domain/instant.ts';
import type { InUse, PricePage } from '../../domain/ports/provider.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { MachineSize } from './machine-sizes.ts';
import { priceFamilies } from './price-families/index.ts';
import { inRegion, type SkuCatalogue } from './sku-catalogue.ts';

/** The public catalogue is open to every credential: no role is needed ("Cloud Billing Catalog API"). */
export const pricePermissions: readonly string[] = [];

const source = 'Cloud Billing Catalog API';

export const familiesFor = (kinds: readonly ResourceKind[]): readonly string[] =>
  priceFamilies.filter((family) => family.kinds.some((kind) => kinds.includes(kind))).map(({ name }) => name);

export interface PriceQuestion {
  readonly regionId: string;
  readonly family: string;
  readonly inUse: InUse;
  readonly asOf: Instant;
}

/** List prices of one family in a region. Throws a TypeError for a family that there is not, else a CloudError. */
export async function readPrices(
  catalogue: SkuCatalogue,
  { regionId, family: name, inUse, asOf }: PriceQuestion,
  machineSizes: () => Promise<readonly MachineSize[]>,
): Promise<PricePage> {
  const family = priceFamilies.find((one) => one.name === name);
  if (family === undefined) throw new TypeError(`Google Cloud has no price family ${name}`);
  const { prices, sizes } = await family.prices({
    regionId,
    inUse,
    machineSizes,
    skus: async (service) => inRegion(await catalogue.skus(service), regionId),
  });
  return { prices: prices.map((price) => ({ provider: 'gcp', regionId, ...price, source, asOf })), sizes };
}
