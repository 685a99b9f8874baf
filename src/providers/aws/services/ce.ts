import { CostExplorerClient, GetCostAndUsageCommand, GetDimensionValuesCommand } from '@aws-sdk/client-cost-explorer';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CostExplorerClient(settings);

export const commands = { GetCostAndUsage: GetCostAndUsageCommand, GetDimensionValues: GetDimensionValuesCommand };
