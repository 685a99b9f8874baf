import type { Size } from '../../domain/prices.ts';
import { isServerless, roleOf } from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { byPrice, sizeChangesOf } from '../rightsizing/database-sizes.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A class of hardware that the cloud has superseded, while its successor costs no more. */
export const databasePreviousGeneration = defineCheck({
  name: 'database-previous-generation',
  ids: { aws: 'aws-rds-previous-generation' },
  kind: 'database',
  title: 'Database on a previous generation of hardware',
  description:
    'The price list calls the class one of a previous generation. A class of the same series with as many vCPUs and at least as much ' +
    'memory on newer hardware does more for the same price or less, and older classes are withdrawn sooner.',
  savings: 'cost at the present class minus cost at the cheapest successor',
  ignores: [
    'a class whose successors cost more, or are not on offer for the engine version, licence, storage or zone',
    'a member of a Multi-AZ DB cluster, and a database that is stopped',
    'successors with another processor architecture: another check looks at those',
  ],
  evidence: {
    sizeName: 'present class',
    targetSizeName: 'its successor',
    engine: 'its engine',
    engineVersion: 'and version',
  },
  params: {},
  needs: { related: true, kinds: ['database-cluster'], sizes: true },
  risk: 'medium',
  action: 'database.change-size',
  evaluate(database, _params, context) {
    if (database.powerState !== 'running' || isServerless(database)) return fine();
    const present = context.sizes().get(database.sizeName);
    if (present !== undefined && present.currentGeneration) return fine();
    const role = roleOf(database, context);
    if (role.known && role.value.is === 'copy') return fine();
    const evidence = { sizeName: database.sizeName, engine: database.engine, engineVersion: database.engineVersion };
    if (present === undefined) return cannotTell(`the price list has no ${database.sizeName}`, evidence);
    if (!role.known) return cannotTell(role.reason, evidence);

    const changes = sizeChangesOf(database, role.value, context);
    const price = changes.priceOf(present);
    if (price === undefined) return cannotTell(`no price for ${database.sizeName} of ${database.engine}`, evidence);
    const successors = changes.sizes.filter(
      (size) => succeeds(size, present) && (changes.priceOf(size) ?? Number.POSITIVE_INFINITY) <= price,
    );
    if (successors.length === 0) return fine();
    const { orderable } = changes;
    if (!orderable.known) return cannotTell(`classes on offer: ${orderable.reason}`, evidence);
    const [best] = successors.filter((size) => orderable.value(size)).sort(byPrice(changes));
    if (best === undefined) return fine();
    return waste({
      confidence: 0.85, // a change in place, with a restart in the maintenance window
      evidence: { ...evidence, targetSizeName: best.name },
      monthlySavings: changes.savingWith(best),
      actionParams: { sizeName: best.name },
    });
  },
});

const succeeds = (size: Size, present: Size): boolean =>
  size.currentGeneration &&
  size.series === present.series &&
  (size.generation ?? 0) > (present.generation ?? 0) &&
  size.vcpus === present.vcpus &&
  size.memoryMiB >= present.memoryMiB &&
  size.architectures.some((each) => present.architectures.includes(each));
