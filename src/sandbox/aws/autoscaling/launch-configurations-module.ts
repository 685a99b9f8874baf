import { familyState } from '../../estate/family.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import type { LaunchConfiguration } from '../../estate/images/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { queryDocumentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { autoscalingProfile } from './profile.ts';

/** The part of EC2 Auto Scaling that tells of launch configurations. */
export const launchConfigurationsModule: ServiceModule = {
  id: 'autoscaling',
  profile: autoscalingProfile,
  operations: queryDocumentOperations(
    { DescribeLaunchConfigurations: describeLaunchConfigurations },
    { numbers: new Set(['MaxRecords']) },
  ),
};

/** DescribeLaunchConfigurations: 50 a page unless more are asked for; names that are not there are left out. */
function describeLaunchConfigurations(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, (message) => new AwsError('ValidationError', message));
  const index = call.world.index.of(familyState(call.world.estate, imagesFamily).launchConfigurations);
  const names = input.texts('LaunchConfigurationNames');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(names),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxRecords', { min: 1, max: 100 }) ?? 50,
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: ({ name }) => names.length === 0 || names.includes(name),
    positionOf: ({ arn }) => arn,
    badToken: () => new AwsError('InvalidNextToken', 'The NextToken value is not valid.'),
  });
  return { LaunchConfigurations: items.map(entryOf), NextToken: nextToken };
}

const entryOf = (configuration: LaunchConfiguration): object => ({
  LaunchConfigurationName: configuration.name,
  LaunchConfigurationARN: configuration.arn,
  ImageId: configuration.imageId,
  KeyName: '',
  SecurityGroups: [],
  ClassicLinkVPCSecurityGroups: [],
  UserData: '',
  InstanceType: configuration.instanceType,
  KernelId: '',
  RamdiskId: '',
  BlockDeviceMappings: [],
  InstanceMonitoring: { Enabled: true },
  CreatedTime: new Timestamp(configuration.createdAt),
  EbsOptimized: false,
});
