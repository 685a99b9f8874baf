import type { StoredFinding } from '../../domain/findings.ts';
import type { AuditReport } from '../../domain/reports.ts';
import { messageOf } from './sarif.ts';

/**
 * JUnit XML as CI servers read it. Waste is a failure, what cannot be told is skipped, and what was not read is
 * an error, so that a run with holes is not green. Counts come before the rows, so that rows can be a stream.
 */
export async function* junit(report: AuditReport): AsyncGenerator<string> {
  const { summary, unread } = report;
  const tests = summary.findings + unread.length;
  const counts = `tests="${tests}" failures="${summary.waste}" errors="${unread.length}" skipped="${summary.cannotTell}"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Ballast" ${counts}>\n`;
  yield `  <testsuite name="audit" ${counts}>\n`;
  for (const note of unread) {
    const place = `${note.provider}/${note.accountId}/${note.region}`;
    yield `    <testcase classname="sync" name="${xml(`${place} ${note.subject}`)}"><error type="${xml(note.code)}" message="${xml(note.message)}"/></testcase>\n`;
  }
  for await (const batch of report.rows) yield batch.map(testCase).join('');
  yield '  </testsuite>\n</testsuites>\n';
}

function testCase(finding: StoredFinding): string {
  const { scope } = finding;
  const name = `${scope.accountId}/${scope.regionId}/${finding.resourceId}`;
  const message = xml(messageOf(finding));
  const outcome =
    finding.verdict === 'waste'
      ? `<failure type="${xml(finding.risk)}" message="${message}"/>`
      : `<skipped message="${message}"/>`;
  return `    <testcase classname="${xml(finding.checkId)}" name="${xml(name)}">${outcome}</testcase>\n`;
}

/** XML 1.0 attribute text: its five specials escaped, and characters that XML cannot hold replaced. */
const xml = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
