import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { AuditTrail, Tags, TrailCopy, TrailSelection } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn, parseAnswer } from '../read-aside.ts';

const Trail = z.object({
  TrailARN: z.string().min(1),
  Name: z.string().min(1),
  HomeRegion: z.string().min(1),
  IsMultiRegionTrail: z.boolean().default(false),
  IsOrganizationTrail: z.boolean().default(false),
  logging: z.custom<Fact<boolean>>(),
  selection: z.custom<Fact<TrailSelection>>(),
  tags: z.custom<Fact<Tags>>(),
});

type Trail = z.infer<typeof Trail>;

/**
 * CloudTrail trails of one account whose home is the region. The listing also shows the trails of other regions and of the
 * organisation that record here: they count as copies of the same events. Source: AWS CloudTrail API, DescribeTrails.
 */
export const auditTrails = defineCollector({
  type: 'aws:cloudtrail:trail',
  kind: 'audit-trail',
  reach: 'regional',
  permissions: [
    'cloudtrail:DescribeTrails',
    'cloudtrail:GetEventSelectors',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:ListTags',
  ],
  operation: 'cloudtrail:DescribeTrails',
  page: z.object({ trailList: z.array(Trail) }),
  rows: ['trailList'],
  rowId: 'TrailARN',
  async *fetch(aws: AwsClient, scope) {
    const answer = await aws.call('cloudtrail', 'DescribeTrails', scope, { includeShadowTrails: true });
    const described = await Promise.all(
      documentsIn(answer, 'trailList').map(async (row) => ({ ...row, ...(await factsOf(aws, scope, row)) })),
    );
    yield { ...(answer as object), ...('trailList' in (answer as object) && { trailList: described }) };
  },
  toResources: ({ trailList }, scope) =>
    trailList
      .filter(({ HomeRegion, TrailARN }) => HomeRegion === scope.regionId && TrailARN.includes(`:${scope.accountId}:`))
      .map((trail): AuditTrail => ({
        kind: 'audit-trail',
        type: 'aws:cloudtrail:trail',
        resourceId: trail.TrailARN,
        scope,
        name: trail.Name,
        state: trail.logging.known ? (trail.logging.value ? 'logging' : 'stopped') : 'unknown',
        createdAt: unread('the API does not tell when a trail was made'),
        tags: trail.tags,
        multiRegion: trail.IsMultiRegionTrail,
        organization: trail.IsOrganizationTrail,
        logging: trail.logging,
        selection: trail.selection,
        otherCopies: otherCopies(trail, trailList),
      })),
});

/** Trails that record management events beside this one; unread as soon as one of them could not be asked. */
function otherCopies(own: Trail, all: readonly Trail[]): Fact<readonly TrailCopy[]> {
  const copies: TrailCopy[] = [];
  for (const trail of all) {
    if (trail.TrailARN === own.TrailARN) continue;
    if (!trail.logging.known) return unread(`${trail.Name}: ${trail.logging.reason}`);
    if (!trail.logging.value) continue;
    if (!trail.selection.known) return unread(`${trail.Name}: ${trail.selection.reason}`);
    if (trail.selection.value.managementEvents === 'none') continue;
    const { TrailARN: trailId, IsOrganizationTrail: organization, IsMultiRegionTrail: multiRegion } = trail;
    copies.push({ trailId, organization, multiRegion });
  }
  return known(copies);
}

async function factsOf(aws: AwsClient, scope: Scope, row: Readonly<Record<string, unknown>>) {
  const [arn, home] = [String(row['TrailARN']), String(row['HomeRegion'])];
  const [logging, selection, tags] = await Promise.all([
    asked(() => isLogging(aws, scope, arn)),
    asked(() => selectionOf(aws, scope, arn)),
    // Tags are told in the trail's home region only, and of another account's trail not at all.
    home === scope.regionId && arn.includes(`:${scope.accountId}:`)
      ? asked(() => tagsOf(aws, scope, arn))
      : unread('the trail belongs to another region or account'),
  ]);
  return { logging, selection, tags };
}

const Status = z.object({ IsLogging: z.boolean() });

async function isLogging(aws: AwsClient, scope: Scope, Name: string): Promise<boolean> {
  const answer = await aws.call('cloudtrail', 'GetTrailStatus', scope, { Name });
  return parseAnswer(Status, answer, 'cloudtrail:GetTrailStatus').IsLogging;
}

const Selectors = z.object({
  EventSelectors: z
    .array(
      z.object({
        ReadWriteType: z.enum(['All', 'ReadOnly', 'WriteOnly']).default('All'),
        IncludeManagementEvents: z.boolean().default(true),
        DataResources: z.array(z.object({ Values: z.array(z.string()).default([]) })).default([]),
      }),
    )
    .default([]),
  AdvancedEventSelectors: z
    .array(
      z.object({
        FieldSelectors: z.array(
          z.object({
            Field: z.string(),
            Equals: z.array(z.string()).optional(),
            NotEquals: z.array(z.string()).optional(),
          }),
        ),
      }),
    )
    .default([]),
});

async function selectionOf(aws: AwsClient, scope: Scope, TrailName: string): Promise<TrailSelection> {
  const answer = await aws.call('cloudtrail', 'GetEventSelectors', scope, { TrailName });
  const { EventSelectors, AdvancedEventSelectors } = parseAnswer(Selectors, answer, 'cloudtrail:GetEventSelectors');
  const advanced = AdvancedEventSelectors.map(({ FieldSelectors }) => {
    const equals = (field: string) => FieldSelectors.find(({ Field }) => Field === field)?.Equals ?? [];
    const narrowed = FieldSelectors.some(
      ({ Field }) => !['eventCategory', 'resources.type', 'readOnly'].includes(Field),
    );
    return { category: equals('eventCategory')[0], readOnly: equals('readOnly')[0], narrowed };
  });
  const management: readonly TrailSelection['managementEvents'][] = [
    ...EventSelectors.filter(({ IncludeManagementEvents }) => IncludeManagementEvents).map(({ ReadWriteType }) =>
      ReadWriteType === 'All' ? 'all' : ReadWriteType === 'ReadOnly' ? 'read-only' : 'write-only',
    ),
    ...advanced
      .filter(({ category }) => category === 'Management')
      .map(({ readOnly }) => (readOnly === undefined ? 'all' : readOnly === 'true' ? 'read-only' : 'write-only')),
  ];
  const data: readonly TrailSelection['dataEvents'][] = [
    ...EventSelectors.flatMap(({ DataResources }) => DataResources).map(({ Values }) =>
      // `arn:aws:s3` alone stands for every bucket, `arn:aws:lambda` for every function.
      Values.some((value) => /^arn:[\w-]+:\w+$/.test(value)) ? 'all' : 'some',
    ),
    ...advanced.filter(({ category }) => category === 'Data').map(({ narrowed }) => (narrowed ? 'some' : 'all')),
  ];
  return {
    managementEvents: widest(management),
    dataEvents: data.includes('all') ? 'all' : data.length > 0 ? 'some' : 'none',
  };
}

function widest(all: readonly TrailSelection['managementEvents'][]): TrailSelection['managementEvents'] {
  const [first = 'none', ...rest] = all;
  return rest.some((one) => one !== first) ? 'all' : first;
}

const TagAnswer = z.object({
  ResourceTagList: z.array(
    z.object({ TagsList: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]) }),
  ),
});

async function tagsOf(aws: AwsClient, scope: Scope, arn: string): Promise<Tags> {
  const answer = await aws.call('cloudtrail', 'ListTags', scope, { ResourceIdList: [arn] });
  const { ResourceTagList } = parseAnswer(TagAnswer, answer, 'cloudtrail:ListTags');
  return Object.fromEntries(ResourceTagList.flatMap(({ TagsList }) => TagsList).map(({ Key, Value }) => [Key, Value]));
}
