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

/** A manifest of an Azure export, as Cost Management delivers it; `month` is `2026-05`. */
export const azureManifest = (of: {
  readonly month: string;
  readonly run: string;
  readonly blobs: readonly string[];
  readonly exportName?: string;
  readonly type?: string;
  readonly submitted?: string;
  readonly until?: string;
}): string =>
  JSON.stringify({
    manifestVersion: '2024-04-01',
    byteCount: 100,
    blobCount: of.blobs.length,
    dataRowCount: 1,
    exportConfig: {
      exportName: of.exportName ?? 'daily',
      resourceId:
        '/providers/Microsoft.Billing/billingAccounts/8611537/providers/Microsoft.CostManagement/exports/daily',
      dataVersion: '2021-10-01',
      apiVersion: '2023-07-01-preview',
      type: of.type ?? 'ActualCost',
      timeFrame: 'MonthToDate',
      granularity: 'Daily',
    },
    deliveryConfig: { partitionData: true, dataOverwriteBehavior: 'CreateNewReport', fileFormat: 'Csv' },
    runInfo: {
      executionType: 'Scheduled',
      submittedTime: of.submitted ?? `${of.month}-20T08:00:00.0000000Z`,
      runId: of.run,
      startDate: `${of.month}-01T00:00:00`,
      endDate: `${of.until ?? of.month}-28T00:00:00`,
    },
    blobs: of.blobs.map((blobName) => ({ blobName, byteCount: 100, dataRowCount: 1 })),
  });
