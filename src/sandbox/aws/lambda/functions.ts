import { familyState } from '../../estate/family.ts';
import { functionsFamily } from '../../estate/functions/family.ts';
import type { LambdaFunction } from '../../estate/functions/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { lambdaErrors } from './errors.ts';

export const functionIndex = (call: Call) =>
  call.world.index.of(familyState(call.world.estate, functionsFamily).functions);

interface Entry {
  readonly of: LambdaFunction;
  readonly version: string;
}

/** ListFunctions: fifty entries a page at most; with `FunctionVersion=ALL` one for each published version, too. */
export function listFunctions(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, lambdaErrors.invalid);
  const all = input.optionalText('FunctionVersion') === 'ALL';
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['functions', all]),
    token: input.optionalText('Marker'),
    limit: Math.min(50, input.optionalInteger('MaxItems', { min: 1, max: 10_000 }) ?? 50),
    items: (after) => entries(call, all, after),
    positionOf: positionOf,
    badToken: lambdaErrors.badToken,
  });
  return { Functions: items.map(configuration), ...(nextToken !== undefined && { NextMarker: nextToken }) };
}

/** The unpublished version of a function comes before the others. */
const positionOf = ({ of, version }: Entry): string => `${of.arn} ${version}`;

function* entries(call: Call, all: boolean, after: string): Generator<Entry> {
  const [arn = ''] = after.split(' ');
  const of = functionIndex(call).find(call.accountId, call.region, arn);
  const rest = of === undefined ? [] : versionsOf(of, all).filter((entry) => positionOf(entry) > after);
  yield* rest;
  for (const next of functionIndex(call).resources(call.accountId, call.region, arn)) yield* versionsOf(next, all);
}

function versionsOf(of: LambdaFunction, all: boolean): readonly Entry[] {
  const latest = { of, version: '$LATEST' };
  return all ? [latest, ...of.versions.map((version) => ({ of, version: String(version) }))] : [latest];
}

function configuration({ of, version }: Entry): object {
  const hash = Buffer.from(of.name.padEnd(32, '.').slice(0, 32)).toString('base64');
  return {
    FunctionName: of.name,
    FunctionArn: version === '$LATEST' ? of.arn : `${of.arn}:${version}`,
    Runtime: of.runtime,
    Role: `arn:aws:iam::${of.accountId}:role/${of.name}`,
    Handler: 'app.handler',
    CodeSize: 4_194_304,
    Description: '',
    Timeout: 30,
    MemorySize: of.memoryMiB,
    LastModified: lambdaTime(of.modifiedAt),
    CodeSha256: hash,
    Version: version,
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: '5b1d7c9e-0a4f-4a61-9d37-6a2f41b7c0d2',
    PackageType: 'Zip',
    Architectures: [of.architecture],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${of.name}` },
  };
}

/** `2026-11-01T10:00:00.000+0000`, as Lambda writes a time. */
export const lambdaTime = (epochMs: number): string => new Date(epochMs).toISOString().replace('Z', '+0000');
