import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import type { ProtectionPlan } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, References } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Plan = z.object({
  ...armFields,
  properties: z
    .object({
      // Left out where there are none; of whatever subscription they are.
      virtualNetworks: References.nullish(),
      publicIPAddresses: References.nullish(),
      provisioningState: z.string().nullish(),
    })
    .nullish(),
});

/** DDoS network protection plans. Sources: Resource Graph; Network API 2024-01-01, DdosProtectionPlans_List. */
export const ddosProtectionPlans = defineAzureCollector({
  type: 'azure:network:ddos-protection-plan',
  kind: 'protection-plan',
  armType: 'microsoft.network/ddosprotectionplans',
  permissions: ['Microsoft.Network/ddosProtectionPlans/read'],
  creationListed: true,
  row: Plan,
  list: { service: 'network', path: '/providers/Microsoft.Network/ddosProtectionPlans', apiVersion: '2024-01-01' },
  toResources: (rows, scope) =>
    rows.map((plan): ProtectionPlan => {
      const { virtualNetworks, publicIPAddresses, provisioningState } = plan.properties ?? {};
      return {
        ...armBase(plan, scope, {
          type: 'azure:network:ddos-protection-plan',
          state: provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'protection-plan',
        attachedTo: known([...(virtualNetworks ?? []), ...(publicIPAddresses ?? [])].map(({ id }) => armId(id))),
      };
    }),
});
