import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';

import type { StoredFinding } from '../../src/domain/findings.ts';
import { auditView } from '../../src/output/views/audit-view.ts';
import { findingsView } from '../../src/output/views/findings-view.ts';
import { storeQueryView } from '../../src/output/views/store-view.ts';
import { render, terminal } from './support/render.ts';
import { auditReport, findingsReport, sampleFindings, stream } from './support/sample-reports.ts';

const hostile: StoredFinding = { ...sampleFindings[1]!, resourceName: '"<x> & \u0001 \ud800 ]]>\n@all', resourceId: 'vol/../1?#%' };

describe('JUnit', () => {
  it('is XML whatever the names are, and its counts are those of its cases', async () => {
    const report = { ...auditReport(), rows: stream([...sampleFindings.slice(1), hostile]) };
    const xml = await render(auditView, report, { format: 'junit' });
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(xml) as {
      testsuites: { tests: string; failures: string; errors: string; skipped: string; testsuite: { testcase: Record<string, unknown>[] } };
    };
    const { testsuites } = parsed;
    const cases = testsuites.testsuite.testcase;
    expect(cases).toHaveLength(Number(testsuites.tests));
    expect(cases.filter((one) => 'failure' in one)).toHaveLength(Number(testsuites.failures));
    expect(cases.filter((one) => 'error' in one)).toHaveLength(Number(testsuites.errors));
    expect(cases.filter((one) => 'skipped' in one)).toHaveLength(Number(testsuites.skipped));
  });
});

describe('SARIF', () => {
  it('names each rule once, keeps what could not be judged open, and is not successful with holes', async () => {
    const report = { ...auditReport(), rows: stream([...sampleFindings, hostile]) };
    const { runs } = JSON.parse(await render(auditView, report, { format: 'sarif' })) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[] }[];
        results: { ruleId: string; kind: string; level: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[]; partialFingerprints: object }[];
      }[];
    };
    const [run] = runs;
    const rules = run!.tool.driver.rules.map(({ id }) => id);
    expect(new Set(rules).size).toBe(rules.length);
    for (const { ruleId } of run!.results) expect(rules).toContain(ruleId);
    expect(run!.results.map(({ kind, level }) => `${kind} ${level}`)).toEqual([
      'fail warning',
      'fail warning',
      'fail warning',
      'open none',
      'fail warning',
    ]);
    expect(run!.results.at(-1)!.locations[0]!.physicalLocation.artifactLocation.uri).toBe('aws/111122223333/us-east-1/vol%2F..%2F1%3F%23%25');
    expect(run!.invocations[0]).toMatchObject({ executionSuccessful: false });
    expect(run!.invocations[0]!.toolExecutionNotifications).toHaveLength(3);
  });
});

describe('which rows are shown', () => {
  const many = () => ({ ...findingsReport(), rows: stream(Array.from({ length: 150 }, () => sampleFindings[0]!)) });
  const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('i-0c48390ac929389c9')).length;

  it('is a screenful of a hundred on a terminal, all in a pipe, and as asked with --limit', async () => {
    expect(lines(await render(findingsView, many(), { screen: terminal(140) }))).toBe(100);
    expect(lines(await render(findingsView, many(), { screen: terminal(140), list: { limit: 0 } }))).toBe(150);
    expect(lines(await render(findingsView, many()))).toBe(150);
    expect(lines(await render(findingsView, many(), { list: { limit: 7 } }))).toBe(7);
  });

  it('is the ten that are worth the most in an audit, and all with --limit 0', async () => {
    const audit = () => ({ ...auditReport(), rows: stream(Array.from({ length: 30 }, () => sampleFindings[0]!)) });
    const rows = (text: string) => text.split('\n').filter((line) => line.startsWith('  i-0c48390ac929389c9')).length;
    expect(rows(await render(auditView, audit()))).toBe(10);
    expect(rows(await render(auditView, audit(), { list: { limit: 0 } }))).toBe(30);
  });

  it('refuses to leave fields out of a JSON document, and formats that a view does not have', async () => {
    await expect(render(findingsView, many(), { format: 'json', list: { columns: ['id'] } })).rejects.toThrow(/--columns shapes tables/);
    await expect(render(findingsView, many(), { format: 'sarif' })).rejects.toThrow(/this command has table, json, csv, markdown/);
  });
});

describe('the answer of a query', () => {
  const report = { columns: ['name', 'n'], rows: [['a|b', 12345], [null, null]] } as const;
  it.each([
    ['table', 'name       n\na|b   12,345\nnull    null\n\n2 rows\n'],
    ['csv', 'name,n\r\na|b,12345\r\n,\r\n'],
    ['markdown', '| name | n |\n| --- | ---: |\n| a\\|b | 12,345 |\n| null | null |\n'],
  ] as const)('as %s', async (format, text) => {
    expect(await render(storeQueryView, report, { format })).toBe(text);
  });
});
