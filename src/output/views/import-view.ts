import type { ImportedFile, ImportedSource, ImportReport } from '../../domain/reports.ts';
import { importDocument } from '../documents/store.ts';
import { clean } from '../text/clean.ts';
import { count, counted, humanMoney } from '../text/numbers.ts';
import type { Paper, View } from '../view.ts';
import { labelled, nextSteps } from './blocks.ts';

export const importView: View<ImportReport> = {
  document: importDocument,
  *text(report, paper) {
    const { style } = paper;
    for (const file of report.files) yield fileText(file, paper);
    yield '\n';
    const costs = report.costs.map(
      ({ billedCost, effectiveCost }) => `${humanMoney(billedCost)} billed, ${humanMoney(effectiveCost)} effective`,
    );
    yield labelled(
      [
        ['Rows', `${count(report.rows)}, kept as ${counted(report.charges, 'daily charge')}`],
        ['Cost', costs.length === 0 ? 'none' : costs.join('\n')],
        ...report.sources.map((source) => ['Source', sourceText(source)] as const),
        ...notes(report.files).map((note) => ['Note', style.warn(clean(note))] as const),
      ],
      paper,
    );
    yield nextSteps([['ballast cost report --group-by service', 'where the money goes']], paper);
  },
};

const fileText = (file: ImportedFile, { style }: Paper): string =>
  `${style.good('imported')}  ${clean(file.path)}  ${style.dim(`${file.schema}, ${file.format}`)}\n`;

const sourceText = ({ source, billingMonths }: ImportedSource): string =>
  `${clean(source.name)}: ${billingMonths.map((month) => month.slice(0, 7)).join(', ')}`;

function notes(files: readonly ImportedFile[]): readonly string[] {
  const missing = new Set(files.flatMap(({ missingColumns }) => missingColumns));
  const unknown = new Set(files.flatMap(({ unknownColumns }) => unknownColumns));
  return [
    ...(missing.size > 0 ? [`the export lacks mandatory columns of its version: ${[...missing].join(', ')}`] : []),
    ...(unknown.size > 0 ? [`columns that FOCUS does not have were left out: ${[...unknown].join(', ')}`] : []),
  ];
}
