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
    case 'instance-group': {
      const rules = read('scalingRules', of.scalingRules);
      return {
        minSize: of.minSize,
        desiredSize: of.desiredSize,
        maxSize: of.maxSize,
        members: of.members.map(({ instanceId }) => instanceId),
        zones: [...of.zoneIds],
        mixesSpot: of.mixesSpot ? 'yes' : 'no',
        scalingPolicies: rules?.policies ?? null,
        scheduledActions: rules?.schedules ?? null,
      };
    }
    case 'capacity-reservation':
      return {
        sizeName: of.sizeName,
        operatingSystem: read('operatingSystem', of.operatingSystem),
        totalCount: of.totalCount,
        availableCount: of.availableCount,
        ends: of.ends,
      };
    case 'dedicated-host':
      return {
        family: of.family,
        totalVcpus: read('totalVcpus', of.totalVcpus),
        availableVcpus: read('availableVcpus', of.availableVcpus),
        attachedTo: listOf(read('attachedTo', of.attachedTo)),
      };
    case 'database':
      return {
        engine: of.engine,
        engineVersion: of.engineVersion,
        licence: of.licence,
        sizeName: of.sizeName,
        powerState: of.powerState,
        redundancy: of.redundancy,
        storageTier: of.storage?.tier ?? null,
        storageGiB: of.storage?.sizeGiB ?? null,
        storageIops: of.storage?.iops ?? null,
        storageThroughputMiBps: of.storage?.throughputMiBps ?? null,
        restartsAt: of.restartsAt ?? null,
        automaticRestarts: read('automaticRestarts', of.automaticRestarts),
        standardSupportEndsAt: read('support', of.support)?.standardEndsAt ?? null,
        paysForExtendedSupport: wordOf(read('paysForExtendedSupport', of.paysForExtendedSupport)),
      };
    case 'database-cluster':
      return {
        engine: of.engine,
        engineVersion: of.engineVersion,
        powerState: of.powerState,
        members: of.members.map(({ resourceId }) => resourceId),
        ioBilling: of.ioBilling,
        minCapacityUnits: of.capacity?.min ?? null,
        maxCapacityUnits: of.capacity?.max ?? null,
        global: wordOf(of.global),
      };
    case 'database-snapshot':
      return {
        engine: of.engine,
        of: of.of,
        sourceSizeGiB: of.sourceSizeGiB,
        copiedFromRegion: of.copiedFromRegionId ?? null,
        sharedWith: listOf(read('sharedWith', of.sharedWith)),
        beingExported: wordOf(read('beingExported', of.beingExported)),
      };
    default:
      return ownFields(of, read);
  }
}

/** What every kind has: shown apart, or of no use to a reader. */
const COMMON = new Set([
  'kind',
  'type',
  'resourceId',
  'scope',
  'zoneId',
  'name',
  'state',
  'createdAt',
  'tags',
  'billingIds',
]);

/** The kind's own fields as they are; of a fact, its value, or null with the reason among the unread. */
function ownFields(of: Resource, read: <T>(field: string, value: Fact<T>) => T | null): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(of)
      .filter(([field, value]) => !COMMON.has(field) && value !== undefined)
      .map(([field, value]: [string, unknown]) => [
        field,
        (isFact(value) ? read(field, value) : value) as AttributeValue,
      ]),
  );
}

const isFact = (value: unknown): value is Fact<unknown> =>
  typeof value === 'object' && value !== null && 'known' in value && typeof value.known === 'boolean';

const listOf = (ids: readonly string[] | null): string[] | null => (ids === null ? null : [...ids]);
const wordOf = (flag: boolean | null): string | null => (flag === null ? null : flag ? 'yes' : 'no');
