import { known } from '../../src/domain/fact.ts';
import { addMonths, dayOf, instant, monthOf, MS_PER_DAY } from '../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type {
  AuditTrail,
  Bucket,
  ConfigurationRecorder,
  FileSystem,
  ImageRepository,
  LogGroup,
} from '../../src/domain/resources.ts';
import { daysAgo, NOW, SCOPE } from './resource-builders.ts';

const GIB = 2 ** 30;

const base = { scope: SCOPE, state: 'active', createdAt: known(daysAgo(400)), tags: known({}) };

/** A bucket of 400 days without rules, versions or uploads. */
export const bucket = (change: Partial<Bucket> = {}): Bucket => ({
  ...base,
  kind: 'bucket',
  type: 'aws:s3:bucket',
  resourceId: 'reports',
  name: 'reports',
  lifecycleRules: known([]),
  versioning: known('never'),
  incompleteUploads: known({ uploads: [], truncated: false }),
  countsRequests: known(false),
  ...change,
});

/** A group that stores 10 GiB for ever. */
export const logGroup = (change: Partial<LogGroup> = {}): LogGroup => ({
  ...base,
  kind: 'log-group',
  type: 'aws:logs:log-group',
  resourceId: 'arn:aws:logs:us-east-1:111122223333:log-group:app',
  name: 'app',
  storedBytes: 10 * GIB,
  retentionDays: null,
  storageClass: 'standard',
  ...change,
});

/** A repository without a policy, with 20 GiB that nobody has used for a year. */
export const imageRepository = (change: Partial<ImageRepository> = {}): ImageRepository => ({
  ...base,
  kind: 'image-repository',
  type: 'aws:ecr:repository',
  resourceId: 'arn:aws:ecr:us-east-1:111122223333:repository/app',
  name: 'app',
  hasLifecyclePolicy: known(false),
  images: known({
    count: 40,
    bytes: 20 * GIB,
    untaggedBytes: 0,
    bytesByLastUse: [{ month: addMonths(monthOf(dayOf(NOW)), -12), bytes: 20 * GIB }],
  }),
  ...change,
});

/** An elastic one of 200 GiB in the standard class, mounted, whose files move after 30 days. */
export const fileSystem = (change: Partial<FileSystem> = {}): FileSystem => ({
  ...base,
  kind: 'file-system',
  type: 'aws:elasticfilesystem:file-system',
  resourceId: 'fs-1',
  flavor: 'elastic',
  sizeGiB: 200,
  classes: { standardGiB: 200, infrequentGiB: 0, archiveGiB: 0 },
  zonal: false,
  mountTargets: known(2),
  infrequentAfterDays: known(30),
  ...change,
});

/** A trail of one region that logs all management events, alone. */
export const auditTrail = (change: Partial<AuditTrail> = {}): AuditTrail => ({
  ...base,
  kind: 'audit-trail',
  type: 'aws:cloudtrail:trail',
  resourceId: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/old',
  name: 'old',
  multiRegion: false,
  organization: false,
  logging: known(true),
  selection: known({ managementEvents: 'all', dataEvents: 'none' }),
  otherCopies: known([]),
  ...change,
});

export const configurationRecorder = (change: Partial<ConfigurationRecorder> = {}): ConfigurationRecorder => ({
  ...base,
  kind: 'configuration-recorder',
  type: 'aws:config:recorder',
  resourceId: 'arn:aws:config:us-east-1:111122223333:configuration-recorder/default',
  name: 'default',
  recording: known(true),
  frequency: 'continuous',
  exceptTypes: [],
  ...change,
});

/** The same value on each of so many days until yesterday. */
export function dailyDigest(
  resourceId: string,
  metric: MetricName,
  value: number,
  days = 30,
  change: Partial<MetricDigest> = {},
): MetricDigest {
  const end = Date.parse(`${dayOf(NOW)}T00:00:00.000Z`);
  return {
    scope: SCOPE,
    resourceId,
    metric,
    window: { start: instant(end - days * MS_PER_DAY), end: instant(end) },
    periodSeconds: 86_400,
    sampleCount: days,
    expectedCount: days,
    mean: value,
    p50: value,
    p95: value,
    p99: value,
    max: value,
    maxDaySum: value,
    ...change,
  };
}
