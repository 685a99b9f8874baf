import { familyState } from '../../estate/family.ts';
import { machineLearningFamily } from '../../estate/machine-learning/family.ts';
import type { ProvisionedModel } from '../../estate/machine-learning/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { restOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';

/** Amazon Bedrock, version 2023-04-20: provisioned throughput. */
export const bedrockModule: ServiceModule = {
  id: 'bedrock',
  profile: restJsonProfile({
    signingName: 'bedrock',
    internal: { code: 'InternalServerException', status: 500, message: 'Internal server error' },
  }),
  operations: restOperations({ ListProvisionedModelThroughputs: listProvisionedModelThroughputs }),
  routes: [
    {
      operation: 'ListProvisionedModelThroughputs',
      method: 'GET',
      path: '/provisioned-model-throughputs',
      query: { maxResults: 'integer' },
    },
  ],
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

function listProvisionedModelThroughputs(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const status = input.optionalText('statusEquals');
  const name = input.optionalText('nameContains');
  const { provisionedModels } = familyState(call.world.estate, machineLearningFamily);
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['provisioned models', status, name]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 1000 }) ?? 100,
    items: (after) => call.world.index.of(provisionedModels).resources(call.accountId, call.region, after),
    keep: (model) =>
      (status === undefined || model.status === status) && (name === undefined || model.name.includes(name)),
    positionOf: ({ arn }) => arn,
    badToken: () => invalid('The provided next token is invalid.'),
  });
  return { provisionedModelSummaries: items.map(summary), ...(nextToken !== undefined && { nextToken }) };
}

function summary({ arn, name, modelId, region, units, status, createdAt, commitment }: ProvisionedModel): object {
  const model = `arn:aws:bedrock:${region}::foundation-model/${modelId}`;
  return {
    provisionedModelName: name,
    provisionedModelArn: arn,
    modelArn: model,
    desiredModelArn: model,
    foundationModelArn: model,
    modelUnits: units,
    desiredModelUnits: status === 'Updating' ? units + 1 : units,
    status,
    ...(commitment !== undefined && {
      commitmentDuration: commitment.duration,
      commitmentExpirationTime: new Date(commitment.endsAt).toISOString(),
    }),
    creationTime: new Date(createdAt).toISOString(),
    lastModifiedTime: new Date(createdAt).toISOString(),
  };
}
