import type { Size } from '../../domain/prices.ts';
import { isServerless, roleOf } from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { byPrice, sizeChangesOf } from '../rightsizing/database-sizes.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Engines whose vendor builds them for Arm: clients notice nothing of the change. */
const portable = ['mysql', 'mariadb', 'postgres', 'aurora-mysql', 'aurora-postgresql'];

/** An open-source engine on x86, where the same class with Arm processors costs less. */
export const databaseArm = defineCheck({
  name: 'database-arm',
  ids: { aws: 'aws-rds-graviton' },
  kind: 'database',
  title: 'Open-source database on x86 that costs less on Graviton',
  description:
    'MySQL, MariaDB, PostgreSQL and both kinds of Aurora run on Graviton as they do on x86: the cloud runs the engine, and clients ' +
    'speak the same protocol. A class of the same series with as many vCPUs and as much memory costs less.',
  savings: 'cost at the present class minus cost at the cheapest Graviton class that is as large',
  ignores: [
    'Oracle, SQL Server and Db2',
    'engine versions, licences, storage and zones for which no such class is on offer',
    'a member of a Multi-AZ DB cluster, one without a fixed size, and one that is stopped',
  ],
  evidence: {
    sizeName: 'present class',
    targetSizeName: 'the Graviton class that is proposed',
    engine: 'its engine',
    engineVersion: 'and version',
  },
  params: {},
  needs: { related: true, kinds: ['database-cluster'], sizes: true },
  risk: 'medium',
  action: 'database.change-size',
  evaluate(database, _params, context) {
    if (database.powerState !== 'running' || isServerless(database) || !portable.includes(database.engine))
      return fine();
    const present = context.sizes().get(database.sizeName);
    if (present !== undefined && !present.architectures.includes('x86_64')) return fine();
    const role = roleOf(database, context);
    if (role.known && role.value.is === 'copy') return fine();
    const evidence = { sizeName: database.sizeName, engine: database.engine, engineVersion: database.engineVersion };
    if (present === undefined) return cannotTell(`the price list has no ${database.sizeName}`, evidence);
    if (present.localStorageGiB > 0) return fine(); // whether its disks are used, nothing tells
    if (!role.known) return cannotTell(role.reason, evidence);

    const changes = sizeChangesOf(database, role.value, context);
    const price = changes.priceOf(present);
    if (price === undefined) return cannotTell(`no price for ${database.sizeName} of ${database.engine}`, evidence);
    const cheaper = changes.sizes.filter(
      (size) => equals(size, present) && (changes.priceOf(size) ?? Number.POSITIVE_INFINITY) < price,
    );
    if (cheaper.length === 0) return fine();
    const { orderable } = changes;
    if (!orderable.known) return cannotTell(`classes on offer: ${orderable.reason}`, evidence);
    const [best] = cheaper.filter((size) => orderable.value(size)).sort(byPrice(changes));
    if (best === undefined) return fine();
    return waste({
      confidence: 0.8,
      evidence: { ...evidence, targetSizeName: best.name },
      monthlySavings: changes.savingWith(best),
      actionParams: { sizeName: best.name },
    });
  },
});

const equals = (size: Size, present: Size): boolean =>
  size.architectures.includes('arm64') &&
  size.currentGeneration &&
  size.series === present.series &&
  (size.generation ?? 0) >= (present.generation ?? 0) &&
  size.vcpus === present.vcpus &&
  size.memoryMiB >= present.memoryMiB;
