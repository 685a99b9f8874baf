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

/** Block volumes, snapshots, images and backups, and what has to be known to judge them. */
const judged: ReadonlySet<string> = new Set([
  'block-volume',
  'volume-snapshot',
  'machine-image',
  'fast-snapshot-restore',
  'recovery-point',
]);
const asked: ReadonlySet<string> = new Set([...judged, 'instance', 'launch-template', 'snapshot-policy']);

const isOurs = ({ kind }: { readonly kind: string }): boolean => judged.has(kind);
const checkIds = checks.filter(isOurs).flatMap(({ ids }) => ids.aws ?? []);
/** What other families of resources need is their tests' business. */
const subjects = new Set([
  ...collectors.filter(({ info }) => asked.has(info.kind)).map(({ info }) => info.type),
  'metrics',
  'prices',
]);

/** All others are off: what they need is not read, which is quicker. */
const config = join(folder, 'ballast.yaml');
const others = checks.filter((check) => !isOurs(check) && check.name !== 'instance-stopped-long');
writeFileSync(
  config,
  `version: 1
clouds:
  aws:
    - name: org
      organization: { roleName: BallastRead }
      regions: all
checks:
${others.map(({ name }) => `  ${name}: false\n`).join('')}`,
);

const key = (of: { readonly checkId: string; readonly resourceId: string }): string => `${of.checkId} ${of.resourceId}`;
const table: Record<string, object> = {};

afterAll(() => console.table(table));

describe.each([1, 2, 3])('volumes, snapshots, images and backups of the sandbox with seed %i', (seed) => {
  let sandbox: RunningSandbox;
  const found: StoredFinding[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ seed, resources: 1000, accounts: 3, now: Date.parse(NOW) });
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
    const because = new Map(truth.map((entry) => [key(entry), entry.because]));
    const reported = found.filter((finding) => finding.checkId === checkId && finding.verdict === 'waste');
    table[`seed ${seed} ${checkId}`] = {
      planted: planted.length,
      found: reported.length,
      lookalikes: truth.length - planted.length,
      kinds: new Set(truth.filter(({ verdict }) => verdict === 'fine').map((entry) => entry.because)).size,
    };
    expect(planted.length).toBeGreaterThan(0);
    expect(truth.length - planted.length).toBeGreaterThan(0);
    const wanted = new Set(planted.map(key));
    const wrong = reported.filter((finding) => !wanted.has(key(finding)));
    expect(wrong.map((finding) => `${finding.resourceId}: ${because.get(key(finding)) ?? 'not planted'}`)).toEqual([]);
    const seen = new Set(reported.map(key));
    const missed = planted.filter((entry) => !seen.has(key(entry)));
    const reasonOf = (entry: (typeof planted)[number]): string =>
      found.find((finding) => key(finding) === key(entry))?.reason ?? 'nothing was said';
    expect(missed.map((entry) => `${entry.resourceId}: ${entry.because}: ${reasonOf(entry)}`)).toEqual([]);
  });

  it('cannot tell of a snapshot for the archive alone, whose size nobody tells', () => {
    const unclear = found.filter(({ verdict, checkId }) => verdict === 'cannot-tell' && checkIds.includes(checkId));
    const untold = sandbox.estate.truth.filter(({ because }) => because.includes('its full size is not told'));
    expect(untold.length).toBeGreaterThan(0);
    expect(unclear.map(key).toSorted()).toEqual(untold.map(key).toSorted());
  });

  it('knows what each of them saves, and never more than it costs', () => {
    const unpriced = found.filter(({ verdict, monthlySavings }) => verdict === 'waste' && !monthlySavings.known);
    expect(unpriced.map(({ id }) => id)).toEqual([]);
    const cost = new Map(sandbox.estate.truth.map((entry) => [key(entry), Number(entry.monthlyCost)]));
    for (const finding of found) {
      const { monthlySavings } = finding;
      if (finding.verdict !== 'waste' || !monthlySavings.known || !checkIds.includes(finding.checkId)) continue;
      const most = cost.get(key(finding))!;
      // Planted costs are at list price; the bill has days of it, and rounds.
      expect(Number(monthlySavings.value.amount.nanos) / 1e9, finding.id).toBeLessThanOrEqual(most * 1.001 + 0.001);
    }
  });

  it('counts a volume of a long-stopped instance with the instance alone', () => {
    const volumes = found.filter(
      ({ checkId, verdict }) => checkId === 'aws-ebs-volume-stopped-instance' && verdict === 'waste',
    );
    expect(volumes.length).toBeGreaterThan(0);
    expect(volumes.filter(({ countsTowardsTotal }) => countsTowardsTotal)).toEqual([]);
  });
});
