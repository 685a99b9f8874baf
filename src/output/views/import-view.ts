import type { ImportedDelivery, ImportedFile, ImportedSource, ImportReport } from '../../domain/reports.ts';
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
    for (const delivery of report.deliveries) {
      if (delivery.status === 'unchanged') yield unchangedText(delivery, paper);
    }
    yield '\n';
    const costs = report.costs.map(
      ({ billedCost, effectiveCost }) => `${humanMoney(billedCost)} billed, ${humanMoney(effectiveCost)} effective`,
    );
    yield labelled(
      [
        ['Rows', `${count(report.rows)}, kept as ${counted(report.charges, 'daily charge')}`],
        ['Cost', costs.length === 0 ? 'none' : costs.join('\n')],
        ...report.sources.map((source) => ['Source', sourceText(source)] as const),
        ...notes(report).map((note) => ['Note', style.warn(clean(note))] as const),
      ],
      paper,
    );
    yield nextSteps([['ballast cost report --group-by service', 'where the money goes']], paper);
  },
};

/** Behind a word that says what was done; what was done to what, on a line of its own: paths are long. */
const INDENT = ' '.repeat(11);

const fileText = (file: ImportedFile, { style }: Paper): string => {
  const what = [file.schema, file.format, counted(file.rows, 'row'), months(file.billingMonths)].join(', ');
  const replaced = file.status === 'replaced' ? ', replaced' : '';
  return `${style.good('imported')}   ${clean(file.path)}\n${INDENT}${style.dim(what + replaced)}\n`;
};

const unchangedText = ({ manifest, billingMonth, files }: ImportedDelivery, { style }: Paper): string => {
  const what = `${months([billingMonth])}, ${counted(files.length, 'file')} not read again`;
  return `${style.dim('unchanged')}  ${clean(manifest)}\n${INDENT}${style.dim(what)}\n`;
};

/** More than three as a range, which may have gaps. */
function months(of: readonly string[]): string {
  const short = of.map((month) => month.slice(0, 7));
  if (short.length === 0) return 'no month';
  return short.length <= 3 ? short.join(', ') : `${short.length} months from ${short[0]} to ${short.at(-1)}`;
}

const sourceText = ({ source, billingMonths }: ImportedSource): string =>
  `${clean(source.name)}: ${months(billingMonths)}`;

function notes({ files, supersededFiles }: ImportReport): readonly string[] {
  const missing = new Set(files.flatMap(({ missingColumns }) => missingColumns));
  const unknown = new Set(files.flatMap(({ unknownColumns }) => unknownColumns));
  return [
    ...(missing.size > 0 ? [`columns that such files have and these do not: ${[...missing].join(', ')}`] : []),
    ...(unknown.size > 0
      ? [`columns that are not of this kind of file were left out: ${[...unknown].join(', ')}`]
      : []),
    ...(supersededFiles > 0 ? [`${counted(supersededFiles, 'file')} of older deliveries left alone`] : []),
  ];
}
