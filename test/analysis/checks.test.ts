import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionEffects } from '../../src/analysis/actions.ts';
import { settingsProblems } from '../../src/analysis/check-params.ts';
import { checkInfos, checks } from '../../src/analysis/checks.ts';
import { defaultSettings } from '../../src/analysis/settings.ts';

const root = join(import.meta.dirname, '..', '..');
const catalogue = join(root, '..', 'shared', 'checks.tsv');

describe('list of checks', () => {
  it('has every check of every folder, and nothing twice', async () => {
    const root_ = join(root, 'src', 'analysis');
    const files = readdirSync(root_, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.includes('/') && file.endsWith('.ts'),
    );
    const exported = await Promise.all(
      files.map(async (file): Promise<unknown[]> => {
        const module: Record<string, unknown> = await import(join(root_, file));
        return Object.values(module).filter((value) => typeof value === 'object' && value !== null && 'judge' in value);
      }),
    );
    expect(new Set(checks)).toEqual(new Set(exported.flat()));
    expect(new Set(checks).size).toBe(checks.length);
  });

  it('has unique names and ids', () => {
    const keys = checks.flatMap(({ name, ids }) => [name, ...Object.values(ids)]);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(keys.every((key) => /^[a-z][a-z0-9-]+$/.test(key))).toBe(true);
  });

  it.each(checks.map((check) => [check.name, check] as const))(
    '%s says what it is, and why its numbers',
    (_, check) => {
      expect(Object.keys(check.ids)).not.toEqual([]);
      expect(check.title).not.toMatch(/\.$/);
      expect(check.description).toMatch(/\.$/);
      expect(actionEffects).toHaveProperty([check.action]);
      for (const { why, min, max, ...rest } of Object.values(check.params)) {
        expect(why).not.toBe('');
        for (const value of [rest.default, ...Object.values(rest.byProvider ?? {})]) {
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(max);
        }
      }
    },
  );

  it('tells a list and the docs what there is, with the defaults of each cloud', () => {
    const infos = checkInfos();
    const ids = infos.map(({ id }) => id);
    const clouds = ['aws', 'gcp', 'azure', 'os'];
    expect(ids).toEqual(clouds.flatMap((cloud) => ids.filter((id) => id.startsWith(`${cloud}-`)).toSorted()));
    expect(ids).toContain('os-volume-unattached');
    const minDays = (id: string) => infos.find((info) => info.id === id)?.params['minDays']?.default;
    expect([minDays('aws-eip-unassociated'), minDays('gcp-address-unused')]).toEqual([1, 7]);
  });
});

/**
 * The catalogue words the days otherwise (`14 (30)`: its own, then another tool's); of the second, younger buckets may wait
 * for their first use.
 */
const deviates = new Set([
  'aws-ec2-instance-rightsize',
  'aws-s3-bucket-abandoned',
  'azure-appservice-plan-rightsize',
  // The catalogue has a range: 7 to 14.
  'azure-cosmos-throughput',
  'azure-vm-rightsize',
  'azure-vnet-gateway-idle',
  'gcp-sql-idle',
  'gcp-sql-rightsize',
  'gcp-vertex-endpoint-notebook-idle',
]);

describe.skipIf(!existsSync(catalogue))('list of checks against the catalogue (needs ../shared)', () => {
  it('has the catalogue’s ids, under their cloud, with their risk and days', () => {
    const [header, ...rows] = readFileSync(catalogue, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    const column = (row: readonly string[] | undefined, name: string) => row?.[header!.indexOf(name)];
    for (const { id, provider, risk, params } of checkInfos()) {
      const row = rows.find((each) => each[0] === id);
      expect([id, column(row, 'cloud'), column(row, 'risk')?.split(' ')[0]]).toEqual([id, provider, risk]);
      const days = params['minDays'] ?? params['lookbackDays'];
      const told = `${column(row, 'default_thresholds')}; ${column(row, 'lookback_days')} d`;
      if (days !== undefined && column(row, 'lookback_days') !== '0') {
        if (!deviates.has(id)) expect(`${id}: ${told}`).toContain(` ${days.default} d`);
      }
    }
  });
});

describe('settings', () => {
  it('have nothing wrong by default', () => {
    expect(settingsProblems(defaultSettings, checks)).toEqual([]);
  });

  it.each([
    [{ params: { 'volume-unattached': { minDays: 30 } } }, []],
    [{ params: { 'os-volume-unattached': { minDays: 0 } } }, []],
    [{ params: { 'volume-unatached': { minDays: 30 } } }, ['there is no check "volume-unatached"']],
    [{ params: {}, disabled: ['aws-eip'] }, ['there is no check "aws-eip"']],
    [{ params: {}, disabled: ['aws-eip-unassociated', 'instance-idle'] }, []],
    [
      { params: { 'volume-unattached': { days: 30 } } },
      ['check volume-unattached has no parameter "days": it has minDays'],
    ],
    [
      { params: { 'audit-trail-duplicate': { days: 30 } } },
      ['check audit-trail-duplicate has no parameter "days": it has none'],
    ],
    [
      { params: { 'instance-idle': { minCoverage: 90 } } },
      ['instance-idle.minCoverage is 90: it takes a number from 0 to 1'],
    ],
    [
      { params: { 'instance-idle': { minCoverage: Number.NaN } } },
      ['instance-idle.minCoverage is NaN: it takes a number from 0 to 1'],
    ],
  ])('%j: %j', (settings, problems) => {
    const found = settingsProblems({ exemptTags: {}, ...settings }, checks);
    expect(found.map(({ message }) => message)).toEqual(problems);
  });
});
