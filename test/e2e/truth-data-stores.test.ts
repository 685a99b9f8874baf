import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checks } from '../../src/analysis/checks.ts';
import type { StoredFinding } from '../../src/domain/findings.ts';
import { instant } from '../../src/domain/instant.ts';
import { collectors } from '../../src/providers/aws/collectors/index.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { auditEstate } from '../../src/services/audit.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();

const kinds: ReadonlySet<string> = new Set([
  'nosql-table',
  'cache-cluster',
  'warehouse',
  'search-domain',
  'replication-instance',
  'stream',
  'message-cluster',
]);

const isOurs = ({ kind }: { readonly kind: string }): boolean => kinds.has(kind);
/** What has to be read in full; what other families of resources need is their tests' business. */
const subjects = new Set([
  ...collectors.filter(({ info }) => kinds.has(info.kind)).map(({ info }) => info.type),
  'metrics',
  'prices',
]);

const checkIds = checks.filter(isOurs).flatMap(({ ids }) => ids.aws ?? []);

/** All others are off: what they need is not read, which is quicker. */
const config = join(folder, 'ballast.yaml');
writeFileSync(
  config,
  `version: 1\nclouds:\n  aws:\n    - name: org\n      organization: { roleName: BallastRead }\n      regions: all\nchecks:\n${checks
    .filter((check) => !isOurs(check))
    .map(({ name }) => `  ${name}: false\n`)
    .join('')}`,
);

const key = (of: { readonly checkId: string; readonly resourceId: string }): string => `${of.checkId} ${of.resourceId}`;

describe.each([1, 2, 3])('data stores of the sandbox with seed %i', (seed) => {
  let sandbox: RunningSandbox;
  const found: StoredFinding[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ seed, resources: 600, accounts: 3, now: Date.parse(NOW) });
    const report = await auditEstate(
      {
        cwd: folder,
        env: {},
        now: () => instant(NOW),
        signal: new AbortController().signal,
        global: {
          config,
          providers: [],
          accounts: [],
          regions: [],
          store: join(folder, `seed-${seed}.db`),
          sandbox: sandbox.url,
        },
        progress: { update: () => undefined },
      },
      { offline: false, checkIds },
    );
    for await (const row of report.rows) found.push(...[row].flat());
    await report.close();
    expect(report.unread.filter(({ subject }) => subjects.has(subject))).toEqual([]);
  }, 120_000);

  afterAll(() => sandbox.close());

  it.each(checkIds)('%s finds what is planted, and nothing that only looks like it', (checkId) => {
    const truth = sandbox.estate.truth.filter((entry) => entry.checkId === checkId);
    const planted = truth.filter(({ verdict }) => verdict === 'waste');
    expect(planted.length).toBeGreaterThan(0);
    expect(truth.length - planted.length).toBeGreaterThan(0);
    const because = new Map(truth.map((entry) => [key(entry), entry.because]));
    const reported = found.filter((finding) => finding.checkId === checkId && finding.verdict === 'waste');
    const wanted = new Set(planted.map(key));
    const wrong = reported.filter((finding) => !wanted.has(key(finding)));
    expect(wrong.map((finding) => `${finding.resourceId}: ${because.get(key(finding)) ?? 'not planted'}`)).toEqual([]);
    const seen = new Set(reported.map(key));
    const missed = planted.filter((entry) => !seen.has(key(entry)));
    const reasonOf = (entry: (typeof planted)[number]): string =>
      found.find((finding) => key(finding) === key(entry))?.reason ?? 'nothing was said';
    expect(missed.map((entry) => `${entry.resourceId}: ${entry.because}: ${reasonOf(entry)}`)).toEqual([]);
  });

  it('cannot tell where samples are missing, and nowhere else', () => {
    const unclear = found.filter(({ verdict }) => verdict === 'cannot-tell').map(key);
    const gaps = sandbox.estate.truth.filter(
      ({ checkId, because }) => checkIds.includes(checkId) && /^coverage:|no metrics are published/.test(because),
    );
    expect(gaps.length).toBeGreaterThan(0);
    expect(unclear.toSorted()).toEqual(gaps.map(key).toSorted());
  });

  it('knows what each of them saves', () => {
    const unpriced = found.filter(({ verdict, monthlySavings }) => verdict === 'waste' && !monthlySavings.known);
    expect(
      unpriced.map(({ id, monthlySavings }) => `${id}: ${monthlySavings.known ? '' : monthlySavings.reason}`),
    ).toEqual([]);
  });
});
