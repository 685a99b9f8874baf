import type { DatabaseLicence, PowerState } from '../../../domain/resources.ts';

/** The API of RDS also lists what DocumentDB and Neptune run: services with rules and prices of their own. */
export const isRelational = (engine: string): boolean => engine !== 'docdb' && engine !== 'neptune';

/** Several servers over one volume that grows by itself. */
export const isAurora = (engine: string): boolean => engine.startsWith('aurora');

const licences: Readonly<Record<string, DatabaseLicence>> = {
  'license-included': 'included',
  'bring-your-own-license': 'own',
  'marketplace-license': 'own',
  'general-public-license': 'none',
  'postgresql-license': 'none',
};

/** A licence model that is not known to this version counts as paid within the price: the harder limit. */
export const licenceOf = (model: string): DatabaseLicence =>
  Object.hasOwn(licences, model) ? (licences[model] ?? 'included') : 'included';

/** States in which nothing runs, or not as usual. Source: RDS User Guide, "Viewing Amazon RDS DB instance status". */
const notRunning =
  /^(creating|deleting|failed|starting|stopping|inaccessible-|incompatible-|insufficient-|restore-|delete-)/;

/** Most states (`backing-up`, `modifying`, `configuring-…`) are of a database that runs and bills. */
export function powerStateOf(status: string): PowerState {
  if (status === 'stopped') return 'stopped';
  return notRunning.test(status) ? 'changing' : 'running';
}
