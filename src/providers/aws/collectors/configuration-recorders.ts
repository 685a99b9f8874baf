import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { ConfigurationRecorder } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { partitionOf } from '../partitions.ts';
import { parseAnswer } from '../read-aside.ts';

const Recorder = z.object({
  name: z.string().min(1),
  arn: z.string().optional(),
  recordingGroup: z
    .object({
      allSupported: z.boolean().optional(),
      resourceTypes: z.array(z.string()).default([]),
      exclusionByResourceTypes: z.object({ resourceTypes: z.array(z.string()).default([]) }).optional(),
      recordingStrategy: z.object({ useOnly: z.string().optional() }).optional(),
    })
    .optional(),
  recordingMode: z
    .object({
      recordingFrequency: z.enum(['CONTINUOUS', 'DAILY']),
      recordingModeOverrides: z
        .array(z.object({ resourceTypes: z.array(z.string()), recordingFrequency: z.enum(['CONTINUOUS', 'DAILY']) }))
        .default([]),
    })
    .optional(),
});

const Statuses = z.object({
  ConfigurationRecordersStatus: z.array(z.object({ name: z.string(), recording: z.boolean() })),
});

/** AWS Config recorders of one account and region: one at most, and those of AWS services. Source: AWS Config API. */
export const configurationRecorders = defineCollector({
  type: 'aws:config:recorder',
  kind: 'configuration-recorder',
  reach: 'regional',
  permissions: ['config:DescribeConfigurationRecorders', 'config:DescribeConfigurationRecorderStatus'],
  operation: 'config:DescribeConfigurationRecorders',
  page: z.object({
    ConfigurationRecorders: z.array(Recorder),
    recording: z.custom<(name: string) => Fact<boolean>>((value) => typeof value === 'function'),
  }),
  rows: ['ConfigurationRecorders'],
  rowId: 'name',
  async *fetch(aws: AwsClient, scope) {
    const answer = await aws.call('config', 'DescribeConfigurationRecorders', scope, {});
    const statuses = await asked(async () => {
      const status = await aws.call('config', 'DescribeConfigurationRecorderStatus', scope, {});
      const parsed = parseAnswer(Statuses, status, 'config:DescribeConfigurationRecorderStatus');
      return new Map(parsed.ConfigurationRecordersStatus.map(({ name, recording }) => [name, recording]));
    });
    const recording = (name: string): Fact<boolean> => {
      if (!statuses.known) return statuses;
      const found = statuses.value.get(name);
      return found === undefined ? unread('its status is not in the answer') : known(found);
    };
    yield { ...(answer as object), recording };
  },
  toResources: ({ ConfigurationRecorders, recording }, scope) =>
    ConfigurationRecorders.map((recorder): ConfigurationRecorder => {
      const { recordingGroup: group, recordingMode: mode } = recorder;
      const { accountId, regionId } = scope;
      const daily = (mode?.recordingModeOverrides ?? [])
        .filter(({ recordingFrequency }) => recordingFrequency === 'DAILY')
        .flatMap(({ resourceTypes }) => resourceTypes);
      const isRecording = recording(recorder.name);
      const listed =
        group?.recordingStrategy?.useOnly === 'INCLUSION_BY_RESOURCE_TYPES' || group?.allSupported === false;
      return {
        kind: 'configuration-recorder',
        type: 'aws:config:recorder',
        resourceId:
          recorder.arn ??
          `arn:${partitionOf(regionId).id}:config:${regionId}:${accountId}:configuration-recorder/${recorder.name}`,
        scope,
        name: recorder.name,
        state: isRecording.known ? (isRecording.value ? 'recording' : 'stopped') : 'unknown',
        createdAt: unread('the API does not tell when a recorder was made'),
        // Recorders have tags since 2024, told by a call of their own; nobody protects one by them.
        tags: known({}),
        recording: isRecording,
        frequency: mode?.recordingFrequency === 'DAILY' ? 'daily' : 'continuous',
        exceptTypes: [...(group?.exclusionByResourceTypes?.resourceTypes ?? []), ...daily],
        ...(listed && group?.exclusionByResourceTypes === undefined && { onlyTypes: group?.resourceTypes ?? [] }),
      };
    }),
});
