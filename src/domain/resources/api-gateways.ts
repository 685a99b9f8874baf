import type { ResourceBase } from './resource-base.ts';

/** A gateway before APIs that is paid by its units, asked or not (API Management). */
export interface ApiGateway extends ResourceBase {
  readonly kind: 'api-gateway';
  /** In the vendor's word: `Developer`, `Basic`, `Standard`, `Premium`, `StandardV2`, `Consumption` (paid by the call). */
  readonly tier: string;
  /** Units in its own region. */
  readonly units: number;
  /** Further regions that it answers in, with units of their own. */
  readonly furtherRegions: number;
  /** Zones that it is spread over: it has a unit in each at least. Zero where it is in none in particular. */
  readonly zoneCount: number;
  /** It stands in a private network, which smaller tiers cannot. */
  readonly inNetwork: boolean;
}
