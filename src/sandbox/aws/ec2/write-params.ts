import { EstateError } from '../../estate/estate-error.ts';
import type { Call, QueryOperation } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';

/** A write operation; refusals of the estate become errors of the API. */
export function writeOperation(operation: QueryOperation): QueryOperation {
  return (call: Call, params: QueryParams) => {
    try {
      return operation(call, params);
    } catch (error) {
      if (error instanceof EstateError) throw new AwsError(error.code, error.message);
      throw error;
    }
  };
}

/** What EC2 answers where there is nothing to tell. */
export const done = '<return>true</return>';

export function requiredParam(params: QueryParams, name: string): string {
  const value = params.get(name);
  if (value === undefined || value === '') {
    throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  }
  return value;
}

export function requiredList(params: QueryParams, name: string): readonly string[] {
  const values = params.list(name);
  if (values.length === 0) throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  return values;
}

/** `{ [as]: number }` for an integer that is given, `{}` for one that is not. */
export function integerParam<K extends string>(
  params: QueryParams,
  name: string,
  as: K,
): { readonly [key in K]?: number } {
  const text = params.get(name);
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isInteger(value))
    throw new AwsError('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid.`);
  return { [as]: value } as { readonly [key in K]?: number };
}

/** `{ [as]: text }` for a parameter that is given, `{}` for one that is not. */
export function textParam<K extends string>(
  params: QueryParams,
  name: string,
  as: K,
): { readonly [key in K]?: string } {
  const text = params.get(name);
  return text === undefined ? {} : ({ [as]: text } as { readonly [key in K]?: string });
}

/** The tags of `TagSpecification` for the one resource type that an operation makes. */
export function tagSpecification(params: QueryParams, resourceType: string): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const specification of params.structures('TagSpecification')) {
    const type = specification.get('ResourceType') ?? '';
    if (type !== resourceType) {
      throw new AwsError(
        'InvalidParameterValue',
        `'${type}' is not a valid taggable resource type for this operation.`,
      );
    }
    Object.assign(tags, readTags(specification));
  }
  return tags;
}

/** `Tag.N.Key` and `Tag.N.Value`; a value left out is the empty one. */
export function readTags(params: QueryParams): Readonly<Record<string, string>> {
  return Object.fromEntries(params.structures('Tag').map((tag) => [requiredParam(tag, 'Key'), tag.get('Value') ?? '']));
}
