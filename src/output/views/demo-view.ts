import type { DemoReport } from '../../domain/reports.ts';
import { demoDocument } from '../documents/audit.ts';
import { clean } from '../text/clean.ts';
import { cloudNames } from '../text/cloud-names.ts';
import { counted, seconds } from '../text/numbers.ts';
import type { View } from '../view.ts';
import { auditText } from './audit-view.ts';
import { nextSteps, paragraph } from './blocks.ts';

export const demoView: View<DemoReport> = {
  document: demoDocument,
  async *text(report, paper, options) {
    const { sandbox } = report;
    yield paragraph(
      `A made-up ${cloudNames(sandbox.clouds)}, with ${counted(sandbox.accounts, 'account')} each, read and judged in ${seconds(report.elapsedMs)} through the real clients.`,
      paper,
      0,
    );
    yield '\n';
    yield* auditText(report.audit, { ...paper, quiet: true }, options);
    const store = ` --store ${clean(report.storePath)}`;
    yield nextSteps(
      [
        [`ballast findings list${store}`, 'all findings'],
        [`ballast cost report --group-by service${store}`, 'where the money goes'],
        [`ballast store query "SELECT …"${store}`, 'the store is yours to play with'],
        ['ballast init', 'then the same on your own clouds'],
      ],
      paper,
    );
  },
};
