import type { LambdaFunction } from '../../estate/functions/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { lambdaErrors } from './errors.ts';
import { functionIndex, lambdaTime } from './functions.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A function of the caller's by name or ARN. Throws ResourceNotFoundException. */
function functionNamed(call: Call, name: string): LambdaFunction {
  const arn = name.startsWith('arn:') ? name : `arn:aws:lambda:${call.region}:${call.accountId}:function:${name}`;
  const found = functionIndex(call).find(call.accountId, call.region, arn);
  if (found === undefined) throw lambdaErrors.noFunction(arn);
  return found;
}

const limitOf = (input: DocumentInput): number =>
  Math.min(50, input.optionalInteger('MaxItems', { min: 1, max: 10_000 }) ?? 50);

export function listAliases(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, lambdaErrors.invalid);
  const of = functionNamed(call, input.text('FunctionName'));
  const version = input.optionalText('FunctionVersion');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['aliases', of.arn, version]),
    token: input.optionalText('Marker'),
    limit: limitOf(input),
    items: (after) =>
      itemsAfter(
        Object.entries(of.aliases).sort(([a], [b]) => (a < b ? -1 : 1)),
        after,
        ([name]) => name,
      ),
    keep: ([, number]) => version === undefined || version === String(number),
    positionOf: ([name]) => name,
    badToken: lambdaErrors.badToken,
  });
  return {
    Aliases: items.map(([name, number]) => ({
      AliasArn: `${of.arn}:${name}`,
      Name: name,
      FunctionVersion: String(number),
      Description: '',
      RevisionId: '0c7e4a52-8f5b-4f0a-b6d1-3e9a7f2c4d18',
    })),
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}

export function listProvisionedConcurrencyConfigs(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, lambdaErrors.invalid);
  const of = functionNamed(call, input.text('FunctionName'));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['provisioned concurrency', of.arn]),
    token: input.optionalText('Marker'),
    limit: limitOf(input),
    items: (after) => itemsAfter(of.kept === undefined ? [] : [of.kept], after, ({ alias }) => alias),
    positionOf: ({ alias }) => alias,
    badToken: lambdaErrors.badToken,
  });
  return {
    ProvisionedConcurrencyConfigs: items.map(({ alias, environments, changedAt }) => ({
      FunctionArn: `${of.arn}:${alias}`,
      RequestedProvisionedConcurrentExecutions: environments,
      AvailableProvisionedConcurrentExecutions: environments,
      AllocatedProvisionedConcurrentExecutions: environments,
      Status: 'READY',
      LastModified: lambdaTime(changedAt),
    })),
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}
