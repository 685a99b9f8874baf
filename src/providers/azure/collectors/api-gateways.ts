import { z } from 'zod';
import type { ApiGateway } from '../../../domain/resources.ts';
import { armBase, armFields, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Service = z.object({
  ...armFields,
  sku: z.object({ name: z.string().min(1), capacity: z.int().nonnegative() }),
  properties: z.object({
    createdAtUtc: z.string().nullish(),
    provisioningState: z.string().nullish(),
    additionalLocations: z.array(z.unknown()).nullish(),
    // `None`, `External` or `Internal`; left out by old services that have none.
    virtualNetworkType: z.string().nullish(),
  }),
});

/** API Management services of a subscription. Sources: Resource Graph; API Management API 2022-08-01, ApiManagementService_List. */
export const apiGateways = defineAzureCollector({
  type: 'azure:apimanagement:service',
  kind: 'api-gateway',
  armType: 'microsoft.apimanagement/service',
  permissions: ['Microsoft.ApiManagement/service/read'],
  row: Service,
  list: { service: 'apimanagement', path: '/providers/Microsoft.ApiManagement/service', apiVersion: '2022-08-01' },
  toResources: (rows, scope) =>
    rows.map((service): ApiGateway => {
      const { sku, zones, properties } = service;
      const { createdAtUtc, provisioningState, additionalLocations, virtualNetworkType } = properties;
      return {
        ...armBase(service, scope, {
          type: 'azure:apimanagement:service',
          state: provisioningState ?? 'unknown',
          createdAt: timeOf(createdAtUtc, 'createdAtUtc'),
        }),
        kind: 'api-gateway',
        tier: sku.name,
        units: sku.capacity,
        furtherRegions: additionalLocations?.length ?? 0,
        zoneCount: zones?.length ?? 0,
        inNetwork: (virtualNetworkType ?? 'None') !== 'None',
      };
    }),
});
