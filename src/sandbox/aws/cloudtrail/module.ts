import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxTrail } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

const errors = {
  invalid: (message: string) => new AwsError('InvalidParameterCombinationException', message),
  unknown: (name: string) => new AwsError('TrailNotFoundException', `Unknown trail: ${name} for the user`),
} as const;

/** Trails that record in this region: those whose home it is, and, as shadows, those of all regions. */
function trailsOf(call: Call, shadows: boolean): readonly SandboxTrail[] {
  return [...familyState(call.world.estate, storageFamily).trails.values()].filter(
    ({ accountId, region, multiRegion }) =>
      accountId === call.accountId && (region === call.region || (shadows && multiRegion)),
  );
}

function trailOf(call: Call, wanted: string): SandboxTrail {
  // A trail of another region is known by its ARN, a name is of this region.
  const found = trailsOf(call, true).find(
    ({ arn, name, region }) => arn === wanted || (name === wanted && region === call.region),
  );
  if (found === undefined) throw errors.unknown(wanted);
  return found;
}

function describeTrails(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, errors.invalid);
  const names = input.texts('trailNameList');
  const trails = trailsOf(call, input.optionalBoolean('includeShadowTrails') ?? true);
  return {
    trailList: trails
      .filter(({ arn, name }) => names.length === 0 || names.includes(arn) || names.includes(name))
      .map((trail) => ({
        Name: trail.name,
        S3BucketName: trail.bucket,
        IncludeGlobalServiceEvents: trail.multiRegion,
        IsMultiRegionTrail: trail.multiRegion,
        HomeRegion: trail.region,
        TrailARN: trail.arn,
        LogFileValidationEnabled: true,
        HasCustomEventSelectors: trail.dataBuckets.length > 0,
        HasInsightSelectors: false,
        IsOrganizationTrail: false,
      })),
  };
}

function getTrailStatus(call: Call, fields: Fields): object {
  const { logging } = trailOf(call, new DocumentInput(fields, errors.invalid).text('Name'));
  return { IsLogging: logging, ...(logging && { LatestDeliveryTime: new Timestamp(call.now - 300_000) }) };
}

function getEventSelectors(call: Call, fields: Fields): object {
  const trail = trailOf(call, new DocumentInput(fields, errors.invalid).text('TrailName'));
  return {
    TrailARN: trail.arn,
    EventSelectors: [
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: trail.managementEvents,
        DataResources:
          trail.dataBuckets.length === 0 ? [] : [{ Type: 'AWS::S3::Object', Values: [...trail.dataBuckets] }],
        ExcludeManagementEventSources: [],
      },
    ],
  };
}

function listTags(call: Call, fields: Fields): object {
  const arns = new DocumentInput(fields, errors.invalid).texts('ResourceIdList');
  return {
    ResourceTagList: arns.map((arn) => {
      const trail = trailsOf(call, false).find((one) => one.arn === arn);
      if (trail === undefined) throw new AwsError('ResourceNotFoundException', `${arn} is not found`);
      return {
        ResourceId: arn,
        TagsList: Object.entries(trail.tags).map(([Key, Value]) => ({ Key, Value })),
      };
    }),
  };
}

/** AWS CloudTrail, version 2013-11-01: trails, what they record, and whether they do. */
export const cloudTrailModule: ServiceModule = {
  id: 'cloudtrail',
  profile: jsonProfile({
    signingName: 'cloudtrail',
    targetPrefix: 'CloudTrail_20131101',
    jsonVersion: '1.1',
  }),
  operations: documentOperations({
    DescribeTrails: describeTrails,
    GetEventSelectors: getEventSelectors,
    GetTrailStatus: getTrailStatus,
    ListTags: listTags,
  }),
};
