import type { Bastion, Firewall } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

/** Source: "Supported metrics for Microsoft.Network/bastionHosts". */
export const bastionMetrics = defineMetrics('azure:network:bastion-host', 'bastion', 'Microsoft.Network/bastionHosts', [
  {
    metric: 'active-connections-maximum',
    // The grains that there are: five and fifteen minutes. A sum over its machines is above zero while one has a session.
    periodSeconds: 300,
    lookbackDays: 30,
    series: [{ metric: 'sessions', aggregation: 'total' }],
    // The kind that is shared with others measures nothing.
    wants: ({ sku }: Bastion) => sku !== 'Developer',
  },
]);

/** Source: "Supported metrics for Microsoft.Network/azureFirewalls". */
export const firewallMetrics = defineMetrics('azure:network:firewall', 'firewall', 'Microsoft.Network/azureFirewalls', [
  {
    metric: 'processed-bytes',
    periodSeconds: 86_400,
    lookbackDays: 30,
    absentMeansZero: true,
    daySums: true,
    series: [{ metric: 'DataProcessed', aggregation: 'total' }],
    wants: ({ allocated }: Firewall) => allocated,
  },
]);
