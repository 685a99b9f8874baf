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

const kinds: ReadonlySet<string> = new Set([
  'container-cluster',
  'node-group',
  'container-service',
  'function',
  'provisioned-concurrency',
  'notebook',
  'model-endpoint',
  'model-throughput',
  'processing-cluster',
  'desktop',
]);
const isOurs = ({ kind }: { readonly kind: string }): boolean => kinds.has(kind);

/** Every check of containers, functions, machine learning, data processing and desktops. */
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

describe.each([1, 2, 3])('containers, functions, models, desktops of the sandbox with seed %i', (seed) => {
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

  it('cannot tell where the sandbox left out what it takes, and nowhere else', () => {
    const planted = new Map(sandbox.estate.truth.map((entry) => [key(entry), entry.because]));
    const untold = found.filter(({ verdict, checkId }) => verdict === 'cannot-tell' && checkIds.includes(checkId));
    const unplanned = untold.filter((finding) => !(planted.get(key(finding)) ?? '').startsWith('coverage'));
    expect(unplanned.map((finding) => `${key(finding)}: ${finding.reason}: ${planted.get(key(finding))}`)).toEqual([]);
    expect(untold.length).toBeGreaterThan(4);
  });

  /** What goes as a whole saves what it costs, to the cent. */
  const whole = [
    'aws-eks-cluster-idle',
    'aws-eks-extended-support',
    'aws-eks-nodegroup-underused',
    'aws-ecs-service-rightsize',
    'aws-lambda-provisioned-concurrency-idle',
    'aws-sagemaker-endpoint-idle',
    'aws-emr-idle',
  ];

  it('promises no more than a resource costs by the sandbox’s own arithmetic', () => {
    const costs = new Map(sandbox.estate.truth.map((entry) => [key(entry), entry.monthlyCost]));
    const priced = found.filter(({ verdict, checkId }) => verdict === 'waste' && checkIds.includes(checkId));
    expect(priced.length).toBeGreaterThan(20);
    for (const finding of priced) {
      const cost = Number(costs.get(key(finding)));
      if (!finding.monthlySavings.known) continue;
      const amount = Number(exactAmount(finding.monthlySavings.value.amount));
      if (whole.includes(finding.checkId)) expect(amount, finding.id).toBeCloseTo(cost, 2);
      // What functions save is measured, and calls come as they come.
      const most = finding.checkId === 'aws-lambda-memory-rightsize' ? cost * 1.1 : cost + 1e-6;
      expect(amount, finding.id).toBeLessThanOrEqual(most);
      expect(amount, finding.id).toBeGreaterThanOrEqual(0);
    }
  });

  it('says why it does not know what one of them saves', () => {
    const unpriced = found.filter(
      ({ verdict, monthlySavings, checkId }) =>
        verdict === 'waste' && !monthlySavings.known && checkIds.includes(checkId),
    );
    const reasons = new Set(unpriced.map(({ monthlySavings }) => (monthlySavings.known ? '' : monthlySavings.reason)));
    expect([...reasons].sort()).toEqual([
      'its tasks share machines, which are paid as such',
      'no list has prices of model units by model, and no bill covers it',
    ]);
  });
});
