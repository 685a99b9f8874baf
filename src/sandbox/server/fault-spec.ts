import { faultKinds, type Fault, type FaultKind } from './faults.ts';

const textFields = ['id', 'service', 'operation', 'action', 'account', 'region', 'role', 'code'] as const;
const numberFields = ['status', 'retryAfterSeconds', 'probability', 'times', 'after'] as const;

/** Names under which a service is known elsewhere, and its id. */
const serviceAliases: Readonly<Record<string, string>> = {
  'cost-explorer': 'ce',
  'api.pricing': 'pricing',
};

/** A fault from a JSON document; throws a RangeError that names the field that is wrong. */
export function readFault(input: unknown): Fault {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new RangeError('a fault is an object with at least a kind');
  }
  const fields = input as Readonly<Record<string, unknown>>;
  const fault: Record<string, unknown> = { kind: readKind(fields.kind) };
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'kind' || value === undefined) continue;
    if (isOneOf(textFields, name)) fault[name] = readText(name, value);
    else if (isOneOf(numberFields, name)) fault[name] = readNumber(name, value);
    else throw new RangeError(`unknown fault field ${JSON.stringify(name)}`);
  }
  return fault as unknown as Fault;
}

/** A fault as the command line says it: `service=ec2,account=…,region=…,kind=deny`. */
export function parseFaultSpec(spec: string): Fault {
  const fields: Record<string, string> = {};
  for (const part of spec.split(',')) {
    const [name = '', ...rest] = part.split('=');
    if (name.trim() === '' || rest.length === 0) throw new RangeError(`${JSON.stringify(part)} is not name=value`);
    fields[name.trim()] = rest.join('=').trim();
  }
  return readFault(fields);
}

function readKind(value: unknown): FaultKind {
  const kind = faultKinds.find((known) => known === value);
  if (kind === undefined) {
    throw new RangeError(`fault kind ${JSON.stringify(value)} is not one of ${faultKinds.join(', ')}`);
  }
  return kind;
}

function readText(name: string, value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '') throw new RangeError(`fault field ${name} must be text`);
  return name === 'service' ? (serviceAliases[text.toLowerCase()] ?? text.toLowerCase()) : text;
}

function readNumber(name: string, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) {
    throw new RangeError(`fault field ${name} must be a number that is not negative, not ${JSON.stringify(value)}`);
  }
  if (name === 'probability' && number > 1) throw new RangeError('fault field probability is between 0 and 1');
  if (name === 'status' && (!Number.isInteger(number) || number < 400 || number > 599)) {
    throw new RangeError('fault field status is an HTTP status from 400 to 599');
  }
  return number;
}

function isOneOf<const T extends string>(names: readonly T[], name: string): name is T {
  return (names as readonly string[]).includes(name);
}
