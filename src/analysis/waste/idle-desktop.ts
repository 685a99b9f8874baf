import { type Fact, known, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Desktop } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { alwaysOnComponents, autoStopComponents, unusedDesktopComponents } from '../pricing/desktops.ts';
import { certain, difference } from '../pricing/estimates.ts';
import { cannotTell, type Evidence, fine, type Verdict, waste } from '../verdict.ts';

/** The window of the metric: what is asked of monitoring reaches no further. */
const WINDOW_DAYS = 30;

/** States in which a desktop is there for its user, running or not. */
const SETTLED = new Set(['AVAILABLE', 'STOPPED', 'UNHEALTHY', 'IMPAIRED', 'ERROR', 'SUSPENDED', 'ADMIN_MAINTENANCE']);

/** A desktop that nobody logs into, or that is paid by the month for a few hours. */
export const idleDesktop = defineCheck({
  name: 'desktop-idle',
  ids: { aws: 'aws-workspaces-idle' },
  kind: 'desktop',
  title: 'Desktop that nobody uses, or hardly',
  description:
    'A desktop that is always on is paid by the month however little it is used; in auto-stop it is paid by a smaller fee and by the ' +
    'hour. One that nobody has logged into for a month is not needed; one that is used for fewer hours than the fixed price is worth ' +
    'is cheaper in auto-stop.',
  savings:
    'the whole monthly price of a desktop that nobody uses; else the fixed price minus fee and hours in auto-stop: hours with ' +
    'somebody connected, and an hour for each day until it stops. Low takes an hour on top of each hour, high none',
  ignores: [
    'one that somebody logged into within the days given',
    'one that nobody ever logged into, while we have not known it for that long',
    'a standby for a desktop in another region',
    'one that is always on and used for more hours than auto-stop would be worth',
    'one that is being made, rebuilt or moved',
  ],
  evidence: {
    runningMode: 'how it is paid',
    bundle: 'its bundle',
    unusedDays: 'whole days since the last login; null where nobody ever logged in',
    connectedHours: 'hours of a month with somebody connected, where it is always on and measured',
    coverage: 'share of the hours that have samples',
  },
  params: {
    unusedDays: { default: 30, min: 7, max: 365, why: 'longer than a holiday' },
    minSavingsPercent: {
      default: 10,
      min: 0,
      max: 100,
      why: 'of the fixed price: less is not worth waiting for a start',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the days with somebody at work' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still unused' },
  },
  needs: { metrics: ['user-connected-maximum'] },
  risk: 'medium',
  action: 'desktop.terminate',
  evaluate(desktop, params, context) {
    const { now, costs, digest } = context;
    if (desktop.standby || !SETTLED.has(desktop.state) || desktop.runningMode === 'manual') return fine();
    const told = digest('user-connected-maximum');
    const connected = peakOf(told, ({ max }) => max, { ...params, lookbackDays: WINDOW_DAYS }, now);
    const unused = unusedDays(desktop, connected, params, context);
    const hours = hoursOfMonth(told);
    const evidence = {
      runningMode: desktop.runningMode,
      bundle: desktop.bundle,
      unusedDays: unused.known && unused.value !== 'never' ? unused.value : null,
      connectedHours: connected.known && hours.known ? Math.round(hours.value) : null,
      coverage: connected.known ? rounded(connected.value.coverage) : null,
    };
    if (!unused.known) return cannotTell(unused.reason, evidence);
    if (unused.value === 'never' || unused.value >= params.unusedDays) {
      const components = unusedDesktopComponents(desktop);
      return waste({
        confidence: unused.value === 'never' ? 0.85 : 0.8,
        risk: 'high', // its disk goes with it
        evidence,
        monthlySavings: mapFact(costs.monthlyOf(desktop, components), certain),
      });
    }
    if (desktop.runningMode === 'auto-stop') return fine();
    const gap = gapIn(connected, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!hours.known) return cannotTell(hours.reason, evidence);
    return inAutoStop(desktop, hours.value, params.minSavingsPercent, costs, evidence);
  },
});

/** Hours of a month with somebody connected: the share of the samples that say so. */
function hoursOfMonth(told: Fact<MetricDigest>): Fact<number> {
  if (!told.known) return told;
  const share = digestSum(told.value) / told.value.sampleCount;
  return share >= 0 && share <= 1
    ? known(share * HOURS_PER_MONTH)
    : { known: false, reason: `${told.value.metric} holds no usable mean` };
}

/** Days since the last login, or `never` where it stood unused for as long as it takes; unread where that is not told. */
function unusedDays(
  { lastConnectedAt }: Desktop,
  connected: Fact<Peak>,
  { unusedDays: wanted, minCoverage }: { readonly unusedDays: number; readonly minCoverage: number },
  { now, firstSeen }: CheckContext,
): Fact<number | 'never'> {
  // Somebody who was seen was there, whatever else was not read.
  if (connected.known && connected.value.peak > 0) {
    return lastConnectedAt.known && lastConnectedAt.value !== null ? daysSince(lastConnectedAt.value, now) : known(0);
  }
  if (!lastConnectedAt.known) return { known: false, reason: `last login: ${lastConnectedAt.reason}` };
  if (lastConnectedAt.value !== null) return daysSince(lastConnectedAt.value, now);
  const seen = daysSince(firstSeen, now);
  if (!seen.known) return seen;
  const measured = gapIn(connected, minCoverage) === undefined && wanted <= WINDOW_DAYS;
  if (seen.value >= wanted || measured) return known('never');
  return {
    known: false,
    reason: `nobody ever logged in, but when it was made is not told, and it is known for ${seen.value} days only`,
  };
}

/** A day of use ends with an hour in which it waits before it stops. */
const DAYS_OF_USE = 30;

function inAutoStop(
  desktop: Desktop,
  connectedHours: number,
  minSavingsPercent: number,
  costs: Costs,
  evidence: Evidence,
): Verdict {
  const present = alwaysOnComponents(desktop);
  const now = costs.monthlyOf(desktop, present);
  const waiting = (desktop.autoStopMinutes ?? 60) / 60;
  const at = (hours: number) => costs.insteadOf(desktop, present, autoStopComponents(desktop, round(hours)));
  const after = at(connectedHours + waiting * Math.min(connectedHours, DAYS_OF_USE));
  const least = at(connectedHours);
  const most = at(connectedHours * (1 + waiting));
  for (const quote of [now, after, least, most]) {
    // Which of the two is cheaper is what the prices tell.
    if (!quote.known) return cannotTell(quote.reason, evidence);
  }
  if (!now.known || !after.known || !least.known || !most.known) return fine();
  const saving: Fact<CostEstimate> = difference(now.value, after.value, { least: least.value, most: most.value });
  if (!saving.known) return cannotTell(saving.reason, evidence);
  const enough = now.value.total.nanos * BigInt(Math.round(minSavingsPercent));
  if (saving.value.amount.nanos <= 0n || saving.value.amount.nanos * 100n < enough) return fine();
  return waste({
    confidence: saving.value.low.nanos > 0n ? 0.85 : 0.6,
    action: 'desktop.change-running-mode',
    evidence,
    monthlySavings: saving,
    actionParams: { runningMode: 'AUTO_STOP' },
  });
}

/** Quarters of an hour, as decimal text has an end. */
const round = (hours: number): number => Math.round(hours * 4) / 4;
