import { describe, expect, it } from 'vitest';

import type { StoredFinding } from '../../src/domain/findings.ts';
import { auditView } from '../../src/output/views/audit-view.ts';
import { findingsView } from '../../src/output/views/findings-view.ts';
import { storeQueryView } from '../../src/output/views/store-view.ts';
import { render, terminal } from './support/render.ts';
import { auditReport, findingsReport, sampleFindings, stream } from './support/sample-reports.ts';

const hostile: StoredFinding = {
  ...sampleFindings[1]!,
  resourceName: '"<x> & \u0001 \ud800 ]]>\n@all',
  resourceId: 'vol/../1?#%',
};

/** XML 1.0 without text content: balanced tags, escaped attributes, no character that XML cannot hold. */
function elementsOf(
  xml: string,
): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const [, body = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>(.*)$/s.exec(xml) ?? [];
  expect(body.replaceAll(/<\/?[a-z]+(?: [a-z]+="(?:[^<&"]|&#\d+;)*")*\/?>/g, '').trim()).toBe('');
  expect(body).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u);
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const open: string[] = [];
  for (const [, close, name = '', attributes = '', empty] of body.matchAll(
    /<(\/?)([a-z]+)((?: [a-z]+="[^"]*")*)(\/?)>/g,
  )) {
    if (close) {
      expect(open.pop()).toBe(name);
      continue;
    }
    if (!empty) open.push(name);
    elements.push({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map((match) => [match[1], match[2]]),
      ),
    });
  }
  expect(open).toEqual([]);
  return elements;
}

describe('JUnit', () => {
  it('is XML whatever the names are, and its counts are those of its cases', async () => {
    const report = { ...auditReport(), rows: stream([...sampleFindings.slice(1), hostile]) };
    const elements = elementsOf(await render(auditView, report, { format: 'junit' }));
    const named = (name: string) => elements.filter((element) => element.name === name);
    expect(named('testsuites')[0]?.attributes).toMatchObject({
      tests: String(named('testcase').length),
      failures: String(named('failure').length),
      errors: String(named('error').length),
      skipped: String(named('skipped').length),
    });
    expect(named('failure').at(-1)?.attributes['message']).toContain(
      '&#34;&#60;x&#62; &#38; \ufffd \ufffd ]]&#62;&#10;@all',
    );
  });
});

describe('SARIF', () => {
  it('names each rule once, keeps what could not be judged open, and is not successful with holes', async () => {
    const report = { ...auditReport(), rows: stream([...sampleFindings, hostile]) };
    const { runs } = JSON.parse(await render(auditView, report, { format: 'sarif' })) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[] }[];
        results: {
          ruleId: string;
          kind: string;
          level: string;
          locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
          partialFingerprints: object;
        }[];
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
    expect(run!.results.at(-1)!.locations[0]!.physicalLocation.artifactLocation.uri).toBe(
      'aws/111122223333/us-east-1/vol%2F..%2F1%3F%23%25',
    );
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
    await expect(render(findingsView, many(), { format: 'json', list: { columns: ['id'] } })).rejects.toThrow(
      /--columns shapes tables/,
    );
    await expect(render(findingsView, many(), { format: 'sarif' })).rejects.toThrow(
      /this command has table, json, csv, markdown/,
    );
  });
});

describe('the answer of a query', () => {
  const report = {
    columns: ['name', 'n'],
    rows: [
      ['a|b', 12345],
      [null, null],
    ],
  } as const;
  it.each([
    ['table', 'name       n\na|b   12,345\nnull    null\n\n2 rows\n'],
    ['csv', 'name,n\r\na|b,12345\r\n,\r\n'],
    ['markdown', '| name | n |\n| --- | ---: |\n| a\\|b | 12,345 |\n| null | null |\n'],
  ] as const)('as %s', async (format, text) => {
    expect(await render(storeQueryView, report, { format })).toBe(text);
  });
});
