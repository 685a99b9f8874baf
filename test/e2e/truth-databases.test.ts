import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checks } from '../../src/analysis/checks.ts';
import type { StoredFinding } from '../../src/domain/findings.ts';
import { instant } from '../../src/domain/instant.ts';
import { exactAmount } from '../../src/domain/money.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { auditEstate } from '../../src/services/audit.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();

const kinds: ReadonlySet<string> = new Set(['database', 'database-cluster', 'database-snapshot']);
const isOurs = ({ kind }: { readonly kind: string }): boolean => kinds.has(kind);

/** Every check of databases, clusters and their snapshots. */
const checkIds = checks.filter(isOurs).flatMap(({ ids }) => ids.aws ?? []);

/** All others are off: what they need is not read, which is quicker. */
const config = join(folder, 'ballast.yaml');
const others = checks.filter((check) => !isOurs(check)).map(({ name }) => `  ${name}: false`);
writeFileSync(
  config,
  [
    'version: 1',
    'clouds:',
    '  aws:',
    '    - name: org',
    '      organization: { roleName: BallastRead }',
    '      regions: all',
    'checks:',
    ...others,
  ].join('\n'),
);

const key = (of: { readonly checkId: string; readonly resourceId: string }): string => `${of.checkId} ${of.resourceId}`;

describe.each([1, 2, 3])('databases of the sandbox with seed %i', (seed) => {
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
  }, 120_000);

  afterAll(() => sandbox.close());

  it.each(checkIds)('%s finds what is planted, and nothing that only looks like it', (checkId) => {
    const truth = sandbox.estate.truth.filter((entry) => entry.checkId === checkId);
    const planted = truth.filter(({ verdict }) => verdict === 'waste');
    const fine = truth.filter(({ verdict }) => verdict === 'fine');
    expect(planted.length).toBeGreaterThan(0);
    expect(fine.length).toBeGreaterThan(0);
    const reported = found.filter((finding) => finding.checkId === checkId && finding.verdict === 'waste');
    const because = new Map(truth.map((entry) => [key(entry), entry.because]));
    const wanted = new Set(planted.map(key));
    const wrong = reported.filter((finding) => !wanted.has(key(finding)));
    expect(wrong.map((finding) => `${finding.resourceId}: ${because.get(key(finding)) ?? 'not planted'}`)).toEqual([]);
    const seen = new Set(reported.map(key));
    const missed = planted.filter((entry) => !seen.has(key(entry)));
    const reasonOf = (entry: (typeof planted)[number]): string =>
      found.find((finding) => key(finding) === key(entry))?.reason ?? 'nothing was said';
    expect(missed.map((entry) => `${entry.resourceId}: ${entry.because}: ${reasonOf(entry)}`)).toEqual([]);
  });

  it('promises no more than a database costs by the sandbox’s own arithmetic, and all of it for one that goes', () => {
    const costs = new Map(sandbox.estate.truth.map((entry) => [key(entry), entry.monthlyCost]));
    const priced = found.filter(({ verdict, resourceKind }) => verdict === 'waste' && resourceKind === 'database');
    expect(priced.length).toBeGreaterThan(20);
    for (const finding of priced) {
      const cost = Number(costs.get(key(finding)));
      const high = finding.monthlySavings.known ? Number(exactAmount(finding.monthlySavings.value.high)) : Number.NaN;
      expect(high, finding.id).toBeLessThanOrEqual(cost + 1e-6);
      if (finding.checkId === 'aws-rds-instance-idle') expect(high, finding.id).toBeCloseTo(cost, 6);
    }
  });

  it('knows what each of them saves', () => {
    const unpriced = found.filter(({ verdict, monthlySavings }) => verdict === 'waste' && !monthlySavings.known);
    expect(
      unpriced.map(({ id, monthlySavings }) => `${id}: ${monthlySavings.known ? '' : monthlySavings.reason}`),
    ).toEqual([]);
  });
});
