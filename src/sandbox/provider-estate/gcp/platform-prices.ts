import { picoOf } from '../../estate/decimal.ts';

/**
 * A GKE cluster on the extended channel whose version is past standard support, an hour, on top of the management fee.
 * Source: GKE pricing, "Extended period" (0.50 USD), as of 2026-07.
 */
export const GKE_EXTENDED_HOUR = picoOf('0.5');

/**
 * What a general-purpose pod of Autopilot asks for: a thousandth of a vCPU, and a GiB, an hour. Source: Infracost's list of
 * us-central1, 2026-07 (32.49 USD and 3.59 USD a month of 730 hours); the other regions here cost about the same.
 */
export const AUTOPILOT_MILLI_CPU_HOUR = picoOf('0.0000445');
export const AUTOPILOT_GIB_HOUR = picoOf('0.0049225');
