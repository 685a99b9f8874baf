import { describe, expect, it } from 'vitest';

import type { Screen } from '../../src/output/screen.ts';
import { plainScreen } from '../../src/output/screen.ts';
import type { View } from '../../src/output/view.ts';
import { auditView } from '../../src/output/views/audit-view.ts';
import { checksView, checkView } from '../../src/output/views/checks-view.ts';
import { costAllocationView } from '../../src/output/views/cost-allocation-view.ts';
import { costView } from '../../src/output/views/cost-view.ts';
import { findingView } from '../../src/output/views/finding-view.ts';
import { findingsView } from '../../src/output/views/findings-view.ts';
import { importView } from '../../src/output/views/import-view.ts';
import { inventoryView } from '../../src/output/views/inventory-view.ts';
import { resourceView } from '../../src/output/views/resource-view.ts';
import { doctorView } from '../../src/output/views/setup-views.ts';
import { storeInfoView } from '../../src/output/views/store-view.ts';
import { syncView } from '../../src/output/views/sync-view.ts';
import { estimate } from '../support/store-records.ts';
import { known } from '../../src/domain/fact.ts';
import { render, terminal } from './support/render.ts';
import {
  allocationReport,
  auditReport,
  checksReport,
  costReport,
  doctorReport,
  emptyAuditReport,
  findingsReport,
  importReport,
  inventoryReport,
  purchaseTypeReport,
  resourceReport,
  sampleFindings,
  sampleRecommendations,
  sampleResources,
  storeInfoReport,
  syncReport,
  unreadAllocationReport,
} from './support/sample-reports.ts';

const screens: Readonly<Record<string, Screen>> = {
  wide: terminal(140),
  narrow: terminal(60),
  piped: plainScreen,
  colour: terminal(140, 1),
};

const findingReport = () => ({
  findings: [
    {
      finding: { ...sampleFindings[1]!, monthlySavings: known(estimate(8_000_000_000n)) },
      check: checksReport().checks[0]!.info,
      stored: sampleResources[2]!,
      recommendations: sampleRecommendations,
    },
  ],
});

/** The same report on four kinds of paper: read the files in `test/golden/output` when one changes. */
function golden<Data>(name: string, view: View<Data>, data: () => Data): void {
  it.each(Object.keys(screens))(`${name}, %s`, async (screen) => {
    const text = await render(view, data(), { screen: screens[screen]! });
    await expect(text).toMatchFileSnapshot(`../golden/output/${name}.${screen}.txt`);
    if (screen !== 'narrow') return;
    // An id or a command stands whole, however long: half of one cannot be copied.
    const long = text
      .split('\n')
      .filter((line) => line.length > 60 && !line.split(' ').some((word) => word.length > 40));
    expect(long).toEqual([]);
  });
}

describe('what people read', () => {
  golden('audit', auditView, auditReport);
  golden('audit-empty', auditView, emptyAuditReport);
  golden('findings-list', findingsView, findingsReport);
  golden('findings-show', findingView, findingReport);
  golden('inventory-list', inventoryView, inventoryReport);
  golden('inventory-show', resourceView, resourceReport);
  golden('cost-allocation', costAllocationView, allocationReport);
  golden('cost-allocation-purchase', costAllocationView, purchaseTypeReport);
  golden('cost-allocation-unread', costAllocationView, unreadAllocationReport);
  golden('cost-report', costView, costReport);
  golden('checks-list', checksView, checksReport);
  golden('checks-show', checkView, () => ({ check: checksReport().checks[0]! }));
  golden('sync', syncView, syncReport);
  golden('import', importView, importReport);
  golden('doctor', doctorView, doctorReport);
  golden('store-info', storeInfoView, storeInfoReport);
});

describe('what programs read', () => {
  it.each([
    ['audit', 'json', () => render(auditView, auditReport(), { format: 'json' })],
    ['audit', 'sarif', () => render(auditView, auditReport(), { format: 'sarif' })],
    ['audit', 'junit', () => render(auditView, auditReport(), { format: 'junit' })],
    ['audit', 'markdown', () => render(auditView, auditReport(), { format: 'markdown' })],
    ['audit', 'csv', () => render(auditView, auditReport(), { format: 'csv' })],
    ['cost-allocation', 'json', () => render(costAllocationView, allocationReport(), { format: 'json' })],
    ['cost-allocation', 'csv', () => render(costAllocationView, allocationReport(), { format: 'csv' })],
    ['cost-allocation', 'markdown', () => render(costAllocationView, allocationReport(), { format: 'markdown' })],
    ['cost-report', 'json', () => render(costView, costReport(), { format: 'json' })],
    ['cost-report', 'csv', () => render(costView, costReport(), { format: 'csv' })],
    ['findings-list', 'markdown', () => render(findingsView, findingsReport(), { format: 'markdown' })],
    ['inventory-list', 'json', () => render(inventoryView, inventoryReport(), { format: 'json' })],
  ] as const)('%s as %s', async (name, format, text) => {
    await expect(await text()).toMatchFileSnapshot(`../golden/output/${name}.${format}`);
  });
});
