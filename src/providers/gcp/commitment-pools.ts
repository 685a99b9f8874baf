/*
 * Google Cloud bills a resource-based commitment by project, region, series and term, and its discount as credits on the
 * usage that it covers; which of several alike covered what it does not say. Source: Compute Engine, "Resource-based
 * committed use discounts"; Cloud Billing, "Attribution of committed use discount fees and credits".
 */

export interface CommitmentPool {
  /** Null where the discount is shared by all projects of a billing account. */
  readonly projectId: string | null;
  readonly regionId: string;
  /** Machine series: `n2`. */
  readonly family: string;
  readonly termMonths: number;
}

/** The name under which the bill's use of a pool is told: `shop:us-central1:n2:12m`; `*` stands for all projects. */
export const poolName = ({ projectId, regionId, family, termMonths }: CommitmentPool): string =>
  `${projectId ?? '*'}:${regionId}:${family}:${termMonths}m`;

export type CommittedPart = 'vcpu' | 'memory';

/** Series that the descriptions name by what they are for. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^compute[- ]optimized /i, 'c2'],
  [/^memory[- ]optimized /i, 'm1'],
];

const seriesOf = (text: string): string | undefined =>
  NAMED.find(([pattern]) => pattern.test(text))?.[1] ?? /^([A-Z]\d+[A-Z]*)\b/.exec(text)?.[1]?.toLowerCase();

export interface CommitmentFee {
  readonly family: string;
  readonly part: CommittedPart;
  readonly termMonths: number;
}

/** What a fee is for: `Commitment v1: N2 Cpu in Americas for 1 Year`; N1's names no series. Undefined for GPUs and licences. */
export function feeOf(sku: string): CommitmentFee | undefined {
  const match = /^Commitment v\d+: (.*?)(Cpu|Ram) in .* for (\d+) Year/i.exec(sku);
  if (!match) return undefined;
  const [, head = '', part = '', years = ''] = match;
  const family = head.trim() === '' ? 'n1' : seriesOf(head);
  if (family === undefined) return undefined;
  return { family, part: part.toLowerCase() === 'cpu' ? 'vcpu' : 'memory', termMonths: Number(years) * 12 };
}

/**
 * What a machine's usage draws from a commitment; `unknown` where its series can't be told, undefined for what has
 * commitments of its own (GPUs, local disks, licences).
 */
export function coveredUsageOf(sku: string): { readonly family: string; readonly part: CommittedPart } | undefined {
  if (/licens|\bGPU\b|\bSSD\b/i.test(sku)) return undefined;
  const part = /\b(core|v?cpu)\b/i.test(sku) ? 'vcpu' : /\bram\b/i.test(sku) ? 'memory' : undefined;
  if (part === undefined) return undefined;
  // N1's custom machines come without a series.
  const family = /^custom /i.test(sku) ? 'n1' : seriesOf(sku);
  return { family: family ?? 'unknown', part };
}
