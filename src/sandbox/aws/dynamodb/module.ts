import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { describeTable, listTables } from './tables.ts';

/** Amazon DynamoDB, version 2012-08-10: what describes tables, never what they hold. */
export const dynamoDbModule: ServiceModule = {
  id: 'dynamodb',
  profile: jsonProfile({
    signingName: 'dynamodb',
    targetPrefix: 'DynamoDB_20120810',
    jsonVersion: '1.0',
    internal: { code: 'InternalServerError', status: 500, message: 'Internal server error' },
  }),
  operations: documentOperations({ DescribeTable: describeTable, ListTables: listTables }),
};
