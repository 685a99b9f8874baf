import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { TransitAttachment } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { ec2Arn } from '../arns.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Attachment = z.object({
  TransitGatewayAttachmentId: z.string().min(1),
  TransitGatewayId: z.string().min(1),
  // Both always sent; they say whose cost it is.
  TransitGatewayOwnerId: z.string().min(1),
  ResourceOwnerId: z.string().min(1),
  ResourceType: z.string().min(1),
  ResourceId: z.string().optional(),
  State: z.string().min(1),
  CreationTime: z.date().optional(),
  Tags: Ec2Tags,
});

type Attachment = z.infer<typeof Attachment>;

/** EC2 API, TransitGatewayAttachment, ResourceType. A `connect` attachment rides on another one and bills nothing itself. */
const kinds: Readonly<Record<string, TransitAttachment['attachedKind']>> = {
  vpc: 'network',
  vpn: 'vpn',
  peering: 'peering',
  'direct-connect-gateway': 'dedicated-line',
};

/**
 * Transit gateway attachments that this account pays for. EC2 lists one to both its gateway's owner and its VPC's:
 * the VPC's owner pays for a VPC attachment, the gateway's for all others (Transit Gateway pricing), so each is
 * taken once over an organisation. Source: EC2 API, DescribeTransitGatewayAttachments.
 */
export const transitAttachments = defineCollector({
  type: 'aws:ec2:transit-gateway-attachment',
  kind: 'transit-attachment',
  reach: 'regional',
  permissions: ['ec2:DescribeTransitGatewayAttachments'],
  operation: 'ec2:DescribeTransitGatewayAttachments',
  page: z.object({ TransitGatewayAttachments: z.array(Attachment) }),
  rows: ['TransitGatewayAttachments'],
  rowId: 'TransitGatewayAttachmentId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeTransitGatewayAttachments', scope, { MaxResults: 1000 }),
  toResources: ({ TransitGatewayAttachments }, scope) =>
    TransitGatewayAttachments.filter(
      (a) => payerOf(a) === scope.accountId && !/^(deleting|deleted|failed|failing|rejected|rejecting)$/.test(a.State),
    ).map((a): TransitAttachment => ({
      kind: 'transit-attachment',
      type: 'aws:ec2:transit-gateway-attachment',
      resourceId: a.TransitGatewayAttachmentId,
      billingIds: [ec2Arn(scope, 'transit-gateway-attachment', a.TransitGatewayAttachmentId)],
      scope,
      ...nameOf(a.Tags),
      state: a.State,
      createdAt: mapFact(fact(a.CreationTime, 'CreationTime'), instant),
      tags: tagsOf(a.Tags),
      gatewayId: a.TransitGatewayId,
      active: a.State === 'available' || a.State === 'modifying',
      attachedKind: kinds[a.ResourceType] ?? 'other',
      ...(a.ResourceId !== undefined && { attachedId: a.ResourceId }),
      uses: known([
        { relation: 'routes-through', targetId: a.TransitGatewayId },
        ...(a.ResourceId === undefined ? [] : [{ relation: 'attached-to' as const, targetId: a.ResourceId }]),
      ]),
    })),
});

const payerOf = ({ ResourceType, ResourceOwnerId, TransitGatewayOwnerId }: Attachment): string =>
  ResourceType === 'vpc' ? ResourceOwnerId : TransitGatewayOwnerId;
