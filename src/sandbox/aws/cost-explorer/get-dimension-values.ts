import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { readToken, writeToken } from '../paging.ts';
import { readersOf, visitCells } from './cost-cells.ts';
import { costExplorerErrors } from './errors.ts';
import { readExpression } from './expression.ts';
import { readTimePeriod } from './time-period.ts';

const largestPage = 1000;

/** GetDimensionValues: the values that a dimension has in the bill of a period. */
export function getDimensionValues(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const period = readTimePeriod(input, call.now);
  const readers = readersOf(call);
  const dimension = input.text('Dimension');
  const read = readers.get(dimension);
  if (!read) throw costExplorerErrors.validation(`Dimension ${dimension} is not supported for this operation.`);
  const context = input.optionalText('Context') ?? 'COST_AND_USAGE';
  if (context !== 'COST_AND_USAGE') throw costExplorerErrors.unavailable(`There is no ${context} data.`);
  const search = input.optionalText('SearchString')?.toLowerCase() ?? '';
  const matches = readExpression(input.child('Filter'), readers);
  const found = new Set<string>();
  visitCells(call, period, (cell) => {
    if (matches(cell)) found.add(read(cell));
  });
  const values = [...found].filter((value) => value.toLowerCase().includes(search)).sort();
  const limit = input.optionalInteger('MaxResults', { min: 1, max: largestPage }) ?? largestPage;
  const { NextPageToken: _, ...asked } = fields;
  const listing = JSON.stringify([call.accountId, asked]);
  const token = input.optionalText('NextPageToken');
  const position = token === undefined ? '0' : readToken(listing, token);
  if (position === undefined) throw costExplorerErrors.invalidToken();
  const start = Number(position);
  const end = Math.min(values.length, start + limit);
  const page = values.slice(start, end);
  return {
    DimensionValues: page.map((Value) => ({ Value, Attributes: attributesOf(call, dimension, Value) })),
    ReturnSize: page.length,
    TotalSize: values.length,
    ...(end < values.length ? { NextPageToken: writeToken(listing, String(end)) } : {}),
  };
}

function attributesOf(call: Call, dimension: string, value: string): Readonly<Record<string, string>> {
  if (dimension !== 'LINKED_ACCOUNT') return {};
  const account = call.world.estate.accounts.find(({ id }) => id === value);
  return account ? { description: account.name } : {};
}
