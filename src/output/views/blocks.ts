import type { PaidCallsReport, UnreadNote } from '../../domain/reports.ts';
import type { Column } from '../lists/column.ts';
import { table } from '../table/render-table.ts';
import { count, counted, humanMoney } from '../text/numbers.ts';
import { whyUnread } from '../text/unread.ts';
import { displayWidth, padEnd, wrap } from '../text/width.ts';
import type { Paper } from '../view.ts';

export const heading = (text: string, { style }: Paper): string => `\n${style.heading(text)}\n`;

export type LabelledValue = readonly [label: string, value: string];

/** Labels in one column, values in the next, wrapped beneath themselves. */
export function labelled(pairs: readonly LabelledValue[], { style, screen }: Paper, indent = 2): string {
  const width = pairs.reduce((widest, [label]) => Math.max(widest, displayWidth(label)), 0);
  const margin = ' '.repeat(indent);
  const hanging = ' '.repeat(indent + width + 2);
  const room = screen.columns === null ? null : Math.max(20, screen.columns - hanging.length);
  return pairs
    .map(
      ([label, value]) => `${margin}${style.dim(padEnd(label, width))}  ${wrapped(value, room).join(`\n${hanging}`)}\n`,
    )
    .join('');
}

const wrapped = (value: string, room: number | null): readonly string[] =>
  value.split('\n').flatMap((line) => wrap(line, room));

/** Sentences, each wrapped to the screen. */
export const paragraph = (text: string, { screen }: Paper, indent = 2): string =>
  wrap(text, screen.columns === null ? null : screen.columns - indent)
    .map((line) => `${' '.repeat(indent)}${line}\n`)
    .join('');

/** What was not read always stands in the output: a list with holes must not look complete. */
export async function unreadBlock(notes: readonly UnreadNote[], paper: Paper): Promise<string> {
  if (notes.length === 0) return '';
  const { style, screen } = paper;
  const groups = grouped(notes);
  return (
    `\n${paragraph(style.warn(`Not read: ${counted(notes.length, 'part')} of the estate; what is there is not in this output`), paper, 0)}` +
    (await table(UNREAD_COLUMNS, groups, { screen, style, indent: 2 }))
  );
}

/** What the sync's own calls cost: whoever pays for reading should see it. */
export function paidCallsBlock(calls: readonly PaidCallsReport[], paper: Paper): string {
  if (calls.length === 0) return '';
  const { style } = paper;
  const texts = calls.map(({ service, quantity, unit, cost, capped }) => {
    const left = capped === 0 ? '' : style.warn(` (${count(capped)} more left out: the cap is reached)`);
    return `${service}: ${counted(quantity, unit)}, ${humanMoney(cost)}${left}`;
  });
  return `\n${paragraph(`${style.dim('The calls of this sync cost')} ${texts.join('; ')}`, paper, 0)}`;
}

/** Said once and quietly: it is no hole, and switching it on is the user's decision. */
export function notEnabledBlock(notes: readonly UnreadNote[], paper: Paper): string {
  if (notes.length === 0) return '';
  const byReason = Map.groupBy(notes, ({ subject, message }) => `${subject}: ${message}`);
  const lines = [...byReason].map(([reason, of]) => {
    const accounts = new Set(of.map(({ accountId }) => accountId)).size;
    return `${reason}${accounts > 1 ? ` (${counted(accounts, 'account')})` : ''}`;
  });
  const text = [paper.style.dim('Not switched on in the cloud, so there was nothing to read of it:'), ...lines];
  return `\n${text.map((line, index) => paragraph(line, paper, index === 0 ? 0 : 2)).join('')}`;
}

interface UnreadGroup {
  readonly note: UnreadNote;
  readonly subjects: readonly string[];
}

/** One line for each place and reason, with the first message: a denied account would fill the screen otherwise. */
function grouped(notes: readonly UnreadNote[]): readonly UnreadGroup[] {
  const groups = new Map<string, { note: UnreadNote; subjects: string[] }>();
  for (const note of notes) {
    const key = JSON.stringify([note.provider, note.accountId, note.region, note.code]);
    const group = groups.get(key);
    if (group) group.subjects.push(note.subject);
    else groups.set(key, { note, subjects: [note.subject] });
  }
  return [...groups.values()];
}

const UNREAD_COLUMNS: readonly Column<UnreadGroup>[] = [
  { key: 'accountId', header: 'Account', value: ({ note }) => note.accountId, standard: true, rank: 0 },
  { key: 'region', header: 'Region', value: ({ note }) => note.region, standard: true, rank: 0 },
  {
    key: 'subject',
    header: 'What',
    value: ({ subjects }) =>
      subjects.length <= 2 ? subjects.join(', ') : `${subjects[0]} and ${subjects.length - 1} more`,
    standard: true,
    rank: 1,
    least: 12,
  },
  {
    key: 'message',
    header: 'Why',
    value: ({ note }) => whyUnread(note),
    paint: (_, text, style) => style.warn(text),
    standard: true,
    rank: 0,
    least: 30,
  },
];

/** Commands to go on with. */
export function nextSteps(steps: readonly LabelledValue[], paper: Paper): string {
  if (paper.quiet || steps.length === 0) return '';
  const { style, screen } = paper;
  const width = steps.reduce((widest, [command]) => Math.max(widest, displayWidth(command)), 0);
  const beside = screen.columns === null || screen.columns >= width + 40;
  return (
    heading('Next', paper) +
    steps
      .map(([command, why]) => {
        const shown = style.command(beside ? padEnd(command, width) : command);
        return `  ${shown}${beside ? '  ' : '\n    '}${style.dim(why)}\n`;
      })
      .join('')
  );
}
