import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxRecorder } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

const invalid = (message: string) => new AwsError('ValidationException', message);

function recordersOf(call: Call, fields: Fields): readonly SandboxRecorder[] {
  const names = new DocumentInput(fields, invalid).texts('ConfigurationRecorderNames');
  const index = call.world.index.of(familyState(call.world.estate, storageFamily).recorders);
  const all = [...index.resources(call.accountId, call.region)];
  const missing = names.find((name) => all.every((one) => one.name !== name));
  if (missing !== undefined) {
    const message = `Cannot find configuration recorder with the specified name '${missing}'.`;
    throw new AwsError('NoSuchConfigurationRecorderException', message);
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

function describeConfigurationRecorders(call: Call, fields: Fields): object {
  return {
    ConfigurationRecorders: recordersOf(call, fields).map((recorder) => ({
      arn: recorder.arn,
      name: recorder.name,
      roleARN: `arn:aws:iam::${recorder.accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
      recordingGroup: {
        allSupported: true,
        includeGlobalResourceTypes: false,
        resourceTypes: [],
        exclusionByResourceTypes: { resourceTypes: [] },
        recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' },
      },
      recordingMode: { recordingFrequency: recorder.frequency, recordingModeOverrides: [] },
      recordingScope: 'PAID',
    })),
  };
}

function describeConfigurationRecorderStatus(call: Call, fields: Fields): object {
  return {
    ConfigurationRecordersStatus: recordersOf(call, fields).map(({ arn, name, recording }) => ({
      arn,
      name,
      lastStartTime: new Timestamp(call.world.estate.generatedAt - 400 * 86_400_000),
      recording,
      lastStatus: 'Success',
      lastStatusChangeTime: new Timestamp(call.world.estate.generatedAt - 3_600_000),
    })),
  };
}

/** AWS Config, version 2014-11-12: its recorders. */
export const configModule: ServiceModule = {
  id: 'config',
  profile: jsonProfile({ signingName: 'config', targetPrefix: 'StarlingDoveService', jsonVersion: '1.1' }),
  operations: documentOperations({
    DescribeConfigurationRecorders: describeConfigurationRecorders,
    DescribeConfigurationRecorderStatus: describeConfigurationRecorderStatus,
  }),
};
