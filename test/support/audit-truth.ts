import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkInfos } from '../../src/analysis/checks.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from './cli.ts';
import { tempFolder } from './temp-folder.ts';

interface Truth {
  readonly entries: readonly {
    readonly checkId: string;
    readonly accountId: string;
    readonly region: string;
    readonly resourceId: string;
    readonly verdict: 'waste' | 'fine';
    readonly because: string;
  }[];
}

interface Audit {
  readonly sync: { readonly status: string };
  readonly findings: readonly {
    readonly id: string;
    readonly checkId: string;
    readonly accountId: string;
    readonly region: string;
    readonly resourceId: string;
    readonly verdict: string;
  }[];
}

const NOW = '2026-11-24T06:00:00.000Z';

/**
 * Audits an estate of so many resources of one cloud for each of three seeds, and compares findings with what is planted.
 * `notShown`: checks of which the estate says another thing than the rule, and why.
 */
export function describeTruth(
  cloud: 'aws' | 'gcp' | 'azure',
  {
    checks,
    resources,
    notShown = {},
  }: { readonly checks: number; readonly resources: number; readonly notShown?: Readonly<Record<string, string>> },
): void {
  const folder = tempFolder();
  const table: Record<string, { precision: number; recall: number; planted: number; lookalikes: number }> = {};

  afterAll(() => console.table(table));

  describe.each([1, 2, 3])(`audit of a sandbox of ${cloud} with seed %i`, (seed) => {
    let sandbox: RunningSandbox;
    let truth: Truth;
    let audit: Audit;

    beforeAll(async () => {
      sandbox = await startSandbox({ clouds: [cloud], seed, resources, accounts: 4, now: Date.parse(NOW) });
      const store = join(folder, `seed-${seed}.db`);
      const run = await runCli(['audit', '--json', '--store', store, '--sandbox', sandbox.url], {
        env: { BALLAST_NOW: NOW },
      });
      expect(run.stderr).toBe('');
      expect(run.code).toBe(0);
      audit = JSON.parse(run.stdout) as Audit;
      truth = (await (await fetch(`${sandbox.url}/_sandbox/truth`)).json()) as Truth;
    });

    afterAll(() => sandbox.close());

    it('finds what is planted and nothing that is planted as fine', () => {
      // The estate may hold what no check looks for yet.
      const built = new Set(checkInfos().map(({ id }) => id));
      const checkIds = [...new Set(truth.entries.map((entry) => entry.checkId))]
        .filter((id) => built.has(id) && notShown[id] === undefined)
        .toSorted();
      expect(checkIds.length).toBeGreaterThanOrEqual(checks);
      for (const checkId of checkIds) {
        const planted = new Set(
          truth.entries.filter((entry) => entry.checkId === checkId && entry.verdict === 'waste').map(key),
        );
        const fine = truth.entries.filter((entry) => entry.checkId === checkId && entry.verdict === 'fine');
        const found = audit.findings.filter((finding) => finding.checkId === checkId && finding.verdict === 'waste');
        const right = found.filter((finding) => planted.has(key(finding)));
        const [precision, recall] = [right.length / found.length, right.length / planted.size];
        table[`seed ${seed} ${checkId}`] = { precision, recall, planted: planted.size, lookalikes: fine.length };
        expect(planted.size, checkId).toBeGreaterThan(0);
        expect(fine.length, checkId).toBeGreaterThan(0);
        const reported = new Set(found.map(key));
        expect(
          fine.filter((entry) => reported.has(key(entry))),
          checkId,
        ).toEqual([]);
        expect(recall, checkId).toBeGreaterThanOrEqual(0.98);
        expect(precision, checkId).toBeGreaterThanOrEqual(0.98);
      }
    });
  });
}

const key = (entry: {
  readonly checkId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resourceId: string;
}): string => `${entry.checkId} ${entry.accountId} ${entry.region} ${entry.resourceId}`;
