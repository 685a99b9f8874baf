import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { DayRange, Instant } from '../../domain/instant.ts';
import type { ChargePage } from '../../domain/ports/provider.ts';
import type { AwsClient } from './client.ts';
export const costPermissions = ['ce:GetCostAndUsage', 'ce:GetDimensionValues'] as const;
export async function* readCharges(_a: AwsClient, _s: Scope, _r: DayRange, _n: Instant): AsyncGenerator<ChargePage> { throw new CloudError({category:'invalid',operation:'cost',message:'being written'}); }
