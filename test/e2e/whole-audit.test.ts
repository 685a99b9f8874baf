import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isResourceKind } from '../../src/analysis/check-kinds.ts';
import { checks } from '../../src/analysis/checks.ts';
import { evaluateBatch } from '../../src/analysis/evaluate.ts';
import { needsOf } from '../../src/analysis/needs.ts';
import { type AnalysisSettings, defaultSettings } from '../../src/analysis/settings.ts';
import type { Finding, StoredFinding } from '../../src/domain/findings.ts';
import { instant } from '../../src/domain/instant.ts';
import type { Store } from '../../src/domain/ports/store.ts';
import type { AuditSummary } from '../../src/domain/reports.ts';
import { type ResourceKind, resourceKinds, type StoredResource } from '../../src/domain/resources.ts';
import { collectors } from '../../src/providers/aws/collectors/index.ts';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { BatchLoader } from '../../src/services/analysis/load-batch.ts';
import { unreadSubjects } from '../../src/services/analysis/unread-subjects.ts';
import { auditEstate } from '../../src/services/audit.ts';
import { openStore } from '../../src/store/open-store.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What has to hold over all checks at once, on a small estate with everything planted in it. */

const NOW = instant('2026-11-24T06:00:00.000Z');
const location = join(tempFolder(), 'whole.db');
const found: StoredFinding[] = [];
let sandbox: RunningSandbox;
let store: Store;
let summary: AuditSummary;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 8, resources: 900, accounts: 3, now: Date.parse(NOW) });
  const global = { providers: [], accounts: [], regions: [], store: location, sandbox: sandbox.url };
  const report = await auditEstate(
    {
      cwd: tempFolder(),
      env: {},
      now: () => NOW,
      signal: new AbortController().signal,
      global,
      progress: { update: () => undefined },
    },
    { offline: false },
  );
  summary = report.summary;
  for await (const rows of report.rows) found.push(...rows);
  await report.close();
  store = await openStore({ location, mode: 'read', now: NOW });
}, 180_000);

afterAll(async () => {
  await store.close();
  await sandbox.close();
});

const nanosOf = ({ monthlySavings }: Finding, bound: 'amount' | 'low' | 'high' = 'amount'): bigint =>
  monthlySavings.known ? monthlySavings.value[bound].nanos : 0n;

const sum = (of: readonly Finding[], bound?: 'amount' | 'low' | 'high'): bigint =>
  of.reduce((total, finding) => total + nanosOf(finding, bound), 0n);

describe('the totals of an audit', () => {
  it('are those of its findings: each resource once, with the range of what counts, and the plain sum beside it', () => {
    const counting = found.filter(({ countsTowardsTotal }) => countsTowardsTotal);
    expect(summary.monthlySavings?.nanos).toBe(sum(counting));
    expect(summary.monthlySavingsLow?.nanos).toBe(sum(counting, 'low'));
    expect(summary.monthlySavingsHigh?.nanos).toBe(sum(counting, 'high'));
    expect(summary.monthlySavingsPlainSum?.nanos).toBe(sum(found));
    expect(sum(counting)).toBeLessThan(sum(found));
    const subjects = counting.map(({ scope, resourceKind, resourceId }) =>
      JSON.stringify([scope, resourceKind, resourceId]),
    );
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('have every figure between its bounds', () => {
    for (const finding of found) {
      expect(nanosOf(finding, 'low'), finding.id).toBeLessThanOrEqual(nanosOf(finding));
      expect(nanosOf(finding, 'high'), finding.id).toBeGreaterThanOrEqual(nanosOf(finding));
    }
  });

  it('hold no machine of a group, cluster or node group beside that', async () => {
    const counting = new Map(
      found.flatMap((finding) =>
        finding.countsTowardsTotal && nanosOf(finding) > 0n ? [[finding.resourceId, finding] as const] : [],
      ),
    );
    const wholes = new Map<string, string[]>();
    let overlaps = 0;
    for (const { resource } of await allOf(resourceKinds)) {
      if (resource.uses?.known !== true) continue;
      for (const { relation, targetId } of resource.uses.value) {
        if (relation === 'has-member')
          wholes.set(resource.resourceId, [...(wholes.get(resource.resourceId) ?? []), targetId]);
      }
    }
    for (const [whole, members] of wholes) {
      const own = counting.get(whole);
      const others = members.filter((id) => counting.has(id));
      if (own?.action.kind === 'database-cluster.change-io-billing' || own?.action.kind === 'container-cluster.delete')
        continue;
      if (own !== undefined) expect(others, `${whole} counts, and so do`).toEqual([]);
      if (found.some(({ resourceId }) => resourceId === whole) && others.length > 0) overlaps++;
    }
    // Something had to give way, or this says nothing.
    expect(overlaps).toBeGreaterThan(0);
  });
});

it('every number of the evidence is described by its check', () => {
  const checkOf = new Map(checks.flatMap((check) => Object.values(check.ids).map((id) => [id, check] as const)));
  const untold = found.flatMap(({ checkId, evidence }) =>
    Object.keys(evidence)
      // The second opinion of the cloud's own adviser stands beside any check's evidence.
      .filter((field) => !field.startsWith('awsRecommendation') && !(field in (checkOf.get(checkId)?.evidence ?? {})))
      .map((field) => `${checkId}: ${field}`),
  );
  expect([...new Set(untold)]).toEqual([]);
});

async function allOf(kinds: readonly ResourceKind[]): Promise<readonly StoredResource[]> {
  const all: StoredResource[] = [];
  for await (const page of store.resources.stream({ kinds }, 1000)) all.push(...page);
  return all;
}

/** The store as a sync leaves it that reads these kinds alone. */
function withKinds(of: Store, kinds: ReadonlySet<ResourceKind>): Store {
  const only = <K, V>(map: ReadonlyMap<K, V>, keep: (value: V) => V | undefined): Map<K, V> =>
    new Map([...map].flatMap(([id, value]) => (keep(value) === undefined ? [] : [[id, keep(value) as V] as const])));
  const resources: Partial<Store['resources']> = {
    byId: async (...args) =>
      only(await of.resources.byId(...args), (each) => (kinds.has(each.resource.kind) ? each : undefined)),
    attachedTo: async (...args) =>
      only(await of.resources.attachedTo(...args), (each) => each.filter(({ kind }) => kinds.has(kind))),
    usersOf: async (...args) =>
      only(await of.resources.usersOf(...args), (each) => each.filter(({ kind }) => kinds.has(kind))),
  };
  const { metrics, charges, prices, costs } = of;
  return { resources, metrics, charges, prices, costs } as Partial<Store> as Store;
}

async function judge(
  settings: AnalysisSettings,
  kind: ResourceKind,
  read?: ReadonlySet<ResourceKind>,
): Promise<Finding[]> {
  const run = await store.syncs.latest();
  const whole = unreadSubjects(
    await store.syncs.tasks(run?.id ?? 0),
    collectors.map(({ info }) => info),
  );
  const hidden = resourceKinds.filter((each) => read !== undefined && !read.has(each));
  const never = hidden.map((each) => [each, 'never read by a sync'] as const);
  const loader = new BatchLoader(read === undefined ? store : withKinds(store, read), NOW, settings, {
    inScope: (scope) => new Map([...whole.inScope(scope), ...never]),
    inRegion: (scope) => new Map([...whole.inRegion(scope), ...never]),
  });
  const findings: Finding[] = [];
  for await (const page of store.resources.stream({ kinds: [kind] }, 1000)) {
    for await (const batch of loader.batches(page)) findings.push(...evaluateBatch(batch));
  }
  return findings;
}

describe('a check that is enabled alone', () => {
  const ofResources = checks.flatMap((check) => {
    const id = check.ids.aws;
    return id === undefined || check.estate !== undefined || !isResourceKind(check.kind)
      ? []
      : [{ id, name: check.name, kind: check.kind }];
  });

  const together = new Map<ResourceKind, readonly Finding[]>();

  it.each(ofResources)('$id says the same as with all others', async ({ id, name, kind }) => {
    const disabled = checks.flatMap((other) => (other.name === name ? [] : [other.name]));
    const alone = { ...defaultSettings, disabled };
    const said = (findings: readonly Finding[]) =>
      findings
        .filter(({ checkId }) => checkId === id)
        // What counts depends on the others.
        .map(({ countsTowardsTotal: _counts, ...finding }) => finding);
    if (!together.has(kind)) together.set(kind, await judge(defaultSettings, kind));
    const expected = said(together.get(kind) ?? []);
    expect(said(await judge(alone, kind, needsOf(alone, 'aws').kinds))).toEqual(expected);
    expect(expected.length, 'findings to compare').toBeGreaterThan(0);
  });
});
