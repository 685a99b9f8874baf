import { environmentOf } from '../environment.ts';
import { defineCheck } from '../define-check.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A standby doubles the price of a database whose loss for an hour would hurt nobody. */
export const databaseStandby = defineCheck({
  name: 'database-standby-development',
  ids: { aws: 'aws-rds-multi-az-nonprod', gcp: 'gcp-sql-ha-nonprod' },
  kind: 'database',
  title: 'Development or test database with a standby in another zone',
  description:
    'A Multi-AZ deployment pays for a second machine and a second copy of the storage, so that a database is back within two ' +
    'minutes when a zone fails. Development and test databases seldom need that.',
  savings: 'cost with a standby minus the cost without: half of machine, storage and IOPS',
  ignores: [
    'production and staging: staging is often built as production on purpose',
    'one whose tags and name do not say what it is for',
    'a member of a cluster, and one that is stopped',
  ],
  evidence: { environment: 'what it is for, by its tags or name', sizeName: 'its class', engine: 'its engine' },
  params: {},
  needs: { sizes: true },
  risk: 'medium',
  action: 'database.remove-standby',
  evaluate(database, _params, { now, costs, sizes }) {
    if (database.redundancy !== 'standby' || database.powerState !== 'running') return fine();
    const evidence = { sizeName: database.sizeName, engine: database.engine };
    if (!database.tags.known) return cannotTell(`tags: ${database.tags.reason}`, evidence);
    const environment = environmentOf(database.tags.value, database.name);
    if (environment !== 'development') return fine();
    const around = { now, sizes: sizes() };
    return waste({
      confidence: 0.85,
      evidence: { environment, ...evidence },
      monthlySavings: changeSaving(
        database,
        costs,
        databaseComponents(database, around),
        databaseComponents({ ...database, redundancy: 'none' }, around),
      ),
    });
  },
});
