import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

/** A desktop in the cloud for one person. */
export interface Desktop extends ResourceBase {
  readonly kind: 'desktop';
  readonly userName: string;
  /** It stands by in another region for somebody whose desktop there fails. */
  readonly standby: boolean;
  /** Neutral key of its size, as in its price: `standard`, `power-pro`. */
  readonly bundle: string;
  readonly operatingSystem: string;
  readonly licence: 'included' | 'own';
  readonly rootVolumeGiB: number;
  readonly userVolumeGiB: number;
  /** `always-on` is paid by the month, `auto-stop` by a smaller fee and the hours it runs. */
  readonly runningMode: 'always-on' | 'auto-stop' | 'manual';
  /** How long after the last one has gone an `auto-stop` desktop runs on. */
  readonly autoStopMinutes?: number;
  /** When somebody last logged in; null where nobody ever has. */
  readonly lastConnectedAt: Fact<Instant | null>;
}
