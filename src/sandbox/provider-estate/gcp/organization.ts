import { Random } from '../../estate/random.ts';
import { DAY } from '../../estate/generate/time.ts';
import type { ProviderPlace } from '../context.ts';
import type { GcpFolder, GcpProject } from './model.ts';
import { GCP_REGIONS } from './prices.ts';

export interface GcpOrganization {
  /** Digits: `organizations/<id>`. */
  readonly id: string;
  readonly displayName: string;
  readonly directoryCustomerId: string;
  readonly createdAt: number;
  readonly folders: readonly GcpFolder[];
  /** Active ones first, then one that is being deleted. */
  readonly projects: readonly GcpProject[];
  /** `01A2B3-…`. */
  readonly billingAccountId: string;
  /** `project.dataset.table` of the detailed export. */
  readonly billingExport: string;
  readonly places: readonly (readonly [ProviderPlace, number])[];
}

const COMPANY = 'halden';
const ZONES: Readonly<Record<string, readonly string[]>> = {
  'us-central1': ['a', 'b', 'c', 'f'],
  'us-east1': ['b', 'c', 'd'],
  'europe-west1': ['b', 'c', 'd'],
  'europe-west4': ['a', 'b', 'c'],
  'asia-southeast1': ['a', 'b', 'c'],
};
const CYCLE = [
  { environment: 'prod', folder: 'production', weight: 9 },
  { environment: 'dev', folder: 'development', weight: 4 },
  { environment: 'prod', folder: 'platform', weight: 6 },
  { environment: 'staging', folder: 'staging', weight: 3 },
  { environment: 'sandbox', folder: 'sandbox', weight: 2 },
] as const;
const TEAMS = ['core', 'payments', 'data', 'retail', 'search', 'edge', 'identity', 'logistics'];

/** Zones of a region, such as `us-central1-a`. */
export const zonesOf = (region: string): readonly string[] =>
  (ZONES[region] ?? []).map((letter) => `${region}-${letter}`);

/** The organisation, its folders, `accounts` active projects and one that is being deleted. */
export function planOrganization(options: {
  readonly seed: number;
  readonly accounts: number;
  readonly now: number;
}): GcpOrganization {
  const { seed, accounts, now } = options;
  const random = new Random(seed, 'gcp organization');
  const digits = (count: number, of = random): string =>
    `${of.integer(1, 9)}${Array.from({ length: count - 1 }, () => of.integer(0, 9)).join('')}`;
  const createdAt = now - random.integer(1500, 1900) * DAY;
  const id = digits(12);
  const folder = (displayName: string, parent: string): GcpFolder => ({
    id: digits(12),
    displayName,
    parent,
    createdAt: createdAt + 2 * DAY,
  });
  const production = folder('Production', `organizations/${id}`);
  const development = folder('Development', `organizations/${id}`);
  const folders = {
    production,
    platform: folder('Platform', `folders/${production.id}`),
    development,
    staging: folder('Staging', `folders/${development.id}`),
    sandbox: folder('Sandbox', `organizations/${id}`),
  };
  const suffix = random.hex(6);
  const project = (index: number): GcpProject & { readonly weight: number } => {
    const { environment, folder: parent, weight } = CYCLE[index % CYCLE.length]!;
    const own = new Random(seed, 'gcp project', index);
    const team = TEAMS[index % TEAMS.length]!;
    const round = Math.floor(index / CYCLE.length);
    const name = `${COMPANY}-${environment}-${team}${round > 0 ? `-${round + 1}` : ''}`;
    return {
      projectId: `${name.slice(0, 23)}-${suffix}`,
      number: digits(12, own),
      displayName: name,
      parent: `folders/${folders[parent].id}`,
      state: 'ACTIVE',
      createdAt: createdAt + own.integer(5, 300) * DAY,
      labels: { env: environment, owner: team },
      environment,
      weight: weight / (1 + round),
    };
  };
  const active = Array.from({ length: accounts }, (_, index) => project(index));
  const closed: GcpProject = {
    projectId: `${COMPANY}-legacy-${suffix}`,
    number: digits(12),
    displayName: `${COMPANY}-legacy`,
    parent: `organizations/${id}`,
    state: 'DELETE_REQUESTED',
    createdAt: createdAt + 3 * DAY,
    deletedAt: now - 9 * DAY,
    labels: {},
    environment: 'sandbox',
  };
  const billingAccountId = [random.hex(6), random.hex(6), random.hex(6)].join('-').toUpperCase();
  return {
    id,
    displayName: `${COMPANY}.example`,
    directoryCustomerId: `C0${random.hex(7)}`,
    createdAt,
    folders: Object.values(folders),
    projects: [...active.map(({ weight: _weight, ...rest }) => rest), closed],
    billingAccountId,
    billingExport: `${active[0]!.projectId}.billing.gcp_billing_export_resource_v1_${billingAccountId.replaceAll('-', '_')}`,
    places: active.flatMap(({ projectId, environment, weight }) =>
      GCP_REGIONS.map((region, i): readonly [ProviderPlace, number] => [
        { accountId: projectId, region, zones: zonesOf(region), environment },
        weight * 0.55 ** i,
      ]),
    ),
  };
}
