import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { instancePrices } from './instances.ts';
import { volumePrices } from './volumes.ts';

/** Everything that is asked of the Price List. */
export const priceFamilies: readonly PriceFamily[] = [instancePrices, volumePrices, addressPrices];
