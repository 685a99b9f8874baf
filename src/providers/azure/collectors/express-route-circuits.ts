import { z } from 'zod';
import type { DedicatedLine } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Circuit = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.object({
    serviceProviderProvisioningState: z.string().nullish(),
    circuitProvisioningState: z.string().nullish(),
    serviceProviderProperties: z.object({ bandwidthInMbps: z.number().nullish() }).nullish(),
    // Of a circuit on a port of one's own.
    bandwidthInGbps: z.number().nullish(),
  }),
});

/** ExpressRoute circuits of a subscription. Sources: Resource Graph; Network API 2024-01-01, ExpressRouteCircuits_ListAll. */
export const expressRouteCircuits = defineAzureCollector({
  type: 'azure:network:express-route-circuit',
  kind: 'dedicated-line',
  armType: 'microsoft.network/expressroutecircuits',
  permissions: ['Microsoft.Network/expressRouteCircuits/read'],
  creationListed: true,
  row: Circuit,
  list: { service: 'network', path: '/providers/Microsoft.Network/expressRouteCircuits', apiVersion: '2024-01-01' },
  toResources: (rows, scope) =>
    rows.map((circuit): DedicatedLine => {
      const {
        serviceProviderProvisioningState: state,
        serviceProviderProperties,
        bandwidthInGbps,
      } = circuit.properties;
      return {
        ...armBase(circuit, scope, {
          type: 'azure:network:express-route-circuit',
          state: state ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'dedicated-line',
        sku: circuit.sku?.name ?? 'unknown',
        bandwidthMbps: serviceProviderProperties?.bandwidthInMbps ?? (bandwidthInGbps ?? 0) * 1000,
        // `NotProvisioned`, `Provisioning`, `Provisioned`, `Deprovisioning`: what is not told counts as set up.
        provisioned: state !== 'NotProvisioned',
      };
    }),
});
