import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxLogGroup } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';

const invalid = (message: string) => new AwsError('InvalidParameterException', message);

/** DescribeLogGroups: 50 a page, by name, by prefix or pattern and by class. */
function describeLogGroups(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const prefix = input.optionalText('logGroupNamePrefix');
  const pattern = input.optionalText('logGroupNamePattern');
  if (prefix !== undefined && pattern !== undefined) {
    throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  const wanted = input.optionalText('logGroupClass');
  const groups = call.world.index.of(familyState(call.world.estate, storageFamily).logGroups);
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([prefix, pattern, wanted]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('limit', { min: 1, max: 50 }) ?? 50,
    items: (after) => groups.resources(call.accountId, call.region, after),
    keep: ({ name, logClass }) =>
      name.startsWith(prefix ?? '') &&
      name.toLowerCase().includes((pattern ?? '').toLowerCase()) &&
      (wanted === undefined || wanted === logClass),
    positionOf: ({ arn }) => arn,
    badToken: () => invalid('The specified nextToken is invalid.'),
  });
  return { logGroups: items.map(described), nextToken };
}

/** Times are epoch milliseconds in this API, as whole numbers. */
const described = (group: SandboxLogGroup): object => ({
  logGroupName: group.name,
  creationTime: group.createdAt,
  retentionInDays: group.retentionDays,
  metricFilterCount: 0,
  arn: `${group.arn}:*`,
  storedBytes: group.storedBytes,
  logGroupClass: group.logClass,
  logGroupArn: group.arn,
});

/** Amazon CloudWatch Logs, version 2014-03-28: the listing of its groups. */
export const logsModule: ServiceModule = {
  id: 'logs',
  profile: jsonProfile({
    signingName: 'logs',
    targetPrefix: 'Logs_20140328',
    jsonVersion: '1.1',
    internal: { code: 'ServiceUnavailableException', status: 500, message: 'The service cannot complete the request.' },
  }),
  operations: documentOperations({ DescribeLogGroups: describeLogGroups }),
};
