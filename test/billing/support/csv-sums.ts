/** CSV read in the plainest way, to check what the reader under test makes of it. No code of the product is used. */

export type CsvRecord = Readonly<Record<string, string>>;

/** Records of RFC 4180 text by the names of the header. */
export function csvRecords(text: string): readonly CsvRecord[] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at] ?? '';
    if (isQuoted && sign === '"' && source[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === ',' || sign === '\n')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  if (cell !== '') rows.at(-1)?.push(cell);
  const [header = [], ...records] = rows.filter((row) => row.length > 0);
  return records.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

const PLACES = 40;

/** A decimal number with or without an exponent, in units of 1e-40. */
function scaled(text: string): bigint {
  const match = /^(-?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text.trim());
  if (match === null || `${match[2]}${match[3]}` === '') throw new Error(`${text} is no number`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const places = PLACES - fraction.length + Number(exponent);
  const value = BigInt(whole + fraction) * 10n ** BigInt(places);
  return sign === '-' ? -value : value;
}

/**
 * The exact sum of a column, as plain decimal text without zeros at its end. Rows that `only` refuses do not count.
 */
export function columnSum(
  of: string | readonly CsvRecord[],
  column: string,
  only: (record: CsvRecord) => boolean = () => true,
): string {
  const total = (typeof of === 'string' ? csvRecords(of) : of)
    .filter(only)
    .reduce((sum, record) => sum + scaled(record[column] ?? ''), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}
