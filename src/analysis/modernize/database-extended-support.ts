import { type Fact, known, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs } from '../../domain/instant.ts';
import { exactAmount, zero } from '../../domain/money.ts';
import type { Database, VersionSupport } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { isAurora, roleOf } from '../database-role.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { certain } from '../pricing/estimates.ts';
import { managedExtendedSupport } from '../pricing/managed-databases.ts';
import {
  type DatabaseSurroundings,
  databaseComponents,
  extendedSupportFrom,
  isThirdYear,
} from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** An engine version that bills for support beyond its time, or soon will. */
export const databaseExtendedSupport = defineCheck({
  name: 'database-extended-support',
  ids: { aws: 'aws-rds-extended-support', gcp: 'gcp-sql-extended-support' },
  kind: 'database',
  title: 'Engine version in paid extended support, or near it',
  description:
    'When standard support of a major version ends, every vCPU of a database that stays on it bills for extended support, a ' +
    'standby’s too, on AWS twice as much from the third year. The dates are those that the cloud gives for each version. An ' +
    'upgrade of the major version ends the charge; it can’t be taken back, so it has to be tested before.',
  savings:
    'vCPUs (of both copies) x 730 hours x the price of extended support in this year; nothing yet for a version whose standard ' +
    'support still runs: evidence then tells what it will cost',
  ignores: [
    'engines without paid support (MariaDB, Oracle, SQL Server, Db2)',
    'a database that is set to be upgraded when standard support ends',
    'one that is stopped',
    'a version whose standard support ends later than the days given',
  ],
  evidence: {
    engine: 'its engine',
    engineVersion: 'and version',
    standardSupportEndsAt: 'last day of standard support',
    daysLeft: 'whole days until then; below zero once it is over',
    year: 'year of extended support that it is in; null before it starts',
    comingMonthlyCharge: 'what it will cost a month from then on, at list price',
  },
  params: {
    daysAhead: { default: 90, min: 0, max: 730, why: 'a quarter to plan, test and make a major upgrade' },
  },
  needs: { metrics: ['capacity-units-average'], related: true, kinds: ['database-cluster'], sizes: true },
  risk: 'high',
  action: 'database.upgrade-version',
  evaluate(database, { daysAhead }, context) {
    const { now, digest, costs } = context;
    const { support, paysForExtendedSupport: pays } = database;
    if (support.known && support.value === null) return fine();
    if (pays.known && !pays.value) return fine();
    // What is stopped has no machine to bill for; when it runs again it is looked at again.
    if (database.powerState !== 'running') return fine();
    const evidence = { engine: database.engine, engineVersion: database.engineVersion };
    if (!support.known) return cannotTell(`support of its version: ${support.reason}`, evidence);
    const { value: version } = support;
    if (version === null) return fine();
    const since = daysSince(version.standardEndsAt, now);
    if (!since.known) return cannotTell(`end of standard support: ${since.reason}`, evidence);
    const over = epochMs(version.standardEndsAt) < epochMs(now);
    if (!over && -since.value > daysAhead) return fine();
    if (!pays.known) return cannotTell(`whether it pays for extended support: ${pays.reason}`, evidence);

    const role = isAurora(database.engine) ? roleOf(database, context) : undefined;
    const around: DatabaseSurroundings = {
      now,
      sizes: context.sizes(),
      capacityUnits: mapFact(digest('capacity-units-average'), ({ mean }) => mean),
      ...(role?.known && role.value.is === 'member' && { ioBilling: role.value.cluster.ioBilling }),
    };
    const told = {
      ...evidence,
      standardSupportEndsAt: version.standardEndsAt,
      daysLeft: over ? -Math.max(1, since.value) : -since.value,
    };
    if (over) {
      return waste({
        confidence: 0.95,
        evidence: { ...told, year: yearOf(version, now), comingMonthlyCharge: null },
        monthlySavings: chargeOf(database, version, costs, around),
      });
    }
    const coming = costs.atListPrice(
      database.scope.provider === 'gcp'
        ? managedExtendedSupport(database, version.majorVersion)
        : extendedSupportFrom(database, around, false, version.majorVersion),
    );
    return waste({
      confidence: 0.9,
      evidence: { ...told, year: null, comingMonthlyCharge: coming.known ? exactAmount(coming.value.total) : null },
      monthlySavings: nothingYet(database, costs, around),
    });
  },
});

/** What it pays now. Google Cloud's is at list price: the bill of an instance does not tell its parts apart. */
function chargeOf(
  database: Database,
  { majorVersion }: VersionSupport,
  costs: CheckContext['costs'],
  around: DatabaseSurroundings,
): Fact<CostEstimate> {
  if (database.scope.provider === 'gcp') {
    return mapFact(costs.atListPrice(managedExtendedSupport(database, majorVersion)), certain);
  }
  const upgraded = { ...database, support: known(null) };
  return changeSaving(database, costs, databaseComponents(database, around), databaseComponents(upgraded, around));
}

/** 1, 2 or 3: counted from the day after standard support ended. */
function yearOf({ standardEndsAt }: VersionSupport, now: CheckContext['now']): number {
  if (isThirdYear(standardEndsAt, now)) return 3;
  const second = new Date(standardEndsAt);
  second.setUTCFullYear(second.getUTCFullYear() + 1);
  return epochMs(now) > second.getTime() ? 2 : 1;
}

/** An upgrade before the date keeps the cost as it is: zero, in the currency of that cost. */
function nothingYet(
  database: Database,
  costs: CheckContext['costs'],
  around: DatabaseSurroundings,
): Fact<CostEstimate> {
  const present = costs.monthlyOf(database, databaseComponents(database, around));
  return mapFact(present, ({ total, basis, terms }) => {
    const nothing = zero(total.currency);
    const label = 'extended support is not paid yet';
    return {
      amount: nothing,
      low: nothing,
      high: nothing,
      basis,
      terms: terms.slice(0, 1).map((term) => ({ ...term, label, quantity: '0', amount: nothing })),
    };
  });
}
