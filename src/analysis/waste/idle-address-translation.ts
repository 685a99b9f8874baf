import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { kindRule } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { addEstimates, certain, labelled } from '../pricing/estimates.ts';
import { natMachineHours, publicAddresses } from '../pricing/networks.ts';
import { busiestDay, exceeds } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/**
 * A NAT gateway that bills by the machines that it serves and by its addresses (Cloud NAT), through which nothing passed.
 * With neither it bills nothing.
 */
export const idleAddressTranslation = kindRule('nat-gateway', ['gcp'], (gateway, params, context) => {
  const { now, firstSeen, digest, costs } = context;
  const lookbackDays = params['lookbackDays'] ?? Number.POSITIVE_INFINITY;
  const window = { lookbackDays, maxMetricAgeDays: params['maxMetricAgeDays'] ?? 0 };
  const age = ageDays(gateway.createdAt, firstSeen, now, lookbackDays);
  if (age.known && age.value < lookbackDays) return fine();
  const bytes = busiestDay(digest('processed-bytes'), window, now);
  if (exceeds(bytes, params['maxBytesPerDay'] ?? 0)) return fine();
  const { machines, automaticAddresses, addressIds } = gateway;
  const isFree = machines?.known === true && machines.value === 0 && addressIds.length === 0;
  if (isFree && automaticAddresses?.known === true && automaticAddresses.value === 0) return fine();
  const evidence = {
    lookbackDays,
    maxBytesPerDay: bytes.known ? bytes.value.peak : null,
    coverage: bytes.known ? rounded(bytes.value.coverage) : null,
    machines: machines?.known === true ? machines.value : null,
    addresses: automaticAddresses?.known === true ? automaticAddresses.value + addressIds.length : null,
  };
  if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
  const gap = gapIn(bytes, params['minCoverage'] ?? 1);
  if (gap !== undefined) return cannotTell(gap, evidence);
  // Where it serves and holds nothing that is known of, it may bill nothing at all.
  if (machines?.known !== true && addressIds.length === 0) {
    return cannotTell(
      `machines that it serves: ${machines?.known === false ? machines.reason : 'not asked'}`,
      evidence,
    );
  }
  const own = natMachineHours(gateway);
  const parts = [
    ...(own.known && own.value.length === 0 ? [] : [mapFact(costs.monthlyOf(gateway, own), certain)]),
    ...addressIds.map((resourceId) =>
      mapFact(costs.monthlyOf({ resourceId }, publicAddresses(1, 'in-use')), (quote) =>
        labelled(certain(quote), resourceId),
      ),
    ),
  ];
  return waste({
    // With machines behind it one of them may go out one day.
    confidence: machines?.known === true && machines.value === 0 ? 0.9 : 0.5,
    evidence,
    monthlySavings: addEstimates(parts),
    action: 'nat-gateway.delete',
    actionParams: addressIds.length > 0 ? { addresses: addressIds.join(',') } : {},
  });
});
