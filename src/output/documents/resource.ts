import type { z } from 'zod';

import type { Fact } from '../../domain/fact.ts';
import type { Resource, StoredResource } from '../../domain/resources.ts';
import type { resource as resourceSchema } from './resource.schema.ts';

export type ResourceDocument = z.infer<typeof resourceSchema>;
type AttributeValue = ResourceDocument['attributes'][string];

export function resourceDocument(of: StoredResource): ResourceDocument {
  const { resource } = of;
  const unread: Record<string, string> = {};
  const read = <T>(field: string, value: Fact<T>): T | null => {
    if (value.known) return value.value;
    unread[field] = value.reason;
    return null;
  };
  return {
    provider: resource.scope.provider,
    accountId: resource.scope.accountId,
    region: resource.scope.regionId,
    zone: resource.zoneId ?? null,
    type: resource.type,
    kind: resource.kind,
    resourceId: resource.resourceId,
    name: resource.name ?? null,
    state: resource.state,
    createdAt: read('createdAt', resource.createdAt),
    tags: read('tags', resource.tags),
    attributes: attributes(resource, read),
    unread,
    firstSeen: of.firstSeen,
    lastSeen: of.lastSeen,
    goneSince: of.goneSince ?? null,
    idleSince: of.idleSince ?? null,
  };
}

function attributes(
  of: Resource,
  read: <T>(field: string, value: Fact<T>) => T | null,
): Record<string, AttributeValue> {
  switch (of.kind) {
    case 'instance':
      return {
        sizeName: of.sizeName,
        powerState: of.powerState,
        startedAt: read('startedAt', of.startedAt),
        // A running machine has no such moment: that is nothing that was missed.
        stoppedSince: of.powerState === 'running' ? null : read('stoppedSince', of.stoppedSince),
        architecture: read('architecture', of.architecture),
        operatingSystem: read('operatingSystem', of.operatingSystem),
        pricingModel: of.pricingModel,
        imageId: of.imageId ?? null,
      };
    case 'block-volume':
      return {
        sizeGiB: of.sizeGiB,
        tier: of.tier,
        iops: of.iops ?? null,
        throughputMiBps: of.throughputMiBps ?? null,
        attachedTo: listOf(read('attachedTo', of.attachedTo)),
      };
    case 'volume-snapshot':
      return {
        sourceVolumeId: of.sourceVolumeId ?? null,
        sourceSizeGiB: of.sourceSizeGiB,
        tier: of.tier,
      };
    case 'public-address':
      return { address: of.address, attachedTo: listOf(read('attachedTo', of.attachedTo)) };
  }
}

const listOf = (ids: readonly string[] | null): string[] | null => (ids === null ? null : [...ids]);
