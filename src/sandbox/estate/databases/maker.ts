import type { FamilyContext } from '../family-context.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import type { Environment } from '../generate/organization.ts';
import type { Place } from '../generate/placement.ts';
import { KEEP_TAG } from '../generate/tags.ts';
import { Weighted } from '../random.ts';
import { monthlyCost } from './costs.ts';
import type { Database, DatabaseCluster, DatabaseLoad, DatabaseSnapshot, ExportTask } from './model.ts';
import { endOfDay, majorVersion, majorVersions, otherVersions } from './versions.ts';

type Random = ReturnType<FamilyContext['random']>;

/** What a role says of a database; all else is that of one in good use. */
export interface Wanted extends Partial<Omit<Database, 'load' | 'tags'>> {
  readonly major?: string;
  readonly load?: Partial<DatabaseLoad>;
  /** Said by tag and name; left out: of the place. `none`: neither says anything. */
  readonly environment?: Exclude<Environment, 'management' | 'sandbox'> | 'none';
  /** Between these: 200 and 700 when left out. */
  readonly ageDays?: readonly [least: number, most: number];
  readonly moreTags?: Readonly<Record<string, string>>;
  readonly suffix?: string;
}

/** Makes databases one by one, each from a stream of random numbers of its own, and plants what is true of them. */
export class DatabaseMaker {
  readonly context: FamilyContext;
  readonly now: number;
  readonly databases = new Map<string, Database>();
  readonly clusters = new Map<string, DatabaseCluster>();
  readonly snapshots = new Map<string, DatabaseSnapshot>();
  readonly exports = new Map<string, ExportTask>();
  readonly #byEnvironment = new Map<string, Weighted<Place>>();

  constructor(context: FamilyContext) {
    this.context = context;
    this.now = context.now;
  }

  /** A place of the environment if there is one: accounts are mostly of one. */
  place(random: Random, environment: string | undefined): Place {
    if (environment === undefined || environment === 'none') return this.context.places.pick(random);
    const held = this.#byEnvironment.get(environment);
    if (held !== undefined) return held.pick(random);
    const of = this.context.places.items.filter((place) => place.environment === environment);
    const places = new Weighted((of.length === 0 ? this.context.places.items : of).map((place) => [place, 1] as const));
    this.#byEnvironment.set(environment, places);
    return places.pick(random);
  }

  database(role: string, index: number, wanted: Wanted = {}, at?: Place): Database {
    const random = this.context.random(role, index);
    const environment = wanted.environment ?? 'prod';
    const place = at ?? this.place(random, environment);
    const identity = { ...this.context.identity(random, place), environment };
    const { app, team } = identity.application;
    const said = environment === 'none' ? app : `${app}-${environment}`;
    const id = wanted.id ?? `${said}-db-${role}-${index}${wanted.suffix ?? ''}`;
    const engine = wanted.engine ?? random.pick(['postgres', 'mysql']);
    const [least, most] = wanted.ageDays ?? [200, 700];
    const createdAt = daysBefore(this.now, random.between(least, most));
    const subnet = random.pick(place.subnets);
    const other = place.subnets.find(({ zone }) => zone !== subnet.zone);
    const multiAz = wanted.multiAz ?? false;
    const { load, major, environment: _said, ageDays: _age, moreTags, suffix: _suffix, ...rest } = wanted;
    const version =
      rest.version ?? (major === undefined ? this.currentVersion(engine) : majorVersion(engine, major).version);
    const isMember = rest.clusterId !== undefined;
    const database: Database = {
      arn: `arn:aws:rds:${place.region}:${place.accountId}:db:${id}`,
      id,
      resourceId: `db-${random.hex(26).toUpperCase()}`,
      accountId: place.accountId,
      region: place.region,
      engine,
      version,
      classname: 'db.r6g.large',
      status: 'available',
      createdAt,
      zone: subnet.zone,
      ...(multiAz && other !== undefined && { secondaryZone: other.zone }),
      vpcId: place.vpcId,
      subnets: place.subnets,
      multiAz,
      ...(!isMember && {
        storage: { type: 'gp3', sizeGiB: random.integer(4, 19) * 10, iops: 3000, throughputMiBps: 125 },
      }),
      replicas: [],
      startedByItself: [],
      ...this.lifecycleOf(engine, version),
      ...rest,
      tags: {
        ...(environment !== 'none' && { env: environment }),
        app,
        team,
        ...moreTags,
      },
      load: { ...inGoodUse(random, createdAt), ...load },
    };
    this.databases.set(database.arn, database);
    return database;
  }

  cluster(
    role: string,
    index: number,
    members: readonly Wanted[],
    of: Partial<DatabaseCluster> & {
      readonly environment?: Wanted['environment'];
      readonly ageDays?: Wanted['ageDays'];
    } = {},
  ): { readonly cluster: DatabaseCluster; readonly members: readonly Database[] } {
    const random = this.context.random(role, 'cluster', index);
    const { environment = 'prod', ageDays, ...rest } = of;
    const place = this.place(random, environment);
    const { app, team } = this.context.identity(random, place).application;
    const id = `${app}-${environment}-aurora-${role}-${index}`;
    const engine = of.engine ?? random.pick(['aurora-postgresql', 'aurora-mysql']);
    const version = of.version ?? this.currentVersion(engine);
    const [least, most] = ageDays ?? [200, 700];
    const createdAt = daysBefore(this.now, random.between(least, most));
    const made = members.map((wanted, member) => {
      const name = wanted.id ?? `${id}-${member}`;
      return this.database(
        `${role} ${index}`,
        member,
        {
          engine,
          version,
          environment,
          ...wanted,
          id: name,
          clusterId: id,
          createdAt,
          load: { since: createdAt, ...wanted.load },
        },
        place,
      );
    });
    const lifecycle = this.lifecycleOf(engine, version).lifecycle ?? 'open-source-rds-extended-support';
    const cluster: DatabaseCluster = {
      arn: `arn:aws:rds:${place.region}:${place.accountId}:cluster:${id}`,
      id,
      resourceId: `cluster-${random.hex(26).toUpperCase()}`,
      accountId: place.accountId,
      region: place.region,
      engine,
      version,
      status: 'available',
      createdAt,
      members: made.map((database, member) => ({ id: database.id, writer: member === 0 })),
      ioIncluded: false,
      vpcId: place.vpcId,
      lifecycle,
      tags: { ...(environment !== 'none' && { env: environment }), app, team },
      storageGiB: random.integer(60, 300),
      requestsPerHour: 20_000,
      ...rest,
    };
    this.clusters.set(cluster.arn, cluster);
    return { cluster, members: made };
  }

  /** A version that is supported for a good while. */
  currentVersion(engine: string): string {
    const versions = majorVersions.filter((each) => each.engine === engine);
    const supported = versions.filter(({ standardEnd }) => endOfDay(standardEnd) > this.now + 120 * DAY);
    return (supported.at(-1) ?? versions.at(-1))?.version ?? otherVersions[engine] ?? '1';
  }

  /** Enrolled in extended support where nothing is paid for it, or soon will be; else set to be upgraded. */
  lifecycleOf(engine: string, version: string): Pick<Database, 'lifecycle'> {
    const major = majorVersions.find((each) => each.engine === engine && each.version === version);
    if (major?.extendedEnd === undefined) return {};
    const far = endOfDay(major.standardEnd) > this.now + 95 * DAY;
    return { lifecycle: `open-source-rds-extended-support${far ? '' : '-disabled'}` };
  }

  waste(check: string, database: Database, because: string, ioIncluded = false): void {
    this.context.plantWaste(check, database, database.arn, because, monthlyCost(database, ioIncluded, this.now));
  }

  fine(
    check: string,
    of: { readonly arn: string; readonly accountId: string; readonly region: string },
    because: string,
  ): void {
    this.context.plantFine(check, of, of.arn, because);
  }

  /** So many of a role: `perThousand` of the estate's resources, and one at least. */
  each(perThousand: number, make: (index: number) => void): void {
    const count = this.context.count(perThousand);
    for (let index = 0; index < count; index++) make(index);
  }
}

/** Busy enough for its size, with a warm cache and clients at all hours. */
function inGoodUse(random: Random, createdAt: number): DatabaseLoad {
  return {
    cpuShape: 'steady',
    cpuMeanPercent: random.between(40, 50),
    cpuPeakPercent: random.between(60, 80),
    freeShare: random.between(0.12, 0.3),
    connections: 'steady',
    mostConnections: random.integer(12, 60),
    readIops: random.integer(150, 600),
    writeIops: random.integer(100, 400),
    bytesPerOperation: 16_384,
    since: createdAt,
    to: Number.POSITIVE_INFINITY,
  };
}

export const keepTag = { [KEEP_TAG]: 'until the audit is over' };
