import { mapFact } from '../../domain/fact.ts';
import { zero } from '../../domain/money.ts';
import { defineCheck } from '../define-check.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { billsByUse, licenceComponents, managedCompute } from '../pricing/managed-databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A database that pays for SQL Server by the hour, where its owner may have licences already. */
export const ownDatabaseLicence = defineCheck({
  name: 'database-own-licence',
  ids: { azure: 'azure-sql-hybrid-benefit' },
  kind: 'database',
  title: 'SQL database that pays for a licence its owner may have already',
  description:
    'The price of a database by vCores holds the licence of SQL Server. Whoever owns core licences with Software Assurance may ' +
    'use them instead (Azure Hybrid Benefit) and pays the base price. No API tells what licences a company owns: count them ' +
    'first, the finding is of what could be saved with them.',
  savings:
    'licence part of the price x vCores x 730 hours, times billed cost / list cost (at most 1). `low` is nothing: without a ' +
    'licence of one’s own nothing is saved',
  ignores: [
    'a database that uses a licence of its owner already',
    'databases in the DTU model, of a pool, Hyperscale and serverless ones: their price holds none that could be brought',
  ],
  evidence: {
    sizeName: 'its size',
    tier: 'its service tier',
    vCores: 'cores that licences have to cover',
    licencesNeeded: 'what its owner has to own for it',
  },
  params: {},
  risk: 'low',
  action: 'database.use-own-licence',
  evaluate(database, _params, { costs }) {
    const { licence, capacity, poolId, powerState, tags, tier } = database;
    if (!database.type.startsWith('azure:sql:') || powerState !== 'running') return fine();
    if (licence !== 'included' || poolId !== undefined || billsByUse(database)) return fine();
    if (capacity === undefined) return cannotTell('its capacity was not read');
    if (capacity.unit !== 'vCore' || (tier !== undefined && /hyperscale/i.test(tier))) return fine();
    const evidence = {
      sizeName: database.sizeName,
      tier: tier ?? null,
      vCores: capacity.max,
      licencesNeeded: 'SQL Server core licences with Software Assurance',
    };
    if (tier === undefined) return cannotTell('its service tier was not read', evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const paid = licenceComponents(database);
    const saving = paid.known
      ? replacementSaving(database, costs, managedCompute(database), managedCompute({ ...database, licence: 'own' }))
      : paid;
    return waste({
      confidence: 0.5, // it holds only for whoever owns licences that are free
      evidence,
      monthlySavings: mapFact(saving, (of) => ({ ...of, low: zero(of.amount.currency) })),
    });
  },
});
