import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Price } from '../../domain/prices.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AwsClient } from './client.ts';
export const pricePermissions = ['pricing:GetProducts'] as const;
export async function* readPrices(_a: AwsClient, _s: Scope, _r: { regionId: string; sizeNames: readonly string[]; asOf: Instant }): AsyncGenerator<readonly Price[]> { throw new CloudError({category:'invalid',operation:'prices',message:'being written'}); }
