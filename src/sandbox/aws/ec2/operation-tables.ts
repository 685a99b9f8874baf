import type { Call, QueryOperation } from '../call.ts';
import { queryOperations } from '../operation.ts';
import type { Operation } from '../service-module.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { writeOperation } from './write-params.ts';

/** EC2 operations that read. */
export function ec2Reads(table: Readonly<Record<string, QueryOperation>>): Readonly<Record<string, Operation>> {
  return queryOperations(mapValues(table, withDryRun));
}

/** EC2 operations that change the estate: what is wrong is told in EC2's error codes. */
export function ec2Writes(table: Readonly<Record<string, QueryOperation>>): Readonly<Record<string, Operation>> {
  return queryOperations(mapValues(table, (operation) => withDryRun(writeOperation(operation))));
}

/** Every EC2 operation takes `DryRun`: it checks the permissions (here all are given) and does nothing. */
function withDryRun(operation: QueryOperation): QueryOperation {
  return (call: Call, params: QueryParams) => {
    if (params.get('DryRun') === 'true') {
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
    }
    return operation(call, params);
  };
}

function mapValues<T>(table: Readonly<Record<string, T>>, map: (value: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]));
}
