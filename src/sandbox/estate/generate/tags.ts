import type { Random } from '../random.ts';
import type { Environment } from './organization.ts';

/** One application of the invented company. */
export interface Application {
  readonly app: string;
  readonly team: string;
  readonly costCenter: string;
  readonly tiers: readonly string[];
}

export const APPLICATIONS: readonly Application[] = [
  { app: 'checkout', team: 'payments', costCenter: 'CC-1042', tiers: ['web', 'api', 'worker'] },
  { app: 'ledger', team: 'payments', costCenter: 'CC-1042', tiers: ['api', 'db', 'batch'] },
  { app: 'catalog', team: 'retail', costCenter: 'CC-2110', tiers: ['web', 'api', 'cache'] },
  { app: 'pricing', team: 'retail', costCenter: 'CC-2110', tiers: ['api', 'worker'] },
  { app: 'search', team: 'search', costCenter: 'CC-2200', tiers: ['api', 'index', 'ingest'] },
  { app: 'warehouse', team: 'data', costCenter: 'CC-3001', tiers: ['etl', 'db', 'query'] },
  { app: 'clickstream', team: 'data', costCenter: 'CC-3001', tiers: ['ingest', 'broker', 'sink'] },
  { app: 'ml-features', team: 'data', costCenter: 'CC-3014', tiers: ['train', 'serve'] },
  { app: 'identity', team: 'identity', costCenter: 'CC-4400', tiers: ['api', 'db'] },
  { app: 'shipping', team: 'logistics', costCenter: 'CC-5120', tiers: ['api', 'worker', 'db'] },
  { app: 'jenkins', team: 'platform', costCenter: 'CC-9000', tiers: ['main', 'agent'] },
  { app: 'monitoring', team: 'platform', costCenter: 'CC-9000', tiers: ['prometheus', 'grafana', 'logs'] },
];

export interface Identity {
  readonly application: Application;
  readonly tier: string;
  readonly environment: string;
  readonly number: string;
}

export function identityOf(random: Random, environment: Environment): Identity {
  const application = random.pick(APPLICATIONS);
  return {
    application,
    tier: random.pick(application.tiers),
    environment: environment === 'management' ? 'prod' : environment,
    number: String(random.integer(1, 40)).padStart(2, '0'),
  };
}

/**
 * Tags as companies really have them: two spellings of the same key, owners that nobody set, code that manages
 * the resource on some, and about one resource in eight with nothing at all.
 */
export function tagsOf(random: Random, identity: Identity, name: string): Record<string, string> {
  if (random.chance(0.12)) return {};
  const { application, environment, tier } = identity;
  const tags: Record<string, string> = { Name: name };
  if (random.chance(0.2)) tags['Environment'] = environment;
  else tags['env'] = environment;
  if (random.chance(0.85)) tags['app'] = application.app;
  if (random.chance(0.75)) tags['team'] = application.team;
  if (random.chance(0.55)) tags['cost-center'] = application.costCenter;
  if (random.chance(0.35)) tags['managed-by'] = 'terraform';
  else if (random.chance(0.15)) {
    tags['aws:cloudformation:stack-name'] = `${application.app}-${environment}`;
    tags['aws:cloudformation:logical-id'] = `${tier[0]!.toUpperCase()}${tier.slice(1)}`;
  }
  return tags;
}

export function nameOf({ application, tier, environment, number }: Identity): string {
  return `${application.app}-${environment}-${tier}-${number}`;
}

/** Tag that means "leave this alone"; the value says why. */
export const KEEP_TAG = 'ballast:keep';
