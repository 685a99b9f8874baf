import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new DynamoDBClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeTable: DescribeTableCommand,
  ListTables: ListTablesCommand,
};
