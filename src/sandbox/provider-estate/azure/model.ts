import type { ShapeName } from '../../estate/metric-shapes.ts';
import type { RunPeriod, TruthEntry } from '../../estate/model.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** A property that holds text; empty where it holds anything else. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The units of Azure Monitor's metrics. Source: Microsoft.Insights 2024-02-01, `Unit`. */
export type AzureUnit =
  | 'Percent'
  | 'Bytes'
  | 'BytesPerSecond'
  | 'Count'
  | 'CountPerSecond'
  | 'MilliSeconds'
  | 'Seconds';

/** The course of one metric of one resource: what its samples are made from. */
export type Course = { readonly unit: AzureUnit; readonly runs?: readonly RunPeriod[] } & (
  | { readonly of: 'gauge'; readonly shape: ShapeName; readonly mean: number; readonly peak: number }
  /** `highest` minus a gauge: what is left of a memory. */
  | {
      readonly of: 'rest';
      readonly highest: number;
      readonly shape: ShapeName;
      readonly mean: number;
      readonly peak: number;
    }
  | { readonly of: 'counter'; readonly shape: ShapeName; readonly perHour: number; readonly sparse?: boolean }
  | { readonly of: 'constant'; readonly value: number }
);

/** A resource as Resource Manager has it, and what the sandbox alone knows. */
export interface AzureResource {
  /** ARM id in the spelling of the API. */
  readonly id: string;
  /** `Microsoft.Compute/virtualMachines` */
  readonly type: string;
  readonly name: string;
  readonly accountId: string;
  readonly resourceGroup: string;
  /** Its location; `global` for what has none. */
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** `sku`, `kind`, `zones`, `managedBy`, `identity`, `plan`: what stands beside the properties. */
  readonly top: JsonObject;
  readonly properties: JsonObject;
  /** What `instanceView` and `statusOnly` answers add to the properties. */
  readonly instanceView?: JsonObject;
  /** Epoch ms; the API does not tell it of every type. */
  readonly createdAt: number;
  /** By the metric's name in Azure Monitor; what is split by dimensions as `BlobCapacity?Tier=Hot` beside the whole. */
  readonly metrics?: Readonly<Record<string, Course>>;
  /** Of its parts that have metrics of their own, by the part in lower case: `blobservices`. */
  readonly partMetrics?: Readonly<Record<string, Readonly<Record<string, Course>>>>;
  /** When it reported; since its creation when left out. */
  readonly runs?: readonly RunPeriod[];
}

export interface AzureSubscription {
  readonly id: string;
  readonly name: string;
  readonly state: 'Enabled' | 'Warned' | 'PastDue' | 'Disabled' | 'Deleted';
  /** The offer: `PayAsYouGo_2014-09-01`, `MSDNDevTest_2014-09-01`, `EnterpriseAgreement_2014-09-01`. */
  readonly quotaId: string;
  /** Name of the management group that holds it. */
  readonly managementGroup: string;
  readonly environment: 'prod' | 'staging' | 'dev' | 'sandbox';
  readonly tags: Readonly<Record<string, string>>;
}

export interface ManagementGroup {
  /** Its id's last part; of the root the tenant's id. */
  readonly name: string;
  readonly displayName: string;
  readonly parent?: string;
}

export interface AzureEstate {
  readonly seed: number;
  /** The instant for which it was made, epoch ms. */
  readonly generatedAt: number;
  readonly tenantId: string;
  readonly billingAccountId: string;
  readonly managementGroups: readonly ManagementGroup[];
  readonly subscriptions: readonly AzureSubscription[];
  readonly resourceGroups: readonly AzureResourceGroup[];
  readonly resources: readonly AzureResource[];
  readonly recommendations: readonly AdvisorRecommendation[];
  readonly reservations: readonly AzureReservation[];
  readonly truth: readonly TruthEntry[];
}

export interface AzureResourceGroup {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A recommendation of Advisor's category Cost. */
export interface AdvisorRecommendation {
  /** GUID. */
  readonly name: string;
  readonly accountId: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly recommendationTypeId: string;
  readonly impact: 'High' | 'Medium' | 'Low';
  readonly problem: string;
  readonly solution: string;
  readonly updatedAt: number;
  readonly extended: Readonly<Record<string, string>>;
}

/** A reservation, in an order of its own. */
export interface AzureReservation {
  /** The subscription that pays for it. */
  readonly accountId: string;
  readonly orderId: string;
  readonly reservationId: string;
  readonly displayName: string;
  readonly skuName: string;
  readonly region: string;
  readonly quantity: number;
  readonly term: 'P1Y' | 'P3Y';
  readonly purchasedAt: number;
  readonly expiresAt: number;
  readonly renew: boolean;
  /** Subscriptions that it applies to; all of them (shared) when empty. */
  readonly appliedScopes: readonly string[];
  /** Share of its hours that is used, percent. */
  readonly usedPercent: number;
}
