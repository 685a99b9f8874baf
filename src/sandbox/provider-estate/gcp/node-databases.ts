import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import { HOURS_PER_MONTH } from './prices.ts';

/** A Spanner instance, or a cluster of a Bigtable instance. */
export interface GcpNodeDatabase {
  readonly projectId: string;
  readonly region: string;
  readonly zone: string;
  readonly engine: 'spanner' | 'bigtable';
  /** Of the instance. */
  readonly name: string;
  /** Of Bigtable. */
  readonly cluster?: string;
  readonly createdAt: number;
  /** A thousand are a node; Bigtable has whole nodes alone. */
  readonly processingUnits: number;
  readonly autoscaled: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Highest share of its CPU and of the storage that its nodes may hold, 0 to 1 (hidden). */
  readonly cpuPeak: number;
  readonly storageShare: number;
}

/** Instances of each engine, and how many there are in a thousand resources. */
const ROLES = {
  busy: 1.2,
  underused: 0.6,
  'underused-young': 0.6,
  'underused-keep': 0.6,
  autoscaled: 0.6,
  'storage-bound': 0.6,
  smallest: 0.6,
} as const;
type Role = keyof typeof ROLES | 'replicated';

/**
 * One read-write replica of a Spanner node, Enterprise edition, an hour. Source: Cloud Billing catalogue, SKU 1D9F-E99D-5CBD of Iowa
 * (0.41 USD), 2026; the other regions here cost about the same. An instance of a region has three. Of Bigtable's nodes no
 * price could be verified: they are on no bill here.
 */
export const SPANNER_REPLICA_HOUR = picoOf('0.41');

export function buildNodeDatabases(builder: GcpBuilder): void {
  for (const engine of ['spanner', 'bigtable'] as const) {
    for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
      for (let index = 0; index < builder.context.count(perThousand); index++) add(builder, engine, role, index);
    }
  }
  // Two clusters that stand in for one another.
  for (let index = 0; index < builder.context.count(0.6); index++) add(builder, 'bigtable', 'replicated', index);
}

function add(builder: GcpBuilder, engine: GcpNodeDatabase['engine'], role: Role, index: number): void {
  const options = { keep: role.endsWith('-keep') };
  const { random, place, zone, name, labels } = partOf(builder, engine, role, index, options);
  // Its end tells it apart: ids are at most 30 characters long.
  const short = name.slice(-22).replace(/^-+/, '');
  const database: GcpNodeDatabase = {
    projectId: place.accountId,
    region: place.region,
    zone,
    engine,
    name: `${engine === 'spanner' ? 'sp' : 'bt'}-${short}`,
    ...(engine === 'bigtable' && { cluster: `c1-${short}` }),
    createdAt: daysBefore(builder.now, role.endsWith('-young') ? random.between(2, 9) : random.between(60, 500)),
    processingUnits: nodesOf(random, engine, role) * 1000,
    autoscaled: role === 'autoscaled',
    labels,
    cpuPeak: cpuOf(random, role),
    storageShare: role === 'storage-bound' ? random.between(0.5, 0.57) : random.between(0.05, 0.2),
  };
  builder.nodeDatabases.push(database);
  plant(builder, role, database);
  if (role !== 'replicated') return;
  const other = {
    ...database,
    cluster: `c2-${short}`,
    zone: place.zones.find((each) => each !== zone) ?? zone,
  };
  builder.nodeDatabases.push(other);
  plant(builder, role, other);
}

function nodesOf(random: Random, engine: GcpNodeDatabase['engine'], role: Role): number {
  if (role === 'smallest') return engine === 'spanner' ? 0.1 : 1;
  // Of three nodes, half of the storage in use needs all.
  return role === 'storage-bound' || role === 'replicated' ? 3 : random.integer(4, 8);
}

function cpuOf(random: Random, role: Role): number {
  if (role === 'busy') return random.between(0.45, 0.58);
  return role === 'replicated' ? random.between(0.25, 0.28) : random.between(0.1, 0.2);
}

export const nodeDatabaseName = ({ projectId, engine, name, cluster }: GcpNodeDatabase): string =>
  engine === 'spanner'
    ? `//spanner.googleapis.com/projects/${projectId}/instances/${name}`
    : `//bigtable.googleapis.com/projects/${projectId}/instances/${name}/clusters/${cluster ?? ''}`;

function plant(builder: GcpBuilder, role: Role, database: GcpNodeDatabase): void {
  const at = { accountId: database.projectId, region: database.region };
  const id = nodeDatabaseName(database);
  const fine = (because: string): void => builder.context.plantFine(CHECK.nodesUnderused, at, id, because);
  switch (role) {
    case 'underused':
      return builder.context.plantWaste(
        CHECK.nodesUnderused,
        at,
        id,
        'CPU and storage under a fifth: at most half of its nodes are needed',
        decimalOf(database.engine === 'spanner' ? halfOf(database) : 0n),
      );
    case 'underused-young':
      return fine('younger than the window of 14 days');
    case 'underused-keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
    case 'autoscaled':
      return fine('it scales by itself');
    case 'storage-bound':
      return fine('hardly any CPU, but its data needs its nodes');
    case 'smallest':
      return fine('there is none smaller');
    case 'replicated':
      return fine('each of its two clusters has to carry the other one’s load');
    case 'busy':
      return fine('its nodes are in use');
  }
}

const halfOf = ({ processingUnits }: GcpNodeDatabase): bigint =>
  SPANNER_REPLICA_HOUR * 3n * HOURS_PER_MONTH * BigInt(Math.floor(processingUnits / 2000));
