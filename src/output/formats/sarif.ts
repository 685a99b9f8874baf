import type { StoredFinding } from '../../domain/findings.ts';
import type { AuditReport } from '../../domain/reports.ts';
import { findingDocument } from '../documents/finding.ts';
import { JsonRows } from '../json/json-rows.ts';
import { jsonText } from '../json/write-json.ts';
import { humanMoney } from '../text/numbers.ts';
import { whyUnread } from '../text/unread.ts';

/**
 * SARIF 2.1.0 (OASIS), for code scanning dashboards. A cloud resource has no file, so its place is a logical
 * location with its id; `artifactLocation` is given as well because some readers drop results without one.
 */
export const sarif = (report: AuditReport): AsyncIterable<string> =>
  jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Ballast',
            rules: report.summary.byCheck.map(({ checkId, title }) => ({
              id: checkId,
              name: checkId,
              shortDescription: { text: title },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: report.unread.length === 0,
            toolExecutionNotifications: report.unread.map((note) => ({
              level: 'error',
              message: {
                text: `not read: ${note.subject} of ${note.provider}/${note.accountId}/${note.region}: ${whyUnread(note)}`,
              },
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: JsonRows.of(report.rows, resultOf),
      },
    ],
  });

function resultOf(finding: StoredFinding): unknown {
  const { scope } = finding;
  const path = [scope.provider, scope.accountId, scope.regionId, finding.resourceId];
  return {
    ruleId: finding.checkId,
    // A result that could not be judged is not a pass: SARIF has a kind of its own for it.
    kind: finding.verdict === 'waste' ? 'fail' : 'open',
    level: finding.verdict === 'waste' ? 'warning' : 'none',
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: path.map(encodeURIComponent).join('/') } },
        logicalLocations: [{ name: finding.resourceId, fullyQualifiedName: path.join('/'), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'ballastFindingId/v1': finding.id },
    properties: findingDocument(finding),
  };
}

export function messageOf(finding: StoredFinding): string {
  const name = finding.resourceName === undefined ? '' : ` (${finding.resourceName})`;
  const what = `${finding.title}: ${finding.resourceId}${name}`;
  if (finding.verdict === 'cannot-tell') return `${what}. Cannot tell: ${finding.reason ?? 'something was not read'}.`;
  if (!finding.monthlySavings.known)
    return `${what}. What it would save is not known: ${finding.monthlySavings.reason}.`;
  const { amount, basis } = finding.monthlySavings.value;
  return `${what}. It would save ${humanMoney(amount)} a month (basis: ${basis}).`;
}
