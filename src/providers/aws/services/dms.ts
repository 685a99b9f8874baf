import {
  DatabaseMigrationServiceClient,
  DescribeReplicationInstancesCommand,
  DescribeReplicationTasksCommand,
} from '@aws-sdk/client-database-migration-service';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new DatabaseMigrationServiceClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeReplicationInstances: DescribeReplicationInstancesCommand,
  DescribeReplicationTasks: DescribeReplicationTasksCommand,
};
