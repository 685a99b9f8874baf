import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import audit from '../../src/commands/audit.ts';
import checksShow from '../../src/commands/checks/show.ts';
import costReport from '../../src/commands/cost/report.ts';
import findingsList from '../../src/commands/findings/list.ts';
import findingsShow from '../../src/commands/findings/show.ts';
import findingsSuppress from '../../src/commands/findings/suppress.ts';
import init from '../../src/commands/init.ts';
import inventoryList from '../../src/commands/inventory/list.ts';
import inventoryShow from '../../src/commands/inventory/show.ts';
import storeQuery from '../../src/commands/store/query.ts';
import type { BallastCommand } from '../../src/commands/support/define-command.ts';
import { execute } from '../../src/commands/support/execute.ts';
import type { RawFlags } from '../../src/commands/support/read-flags.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { fakeIo } from './support/fake-io.ts';
import { sampleStore } from './support/sample-store.ts';

const folder = tempFolder();
beforeAll(() => sampleStore(folder));

interface RunOptions {
  readonly flags?: RawFlags;
  readonly args?: readonly string[];
  readonly answers?: readonly string[];
  readonly cwd?: string;
}

async function run(command: BallastCommand, { flags = {}, args = [], answers, cwd = folder }: RunOptions = {}) {
  const io = fakeIo({ cwd, ...(answers && { answers }) });
  const code = await execute(command, { flags, args }, io);
  return { code, out: io.out(), err: io.err(), questions: io.questions };
}

/** The fields of a document that these tests look at. */
interface Document {
  readonly resource: object;
  readonly resources: readonly { readonly resourceId: string }[];
  readonly findings: readonly { readonly resourceId: string }[];
  readonly rows: readonly object[];
  readonly total: object;
}

async function json(command: BallastCommand, options: RunOptions = {}) {
  const { code, out } = await run(command, { ...options, flags: { ...options.flags, json: true } });
  return { code, document: JSON.parse(out) as Document };
}

const ids = async (flags: RawFlags) =>
  (await json(inventoryList, { flags })).document.resources.map(({ resourceId }) => resourceId);

describe('inventory', () => {
  it.each([
    [{}, ['i-2', 'i-1', 'vol-1', 'vol-2', 'vol-3']],
    [{ kind: ['instance'] }, ['i-2', 'i-1']],
    [{ region: ['us-east-1'], type: ['aws:ec2:volume'] }, ['vol-1', 'vol-2', 'vol-3']],
    [{ tag: 'Owner=web' }, ['vol-1']],
    [{ text: 'OLD' }, ['vol-2']],
    [{ filter: ['tag:Owner='] }, ['vol-2', 'vol-3', 'i-2', 'i-1']],
    [{ filter: ['size~500'], limit: '1' }, ['vol-1']],
    [{ sort: '-resourceId', limit: '2' }, ['vol-3', 'vol-2']],
  ] as const)('list %j', async (flags, expected) => {
    expect((await ids(flags)).toSorted()).toEqual(expected.toSorted());
  });

  it('says what was not read, and exits with 3', async () => {
    const { code, out } = await run(inventoryList);
    expect(code).toBe(3);
    expect(out).toContain('Not read: 1 part of the estate');
    expect(out).toContain('denied: ec2:DescribeVolumes');
  });

  it('shows one resource, and knows no others', async () => {
    const { code, document } = await json(inventoryShow, { args: ['vol-3'] });
    expect(code).toBe(0);
    expect(document.resource).toMatchObject({
      resourceId: 'vol-3',
      tags: null,
      unread: { tags: 'denied: ec2:DescribeTags' },
    });
    expect(await run(inventoryShow, { args: ['vol-9'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('resource-unknown') as string,
    });
    expect(await run(inventoryShow, { args: [''] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('RESOURCE is empty') as string,
    });
  });
});

describe('cost', () => {
  it('adds up by what is asked for', async () => {
    const { document } = await json(costReport, {
      flags: { from: '2026-10-01', to: '2026-11-01', 'group-by': ['service'] },
    });
    expect(document.rows).toEqual([
      {
        period: null,
        keys: { serviceName: 'Amazon Elastic Compute Cloud' },
        currency: 'USD',
        cost: { amount: '0.90', currency: 'USD' },
      },
      {
        period: null,
        keys: { serviceName: 'Amazon S3' },
        currency: 'USD',
        cost: { amount: '0.123456789', currency: 'USD' },
      },
    ]);
    expect(document.total).toEqual({ amount: '1.023456789', currency: 'USD' });
  });

  it('has a row for each month, and takes FOCUS names for short ones', async () => {
    const flags = { from: '2026-09-01', to: '2026-11-01', granularity: 'monthly', metric: 'billed' };
    const short = await json(costReport, { flags: { ...flags, 'group-by': ['account,region'] } });
    const long = await json(costReport, { flags: { ...flags, 'group-by': ['subAccountId', 'regionId'] } });
    expect(short.document).toEqual(long.document);
    expect(short.document).toMatchObject({ rows: [{ period: '2026-09-01' }, { period: '2026-10-01' }] });
  });

  it('refuses a dimension that there is not', async () => {
    const { code, err } = await run(costReport, { flags: { 'group-by': ['toString'] } });
    expect([code, err]).toEqual([2, expect.stringMatching(/--group-by "toString": there are .*service/)]);
  });

  it.each([
    ['tag:team', 'ballast cost allocation --by tag:team`'],
    ['cost-category:Cost Center', 'ballast cost allocation --by "cost-category:Cost Center"`'],
    ['purchase-type', 'ballast cost allocation --by purchase-type`'],
  ])('points from %s to the command that knows it', async (name, remedy) => {
    const { code, err } = await run(costReport, { flags: { 'group-by': [name] } });
    expect([code, err]).toEqual([2, expect.stringContaining(remedy)]);
  });
});

describe('findings', () => {
  const open = async () => {
    const { document } = await json(findingsList);
    return document.findings.map(({ resourceId }) => resourceId);
  };

  it('are listed by what they save, unknown last', async () => {
    expect(await open()).toEqual(['vol-1', 'vol-2', 'vol-3']);
    const { document } = await json(findingsList, { flags: { verdict: ['cannot-tell'] } });
    expect(document.findings).toMatchObject([{ resourceId: 'vol-3', monthlySavings: null }]);
  });

  it('are shown by a resource as by their own id', async () => {
    const byResource = await json(findingsShow, { args: ['vol-1'] });
    const byId = await json(findingsShow, { args: ['aws-ebs-volume-unattached/111111111111/us-east-1/vol-1'] });
    expect(byResource.document).toEqual(byId.document);
    expect(await run(findingsShow, { args: ['vol-9'] })).toMatchObject({ code: 2 });
  });

  it('are silenced with a reason, asked for where somebody sits, and come back', async () => {
    expect(await run(findingsSuppress, { args: ['vol-1'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--reason is missing') as string,
    });
    expect(await run(findingsSuppress, { args: ['vol-1'], answers: [' '] })).toMatchObject({ code: 2 });
    const asked = await run(findingsSuppress, {
      args: ['vol-1'],
      answers: ['kept for the audit'],
      flags: { until: '2027-01-01' },
    });
    expect(asked).toMatchObject({ code: 0, questions: [expect.stringContaining('Why')] });
    expect(asked.out).toContain('suppressed until 2027-01-01 00:00 UTC');
    expect(asked.out).toContain('kept for the audit');
    expect(await open()).toEqual(['vol-2', 'vol-3']);
    expect((await run(findingsSuppress, { args: ['vol-1'], flags: { undo: true } })).code).toBe(0);
    expect(await open()).toEqual(['vol-1', 'vol-2', 'vol-3']);
  });

  it('are not silenced until a day that has passed', async () => {
    const { code, err } = await run(findingsSuppress, { args: ['vol-1'], flags: { reason: 'x', until: '2020-01-01' } });
    expect([code, err]).toEqual([2, expect.stringContaining('has passed')]);
  });
});

describe('audit', () => {
  it('judges what the store holds; a crossed threshold wins over what was not read', async () => {
    expect((await run(audit, { flags: { offline: true } })).code).toBe(3);
    expect((await run(audit, { flags: { offline: true, 'fail-on': 'unread>0' } })).code).toBe(4);
    expect((await run(audit, { flags: { offline: true, 'fail-on': 'savings>100000' } })).code).toBe(3);
  });

  it('refuses a threshold before it does anything', async () => {
    expect(await run(audit, { flags: { 'fail-on': 'lots' } })).toMatchObject({ code: 2, out: '' });
  });

  it('refuses a range that ends before it begins', async () => {
    expect(await run(audit, { flags: { offline: true, from: '2026-11-01', to: '2026-10-01' } })).toMatchObject({
      code: 2,
    });
    expect(await run(audit, { flags: { offline: true, to: '2026-10-01' } })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--to needs --from') as string,
    });
  });
});

describe('the rest', () => {
  it('shows a check, and knows no others', async () => {
    expect((await run(checksShow, { args: ['aws-ebs-volume-unattached'] })).out).toContain('minDays');
    expect(await run(checksShow, { args: ['nope'] })).toMatchObject({ code: 2 });
  });

  it('asks the store in SQL that only reads', async () => {
    const { document } = await json(storeQuery, { args: ['SELECT count(*) AS n FROM resources'] });
    expect(document).toEqual({ schemaVersion: 1, columns: ['n'], rows: [[5]] });
    expect(await run(storeQuery, { args: ['DELETE FROM resource'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('query-invalid') as string,
    });
  });

  it('says where the store is missing', async () => {
    const { code, err } = await run(findingsList, { flags: { store: 'nowhere.db' } });
    expect([code, err]).toEqual([1, expect.stringContaining(join(folder, 'nowhere.db'))]);
    expect(existsSync(join(folder, 'nowhere.db'))).toBe(false);
  });

  it('writes a configuration, and replaces one only when told to', async () => {
    const cwd = tempFolder();
    const file = join(cwd, 'ballast.yaml');
    expect((await run(init, { cwd, flags: { print: true } })).out).toMatch(/^version: 1$/m);
    expect(existsSync(file)).toBe(false);
    expect((await run(init, { cwd })).code).toBe(0);
    writeFileSync(file, 'mine');
    expect(await run(init, { cwd })).toMatchObject({
      code: 5,
      err: expect.stringContaining('config-exists') as string,
    });
    expect(await run(init, { cwd, answers: ['n'] })).toMatchObject({
      code: 5,
      err: expect.stringContaining('prompt-declined') as string,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(await run(init, { cwd, answers: ['yes'] })).toMatchObject({
      code: 0,
      out: expect.stringContaining('replaced') as string,
    });
    writeFileSync(file, 'mine');
    expect((await run(init, { cwd, flags: { force: true } })).code).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe('mine');
  });
});
