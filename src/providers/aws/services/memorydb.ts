import { DescribeReservedNodesCommand, MemoryDBClient } from '@aws-sdk/client-memorydb';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new MemoryDBClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeReservedNodes: DescribeReservedNodesCommand,
};
