import { known } from '../../../src/domain/fact.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import {
  bucket,
  configurationRecorder,
  dailyDigest,
  fileSystem,
  imageRepository,
  logGroup,
} from '../../support/storage-builders.ts';
import { billed } from '../batch-builders.ts';
import { priced, type PricedFinding } from './case.ts';

const GIB = 2 ** 30;

const standardClass = (gib: number) => dailyDigest('reports', 'bucket-standard-bytes', gib * GIB, 4);

const uploads = known({ uploads: [{ initiatedAt: daysAgo(30), bytes: known(100 * GIB) }], truncated: false });

/** Object stores, logs, files and images. */
export const storageFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-s3-lifecycle-missing',
    of: '1,000 GiB in the standard class: between none and all of it moves to the infrequent-access class',
    facts: priced(bucket(), [standardClass(1000)]),
    saves: ['0 x (0.023 - 0.0125)', '0.00'],
    high: ['1,000 x 0.023 - 1,000 x 0.0125', '10.50'],
  },
  {
    checkId: 'aws-s3-incomplete-multipart',
    of: '100 GiB of parts (2.30 at list price) in a bucket that billed 0.60 in 30 days: no more than that',
    facts: priced(bucket({ incompleteUploads: uploads }), [], { billed: billed({ reports: ['0.60', 30] }) }),
    saves: ['0.60 / 720 x 730', '0.61'],
  },
  {
    checkId: 'aws-s3-noncurrent-versions',
    of: '100 of 500 GiB are replaced versions: none of them, or all, may go',
    facts: priced(bucket({ versioning: known('enabled') }), [
      standardClass(500),
      dailyDigest('reports', 'bucket-noncurrent-bytes', 100 * GIB, 7),
    ]),
    saves: ['0 x 0.023', '0.00'],
    high: ['100 x 0.023', '2.30'],
  },
  {
    checkId: 'aws-s3-tiering-candidate',
    of: '2,000 GiB of which 40 were read in 30 days of 24 hours, to the infrequent-access class',
    facts: priced(bucket({ countsRequests: known(true) }), [
      standardClass(2000),
      dailyDigest('reports', 'bucket-objects', 400_000, 4),
      dailyDigest('reports', 'bucket-read-bytes', (40 * GIB) / 30),
    ]),
    saves: ['2,000 x 0.023 - 2,000 x 0.0125 - 40 / 720 x 730 x 0.01', '20.59'],
  },
  {
    checkId: 'aws-logs-retention-missing',
    of: '200 GiB of logs, of which at most 90 days x 1 GiB are younger than the retention',
    facts: priced(logGroup({ storedBytes: 200 * GIB }), [
      dailyDigest(logGroup().resourceId, 'log-incoming-bytes-three-months', GIB, 90),
    ]),
    saves: ['(200 - 90 x 1) x 0.03', '3.30'],
    high: ['200 x 0.03', '6.00'],
  },
  {
    checkId: 'aws-logs-ingest-heavy',
    of: '4 GiB of logs a day: between none and all of it moves to the infrequent-access class of logs',
    facts: priced(logGroup(), [dailyDigest(logGroup().resourceId, 'log-incoming-bytes-three-months', 4 * GIB, 90)]),
    saves: ['0 x (0.50 - 0.25)', '0.00'],
    high: ['4 / 24 x 730 x (0.50 - 0.25)', '30.42'],
  },
  {
    checkId: 'aws-config-recorder-churn',
    of: '1,500 configuration items a day of resources that come and go: none of them, or all, may stay away',
    facts: priced(configurationRecorder(), [
      dailyDigest(configurationRecorder().resourceId, 'configuration-items', 2000, 14),
      dailyDigest(configurationRecorder().resourceId, 'configuration-items-of-short-lived', 1500, 14),
    ]),
    saves: ['0 x 0.003', '0.00'],
    high: ['1,500 / 24 x 730 x 0.003', '136.875'],
  },
  {
    checkId: 'aws-efs-idle',
    of: '200 GiB in the standard class that nobody mounts',
    facts: priced(fileSystem(), [dailyDigest('fs-1', 'file-clients-maximum', 0), dailyDigest('fs-1', 'file-bytes', 0)]),
    saves: ['200 x 0.30', '60.00'],
  },
  {
    checkId: 'aws-efs-lifecycle-missing',
    of: '200 GiB in the standard class: between none and all of it moves',
    facts: priced(fileSystem({ infrequentAfterDays: known(null) })),
    saves: ['0 x (0.30 - 0.025)', '0.00'],
    high: ['200 x 0.30 - 200 x 0.025', '55.00'],
  },
  {
    checkId: 'aws-ecr-lifecycle-missing',
    of: '20 GiB of images that nobody has pulled for a year, none of which may go: layers are shared',
    facts: priced(imageRepository()),
    saves: ['0 x 0.10', '0.00'],
    high: ['20 x 0.10', '2.00'],
  },
];
