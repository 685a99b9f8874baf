import { HEAD_BYTES } from './detect-format.ts';

/**
 * Names in the first lines of a file of JSON lines, `cost` and `service.description`, in the order of their first
 * occurrence. Undefined when the first line is no JSON object.
 */
export function jsonNames(head: Buffer): readonly string[] | undefined {
  const texts = head.toString('utf8').split('\n');
  // What was read may end within a line.
  if (head.length >= HEAD_BYTES) texts.pop();
  const names = new Set<string>();
  for (const text of texts) {
    if (text.trim() === '') continue;
    const record = parsed(text);
    if (record === undefined) break; // a damaged line further down is told with its number when the rows are read
    for (const [column, value] of Object.entries(record)) {
      if (isRecord(value)) for (const field of Object.keys(value)) names.add(`${column}.${field}`);
      else names.add(column);
    }
  }
  return names.size === 0 ? undefined : [...names];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
