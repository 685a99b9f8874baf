import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../src/domain/fact.ts';
import { addMonths, dayOf, monthOf } from '../../src/domain/instant.ts';
import type { MetricDigest } from '../../src/domain/metrics.ts';
import type { Price } from '../../src/domain/prices.ts';
import type { ImageRepository, LifecycleRule, Resource } from '../../src/domain/resources.ts';
import { cloudPrices, GCP } from '../support/cloud-builders.ts';
import { daysAgo, NOW, stored } from '../support/resource-builders.ts';
import {
  auditTrail,
  bucket,
  configurationRecorder,
  dailyDigest,
  fileSystem,
  imageRepository,
  logGroup,
} from '../support/storage-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText, termSum } from './batch-builders.ts';
import { price } from './price-book.ts';

const GIB = 2 ** 30;
const denied: Fact<never> = unread('denied');

/** List prices of us-east-1: Infracost's golden files of 2024-07; log classes: Amazon CloudWatch pricing, 2024. */
const prices: ReadonlyMap<string, Price> = new Map(
  [
    price('bucket-storage/standard', '0.023', 'GiB-month'),
    price('bucket-storage/standard-ia', '0.0125', 'GiB-month'),
    price('bucket-storage/deep-archive', '0.00099', 'GiB-month'),
    price('bucket-retrieval/standard-ia', '0.01', 'GiB'),
    price('log-storage', '0.03', 'GiB-month'),
    price('log-ingest/standard', '0.5', 'GiB'),
    price('log-ingest/infrequent-access', '0.25', 'GiB'),
    price('image-storage', '0.1', 'GiB-month'),
    price('file-storage/elastic/standard', '0.3', 'GiB-month'),
    price('file-storage/elastic/infrequent', '0.025', 'GiB-month'),
    price('file-throughput/elastic', '6', 'MiBps-month'),
    price('file-storage/windows/single-az/ssd', '0.13', 'GiB-month'),
    price('configuration-item/continuous', '0.003', 'request'),
  ].map((one) => [one.item, one]),
);

const batch = (resource: Resource, digests: readonly MetricDigest[] = []) =>
  batchOf([stored(resource)], { digests: digestsOf(...digests), prices });

const rule = (change: Partial<LifecycleRule>): LifecycleRule => ({
  enabled: true,
  holdsForAll: true,
  transitions: false,
  expires: false,
  expiresNoncurrent: false,
  transitionsNoncurrent: false,
  ...change,
});

const ofBucket = (standardGiB: number, more: readonly MetricDigest[] = []) => [
  dailyDigest('reports', 'bucket-standard-bytes', standardGiB * GIB, 4),
  ...more,
];

describe('a bucket without a lifecycle rule', () => {
  const CHECK = 'aws-s3-lifecycle-missing';
  it.each`
    change                                                                  | gib    | verdict      | because
    ${{}}                                                                   | ${500} | ${0.6}       | ${'large and without a rule'}
    ${{}}                                                                   | ${99}  | ${'fine'}    | ${'small'}
    ${{ lifecycleRules: known([rule({ transitions: true })]) }}             | ${500} | ${'fine'}    | ${'a rule moves its objects'}
    ${{ lifecycleRules: known([rule({ expires: true })]) }}                 | ${500} | ${'fine'}    | ${'a rule removes them'}
    ${{ lifecycleRules: known([rule({ abortsUploadsAfterDays: 7 })]) }}     | ${500} | ${0.6}       | ${'a rule for uploads moves no object'}
    ${{ lifecycleRules: known([rule({ expires: true, enabled: false })]) }} | ${500} | ${0.6}       | ${'a rule that is off does nothing'}
    ${{ name: 'corp-terraform-state' }}                                     | ${500} | ${'fine'}    | ${'state of infrastructure code'}
    ${{ createdAt: known(daysAgo(29)) }}                                    | ${500} | ${'fine'}    | ${'younger than the class takes objects'}
    ${{ lifecycleRules: denied }}                                           | ${500} | ${'unknown'} | ${'there may be a rule'}
    ${{ tags: denied }}                                                     | ${500} | ${'unknown'} | ${'it may be marked to be kept'}
  `('is $verdict at $gib GiB: $because', ({ change, gib, verdict }) => {
    expect(outcome(CHECK, batch(bucket(change), ofBucket(gib)))).toBe(verdict);
  });

  it('cannot be told without its size, and promises nothing with it', () => {
    expect(outcome(CHECK, batch(bucket()))).toBe('unknown');
    const finding = findingBy(CHECK, batch(bucket(), ofBucket(1000)));
    // 1,000 x 0.023 - 1,000 x 0.0125
    expect(savingText(finding)).toBe('0.00 [0.00 to 10.50] USD price-api');
    expect(termSum(finding!)).toBe('0.00');
  });
});

describe('uploads that were never completed', () => {
  const CHECK = 'aws-s3-incomplete-multipart';
  const uploads = (...days: readonly number[]) =>
    known({ uploads: days.map((age) => ({ initiatedAt: daysAgo(age), bytes: known(3 * GIB) })), truncated: false });
  it.each`
    change                                                                                                                 | verdict      | because
    ${{ incompleteUploads: uploads(7, 2) }}                                                                                | ${0.95}      | ${'one of a week ago'}
    ${{ incompleteUploads: uploads(6, 2) }}                                                                                | ${'fine'}    | ${'they may be under way'}
    ${{}}                                                                                                                  | ${'fine'}    | ${'there is none'}
    ${{ incompleteUploads: uploads(9), lifecycleRules: known([rule({ abortsUploadsAfterDays: 7 })]) }}                     | ${'fine'}    | ${'a rule gives them up'}
    ${{ incompleteUploads: uploads(9), lifecycleRules: known([rule({ abortsUploadsAfterDays: 7, holdsForAll: false })]) }} | ${0.95}      | ${'the rule is for a part'}
    ${{ incompleteUploads: denied }}                                                                                       | ${'unknown'} | ${'not read is not none'}
    ${{ incompleteUploads: uploads(9), lifecycleRules: denied }}                                                           | ${'unknown'} | ${'a rule may give them up'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(bucket(change)))).toBe(verdict);
  });

  it('save what the old parts hold', () => {
    // 2 x 3 GiB x 0.023
    expect(savingText(findingBy(CHECK, batch(bucket({ incompleteUploads: uploads(9, 30, 1) }))))).toBe(
      '0.138 [0.138 to 0.138] USD price-api',
    );
    const unsized = known({ uploads: [{ initiatedAt: daysAgo(9), bytes: denied }], truncated: false });
    expect(savingText(findingBy(CHECK, batch(bucket({ incompleteUploads: unsized }))))).toBe(
      'unknown: size of the parts: denied',
    );
  });
});

describe('replaced versions', () => {
  const CHECK = 'aws-s3-noncurrent-versions';
  const versioned = { versioning: known('enabled' as const) };
  const lens = (gib: number) => [dailyDigest('reports', 'bucket-noncurrent-bytes', gib * GIB, 7)];
  it.each`
    change                                                                          | noncurrent   | verdict      | because
    ${versioned}                                                                    | ${100}       | ${0.7}       | ${'a fifth of it'}
    ${versioned}                                                                    | ${40}        | ${'fine'}    | ${'less than a tenth'}
    ${versioned}                                                                    | ${undefined} | ${'unknown'} | ${'Storage Lens does not tell'}
    ${{ versioning: known('never') }}                                               | ${100}       | ${'fine'}    | ${'it has no versions'}
    ${{ ...versioned, lifecycleRules: known([rule({ expiresNoncurrent: true })]) }} | ${100}       | ${'fine'}    | ${'a rule expires them'}
    ${{ versioning: denied }}                                                       | ${100}       | ${'unknown'} | ${'it may have none'}
  `('is $verdict: $because', ({ change, noncurrent, verdict }) => {
    const digests = noncurrent === undefined ? [] : lens(noncurrent);
    expect(outcome(CHECK, batch(bucket(change), ofBucket(500, digests)))).toBe(verdict);
  });
});

describe('a bucket that is hardly read', () => {
  const CHECK = 'aws-s3-tiering-candidate';
  const reads = (gibPerMonth: number, objects = 200_000) => [
    dailyDigest('reports', 'bucket-objects', objects, 4),
    dailyDigest('reports', 'bucket-read-bytes', (gibPerMonth * GIB) / 30),
  ];
  const counted = { countsRequests: known(true) };
  it.each`
    change                                                                  | digests                  | verdict      | because
    ${counted}                                                              | ${reads(20)}             | ${0.8}       | ${'two percent of it'}
    ${counted}                                                              | ${reads(100)}            | ${'fine'}    | ${'a tenth of it'}
    ${counted}                                                              | ${reads(20, 10_000_000)} | ${'fine'}    | ${'objects of 105 KiB'}
    ${{}}                                                                   | ${reads(20)}             | ${'unknown'} | ${'requests are not counted'}
    ${{ countsRequests: denied }}                                           | ${reads(20)}             | ${'unknown'} | ${'whether they are was not read'}
    ${{ ...counted, lifecycleRules: known([rule({ transitions: true })]) }} | ${reads(20)}             | ${'fine'}    | ${'a rule moves them already'}
  `('is $verdict: $because', ({ change, digests, verdict }) => {
    expect(outcome(CHECK, batch(bucket(change), ofBucket(1000, digests)))).toBe(verdict);
  });

  it('saves the difference of the classes, less the reads', () => {
    const finding = findingBy(CHECK, batch(bucket(counted), ofBucket(1000, reads(20))));
    // 1,000 x 0.023 - 1,000 x 0.0125 - 20 x 730 / 720 x 0.01: 30 days as a month of 730 hours
    expect(savingText(finding)).toBe('10.297222222 [10.297222222 to 10.297222222] USD price-api');
  });
});

describe('a bucket that nobody asks for', () => {
  const CHECK = 'aws-s3-bucket-abandoned';
  const requests = (perDay: number) => [dailyDigest('reports', 'bucket-requests', perDay)];
  it.each`
    change                                                            | digests        | verdict      | because
    ${{ countsRequests: known(true) }}                                | ${requests(0)} | ${0.7}       | ${'no request in a month'}
    ${{ countsRequests: known(true) }}                                | ${requests(4)} | ${'fine'}    | ${'120 requests'}
    ${{ countsRequests: known(false) }}                               | ${requests(0)} | ${'unknown'} | ${'nobody counts them'}
    ${{ countsRequests: known(true), createdAt: known(daysAgo(40)) }} | ${requests(0)} | ${'fine'}    | ${'it may wait for its first use'}
    ${{ countsRequests: known(true), name: 'cloudtrail-1' }}          | ${requests(0)} | ${'fine'}    | ${'records of audits'}
  `('is $verdict: $because', ({ change, digests, verdict }) => {
    expect(outcome(CHECK, batch(bucket(change), ofBucket(50, digests)))).toBe(verdict);
  });
});

describe('a log group', () => {
  const incoming = (gibPerDay: number, change = {}) => [
    dailyDigest(logGroup().resourceId, 'log-incoming-bytes-three-months', gibPerDay * GIB, 90, change),
  ];
  it.each`
    change                                   | verdict   | because
    ${{}}                                    | ${0.9}    | ${'it keeps everything'}
    ${{ retentionDays: 3653 }}               | ${'fine'} | ${'ten years are a retention'}
    ${{ storedBytes: 0.9 * GIB }}            | ${'fine'} | ${'three cents a month'}
    ${{ storageClass: 'delivery' as const }} | ${'fine'} | ${'it stores nothing'}
  `('without a retention is $verdict: $because', ({ change, verdict }) => {
    expect(outcome('aws-logs-retention-missing', batch(logGroup(change)))).toBe(verdict);
  });

  it('is sure to shed what is stored beyond all that came in', () => {
    const of = (digests: readonly MetricDigest[]) =>
      savingText(findingBy('aws-logs-retention-missing', batch(logGroup({ storedBytes: 100 * GIB }), digests)));
    // 100 - 90 x 0.5 = 55 GiB x 0.03; at most 100 x 0.03
    expect(of(incoming(0.5))).toBe('1.65 [1.65 to 3.00] USD price-api');
    expect(of(incoming(2))).toBe('0.00 [0.00 to 3.00] USD price-api');
    expect(of([])).toBe('0.00 [0.00 to 3.00] USD price-api');
  });

  it.each`
    gibPerDay    | change                                   | verdict      | because
    ${4}         | ${{}}                                    | ${0.6}       | ${'121 GiB a month'}
    ${3}         | ${{}}                                    | ${'fine'}    | ${'91 GiB a month'}
    ${4}         | ${{ storageClass: 'infrequent-access' }} | ${'fine'}    | ${'at half the price already'}
    ${undefined} | ${{}}                                    | ${'unknown'} | ${'not read is not little'}
  `('that takes in $gibPerDay GiB a day is $verdict: $because', ({ gibPerDay, change, verdict }) => {
    const digests = gibPerDay === undefined ? [] : incoming(gibPerDay);
    expect(outcome('aws-logs-ingest-heavy', batch(logGroup(change), digests))).toBe(verdict);
  });
});

describe('an image repository', () => {
  const CHECK = 'aws-ecr-lifecycle-missing';
  const images = (monthsAgo: number, gib = 20, untaggedGiB = 0) =>
    known({
      count: 9,
      bytes: gib * GIB,
      untaggedBytes: untaggedGiB * GIB,
      bytesByLastUse: [{ month: addMonths(monthOf(dayOf(NOW)), -monthsAgo), bytes: gib * GIB }],
    });
  it.each`
    change                                 | verdict      | because
    ${{}}                                  | ${0.7}       | ${'unused for a year'}
    ${{ hasLifecyclePolicy: known(true) }} | ${'fine'}    | ${'a policy removes them'}
    ${{ images: images(3) }}               | ${'fine'}    | ${'a part of that month is less than 90 days ago'}
    ${{ images: images(4) }}               | ${0.7}       | ${'all of that month is longer ago'}
    ${{ images: images(0, 20, 9) }}        | ${0.7}       | ${'nothing names a half of it'}
    ${{ images: images(12, 4) }}           | ${'fine'}    | ${'small'}
    ${{ images: denied }}                  | ${'unknown'} | ${'not read is not empty'}
    ${{ hasLifecyclePolicy: denied }}      | ${'unknown'} | ${'there may be a policy'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(imageRepository(change)))).toBe(verdict);
  });
});

describe('an image repository of Google Cloud', () => {
  const judge = (change: Partial<ImageRepository>) => {
    const of = imageRepository({ scope: GCP, countsPulls: false, ...change });
    const listed = cloudPrices(GCP, [['image-storage', '0.1', 'GiB-month']]);
    return findingBy('gcp-artifact-registry-cleanup', batchOf([stored(of)], { scope: GCP, prices: listed }));
  };
  const old = { month: addMonths(monthOf(dayOf(NOW)), -12), bytes: 30 * GIB };

  it('is less sure, and holds layers that images share once', () => {
    const images = known({ count: 9, bytes: 20 * GIB, untaggedBytes: 0, bytesByLastUse: [old] });
    const finding = judge({ images });
    expect(finding).toMatchObject({ confidence: 0.5, evidence: { unusedGiB: 20, storedGiB: 20 } });
    expect(savingText(finding)).toBe('0.00 [0.00 to 2.00] USD price-api');
  });

  it('of less than 10 GiB is left alone', () => {
    const images = known({ count: 9, bytes: 9.9 * GIB, untaggedBytes: 0, bytesByLastUse: [old] });
    expect(judge({ images })).toBeUndefined();
  });
});

describe('a file system', () => {
  const idle = [dailyDigest('fs-1', 'file-clients-maximum', 0), dailyDigest('fs-1', 'file-bytes', 0)];
  it.each`
    change                               | digests                                             | verdict      | because
    ${{}}                                | ${idle}                                             | ${0.8}       | ${'nobody mounted it'}
    ${{ mountTargets: known(0) }}        | ${[]}                                               | ${0.9}       | ${'nobody can'}
    ${{ mountTargets: denied }}          | ${[]}                                               | ${'unknown'} | ${'whether anybody can was not read'}
    ${{}}                                | ${[dailyDigest('fs-1', 'file-clients-maximum', 1)]} | ${'fine'}    | ${'one client'}
    ${{}}                                | ${[]}                                               | ${'unknown'} | ${'no metrics'}
    ${{ createdAt: known(daysAgo(20)) }} | ${idle}                                             | ${'fine'}    | ${'young'}
  `('idle is $verdict: $because', ({ change, digests, verdict }) => {
    expect(outcome('aws-efs-idle', batch(fileSystem(change), digests))).toBe(verdict);
  });

  it('that is idle saves all that it costs', () => {
    // 200 x 0.3
    expect(savingText(findingBy('aws-efs-idle', batch(fileSystem(), idle)))).toBe(
      '60.00 [60.00 to 60.00] USD price-api',
    );
  });

  const metered = (mibps: number) => [
    dailyDigest('fs-1', 'file-metered-bytes', mibps * 2 ** 20 * 3600, 30, {
      periodSeconds: 3600,
      sampleCount: 720,
      expectedCount: 720,
    }),
  ];
  it.each`
    change                                  | digests        | verdict      | because
    ${{ infrequentAfterDays: known(null) }} | ${[]}          | ${0.7}       | ${'files never move'}
    ${{}}                                   | ${[]}          | ${'fine'}    | ${'files move after 30 days'}
    ${{ infrequentAfterDays: denied }}      | ${[]}          | ${'unknown'} | ${'they may move'}
    ${{ provisionedThroughputMiBps: 100 }}  | ${metered(20)} | ${0.7}       | ${'a fifth of the throughput is used'}
    ${{ provisionedThroughputMiBps: 100 }}  | ${metered(40)} | ${'fine'}    | ${'it is used'}
    ${{ provisionedThroughputMiBps: 100 }}  | ${[]}          | ${'unknown'} | ${'no metrics'}
  `('without a lifecycle is $verdict: $because', ({ change, digests, verdict }) => {
    expect(outcome('aws-efs-lifecycle-missing', batch(fileSystem(change), digests))).toBe(verdict);
  });

  const server = { flavor: 'windows' as const, priceKey: 'windows/single-az-2/ssd', sizeGiB: 500 };
  it.each([
    [0, 0.85],
    [1, 'fine'],
  ])('server with %i bytes a day is %s', (bytes, verdict) => {
    const digests = [dailyDigest('fs-1', 'file-bytes', bytes)];
    expect(outcome('aws-fsx-idle', batch(fileSystem(server), digests))).toBe(verdict);
  });
});

describe('a trail', () => {
  const CHECK = 'aws-cloudtrail-duplicate-trails';
  const copy = (change = {}) => ({ trailId: 'arn:main', organization: false, multiRegion: true, ...change });
  it.each`
    change                                                                                                  | verdict      | because
    ${{ otherCopies: known([copy()]) }}                                                                     | ${0.7}       | ${'another one records all regions'}
    ${{}}                                                                                                   | ${'fine'}    | ${'it is alone'}
    ${{ otherCopies: known([copy()]), organization: true }}                                                 | ${'fine'}    | ${'it is the organisation’s'}
    ${{ otherCopies: known([copy({ multiRegion: false, trailId: 'zzz' })]) }}                               | ${'fine'}    | ${'the first by name is kept'}
    ${{ otherCopies: known([copy()]), logging: known(false) }}                                              | ${'fine'}    | ${'it does not log'}
    ${{ otherCopies: known([copy()]), selection: known({ managementEvents: 'none', dataEvents: 'some' }) }} | ${'fine'}    | ${'data events only'}
    ${{ otherCopies: denied }}                                                                              | ${'unknown'} | ${'others were not read'}
    ${{ otherCopies: known([copy()]), logging: denied }}                                                    | ${'unknown'} | ${'whether it logs was not read'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(auditTrail(change)))).toBe(verdict);
  });
});

describe('a configuration recorder', () => {
  const CHECK = 'aws-config-recorder-churn';
  const id = configurationRecorder().resourceId;
  const items = (all: number, shortLived: number) => [
    dailyDigest(id, 'configuration-items', all, 14),
    dailyDigest(id, 'configuration-items-of-short-lived', shortLived, 14),
  ];
  it.each`
    change                    | digests              | verdict      | because
    ${{}}                     | ${items(2000, 1500)} | ${0.7}       | ${'three quarters come and go'}
    ${{}}                     | ${items(2000, 900)}  | ${'fine'}    | ${'most stay'}
    ${{}}                     | ${items(300, 290)}   | ${'fine'}    | ${'few items'}
    ${{ frequency: 'daily' }} | ${items(2000, 1500)} | ${'fine'}    | ${'once a day already'}
    ${{}}                     | ${[]}                | ${'unknown'} | ${'no metrics'}
    ${{ recording: denied }}  | ${items(2000, 1500)} | ${'unknown'} | ${'whether it records was not read'}
  `('is $verdict: $because', ({ change, digests, verdict }) => {
    expect(outcome(CHECK, batch(configurationRecorder(change), digests))).toBe(verdict);
  });
});
