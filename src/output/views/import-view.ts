import type { ImportedFile, ImportReport } from '../../domain/reports.ts';
import { importDocument } from '../documents/store.ts';
import { clean } from '../text/clean.ts';
import { days } from '../text/moments.ts';
import { count, counted, humanMoney } from '../text/numbers.ts';
import type { Paper, View } from '../view.ts';
import { labelled, nextSteps, paragraph } from './blocks.ts';

export const importView: View<ImportReport> = {
  document: importDocument,
  *text(report, paper) {
    const texts = [
      ...report.files.map((file) => fileText(file, paper)),
      ...report.failed.map(
        ({ path, code, message }) =>
          `${paper.style.bad('not imported')}  ${clean(path)}\n${paragraph(clean(`${code}: ${message}`), paper)}`,
      ),
    ];
    yield texts.join('\n');
    yield nextSteps([['ballast cost report --group-by service', 'where the money goes']], paper);
  },
};

function fileText(file: ImportedFile, paper: Paper): string {
  const { style } = paper;
  const costs = file.costs.map(
    ({ billedCost, effectiveCost }) => `${humanMoney(billedCost)} billed, ${humanMoney(effectiveCost)} effective`,
  );
  return (
    `${style.good('imported')}  ${clean(file.path)}\n` +
    labelled(
      [
        ['Format', `${file.schema}, ${file.format}`],
        ['Rows', `${count(file.rows)}, kept as ${counted(file.charges, 'daily charge')}`],
        ['Days', days(file.range)],
        ['Cost', costs.length === 0 ? 'none' : costs.join('\n')],
        ['Source', clean(file.source.name)],
        ...file.notes.map((note) => ['Note', style.warn(clean(note))] as const),
      ],
      paper,
    )
  );
}
