/** A manifest of a Cost and Usage Report, as AWS delivers it; `month` is `202605`. */
export const curManifest = (of: {
  readonly month: string;
  readonly assembly: string;
  readonly keys: readonly string[];
  readonly report?: string;
}): string =>
  JSON.stringify({
    assemblyId: of.assembly,
    account: '111111111111',
    columns: [{ category: 'identity', name: 'LineItemId', type: 'String' }],
    charset: 'UTF-8',
    compression: 'GZIP',
    contentType: 'text/csv',
    reportId: 'r-1',
    reportName: of.report ?? 'daily',
    billingPeriod: { start: `${of.month}01T000000.000Z`, end: `${of.month}28T000000.000Z` },
    bucket: 'bills',
    reportKeys: of.keys,
    additionalArtifactKeys: [],
  });

/** A manifest of a data export. */
export const exportManifest = (executionId: string, dataFiles: readonly string[]): string =>
  JSON.stringify({ executionId, columns: [{ name: 'line_item_unblended_cost', type: 'DOUBLE' }], dataFiles });
