import { type CheckInfo } from '../domain/findings.ts';
import { providerIds } from '../domain/ids.ts';
import { catalogue } from './catalogue.ts';
import { kindsOf } from './check-kinds.ts';
import { defaultOf } from './check-params.ts';
import type { Check } from './define-check.ts';
import { idleInstance } from './waste/idle-instance.ts';
import { longStoppedInstance } from './waste/long-stopped-instance.ts';
import { previousGenerationVolumeType } from './waste/previous-generation-volume-type.ts';
import { unassociatedAddress } from './waste/unassociated-address.ts';
import { unattachedVolume } from './waste/unattached-volume.ts';
import { provisionedIopsVolume } from './modernize/provisioned-iops-volume.ts';
import { overprovisionedVolume } from './rightsizing/overprovisioned-volume.ts';
import { archivableSnapshot } from './storage-tiering/archivable-snapshot.ts';
import { idleVolume } from './waste/idle-volume.ts';
import { oldSnapshot } from './waste/old-snapshot.ts';
import { orphanedSnapshot } from './waste/orphaned-snapshot.ts';
import { unusedFastSnapshotRestore } from './waste/unused-fast-snapshot-restore.ts';
import { unusedImage } from './waste/unused-image.ts';
import { volumeOfStoppedInstance } from './waste/volume-of-stopped-instance.ts';
import { missingStorageEndpoint } from './rightsizing/missing-storage-endpoint.ts';
import { idleNatGateway } from './waste/idle-nat-gateway.ts';
import { idlePrivateEndpoint } from './waste/idle-private-endpoint.ts';
import { idleTransitAttachment } from './waste/idle-transit-attachment.ts';
import { idleVpnConnection } from './waste/idle-vpn-connection.ts';
import { unneededPublicAddress } from './waste/unneeded-public-address.ts';
import {
  idleApplicationLoadBalancer,
  idleClassicLoadBalancer,
  idleGatewayLoadBalancer,
  idleNetworkLoadBalancer,
} from './waste/idle-load-balancer.ts';

/** Every check there is: an explicit list, so that one can be found by searching and none depends on import order. */
export const checks: readonly Check[] = [
  unattachedVolume,
  unassociatedAddress,
  longStoppedInstance,
  previousGenerationVolumeType,
  idleInstance,
  // networks
  idleNatGateway,
  missingStorageEndpoint,
  idleApplicationLoadBalancer,
  idleNetworkLoadBalancer,
  idleClassicLoadBalancer,
  idleGatewayLoadBalancer,
  unneededPublicAddress,
  idlePrivateEndpoint,
  idleTransitAttachment,
  idleVpnConnection,
  // block volumes, snapshots and images
  provisionedIopsVolume,
  overprovisionedVolume,
  archivableSnapshot,
  idleVolume,
  oldSnapshot,
  orphanedSnapshot,
  unusedFastSnapshotRestore,
  unusedImage,
  volumeOfStoppedInstance,
];

/** One entry per check and cloud, in order of cloud and id. */
export function checkInfos(): readonly CheckInfo[] {
  return providerIds.flatMap((provider) =>
    checks
      .flatMap((check) => {
        const id = check.ids[provider];
        if (id === undefined) return [];
        const { name, title, kind, description, risk, action, savings, ignores = [], evidence = {} } = check;
        const { service, category = 'waste', priority } = catalogue.get(id) ?? {};
        const params = Object.fromEntries(
          Object.entries(check.params).map(([name, spec]) => [
            name,
            { default: defaultOf(spec, provider), why: spec.why },
          ]),
        );
        return [
          {
            id,
            name,
            provider,
            ...(service !== undefined && { service }),
            category,
            ...(priority !== undefined && { priority }),
            title,
            kind,
            kinds: [...new Set(kindsOf(check))],
            metrics: check.needs.metrics ?? [],
            description,
            ...(savings !== undefined && { savings }),
            ignores,
            evidence,
            risk,
            action,
            params,
          },
        ];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
}
