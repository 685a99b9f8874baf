import { z } from 'zod';
import type { Bastion } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

/** Switches that a host of kind Basic does not have. Source: "Azure Bastion configuration settings", SKUs. */
const SWITCHES = [
  'enableFileCopy',
  'enableIpConnect',
  'enableShareableLink',
  'enableTunneling',
  'disableCopyPaste',
  'enableSessionRecording',
  'enablePrivateOnlyBastion',
] as const;

const Host = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.looseObject({
    scaleUnits: z.int().nullish(),
    provisioningState: z.string().nullish(),
  }),
});

/** Bastion hosts of a subscription. Sources: Resource Graph; Network API 2024-01-01, BastionHosts_List. */
export const bastions = defineAzureCollector({
  type: 'azure:network:bastion-host',
  kind: 'bastion',
  armType: 'microsoft.network/bastionhosts',
  permissions: ['Microsoft.Network/bastionHosts/read'],
  creationListed: true,
  row: Host,
  list: { service: 'network', path: '/providers/Microsoft.Network/bastionHosts', apiVersion: '2024-01-01' },
  toResources: (rows, scope) =>
    rows.map((host): Bastion => {
      const { properties, sku } = host;
      return {
        ...armBase(host, scope, {
          type: 'azure:network:bastion-host',
          state: properties.provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'bastion',
        // Hosts from before there were kinds are Basic ones.
        sku: sku?.name ?? 'Basic',
        scaleUnits: properties.scaleUnits ?? 2,
        features: SWITCHES.filter((name) => properties[name] === true),
      };
    }),
});
