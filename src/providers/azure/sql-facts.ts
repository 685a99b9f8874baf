import { z } from 'zod';
import type { Fact } from '../../domain/fact.ts';
import type { Database, DatabaseCapacity, DatabaseLicence, PowerState } from '../../domain/resources.ts';
import { isDevTestOffer } from './subscriptions.ts';

export const SqlSku = z.object({
  name: z.string().min(1),
  tier: z.string().nullish(),
  family: z.string().nullish(),
  capacity: z.number().nullish(),
});
export type SqlSku = z.infer<typeof SqlSku>;

/** Tiers of the older model, whose units blend processor, memory and I/O. */
const blended = new Set(['Basic', 'Standard', 'Premium']);

export function capacityOf(
  { tier, capacity }: SqlSku,
  minCapacity: number | null | undefined,
): DatabaseCapacity | undefined {
  if (typeof capacity !== 'number') return undefined;
  if (blended.has(tier ?? '')) return { unit: 'DTU', max: capacity };
  return { unit: 'vCore', max: capacity, ...(typeof minCapacity === 'number' && { min: minCapacity }) };
}

/**
 * `BasePrice` is Azure Hybrid Benefit. In dev/test subscriptions the price holds no licence. The older model and
 * serverless cannot be had without one. Source: "Azure Hybrid Benefit for Azure SQL".
 */
export function licenceOf(licenseType: string | null | undefined, offer: Fact<string>): DatabaseLicence {
  if (licenseType === 'BasePrice') return 'own';
  return offer.known && isDevTestOffer(offer.value) ? 'none' : 'included';
}

/** Source: SQL API, DatabaseStatus. What is neither of these is on its way, or must not be judged. */
export function powerStateOf(status: string | null | undefined): PowerState {
  if (status === 'Online' || status === 'Ready') return 'running';
  return status === 'Paused' || status === 'Stopped' ? 'stopped' : 'changing';
}

const BYTES_PER_GIB = 2 ** 30;
export const gib = (bytes: number | null | undefined): number =>
  Math.round(((bytes ?? 0) / BYTES_PER_GIB) * 1000) / 1000;

/** What no listing of Azure's databases tells, or what does not arise there. */
export const serviceFacts = {
  automaticRestarts: { known: true, value: 0 },
  support: { known: true, value: null },
  paysForExtendedSupport: { known: true, value: false },
  orderableSizes: { known: false, reason: 'a listing does not tell which sizes there are' },
} as const satisfies Partial<Database>;
