import type { Endpoint } from '../../estate/machine-learning/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { sagemakerErrors } from './errors.ts';
import { listed, machineLearning } from './listing.ts';

type Fields = Readonly<Record<string, unknown>>;

const read = (fields: Fields): DocumentInput => new DocumentInput(fields, sagemakerErrors.invalid);

export function listEndpoints(call: Call, fields: Fields): object {
  const input = read(fields);
  const status = input.optionalText('StatusEquals');
  const { items, nextToken } = listed(call, input, machineLearning(call).endpoints, {
    what: ['endpoints', status],
    keep: () => status === undefined || status === 'InService',
  });
  return {
    Endpoints: items.map(({ arn, name, createdAt, modifiedAt }) => ({
      EndpointName: name,
      EndpointArn: arn,
      CreationTime: new Timestamp(createdAt),
      LastModifiedTime: new Timestamp(modifiedAt),
      EndpointStatus: 'InService',
    })),
    NextToken: nextToken,
  };
}

const arnOf = ({ region, accountId }: Call, what: string, name: string): string =>
  `arn:aws:sagemaker:${region}:${accountId}:${what}/${name}`;

export function describeEndpoint(call: Call, fields: Fields): object {
  const arn = arnOf(call, 'endpoint', read(fields).text('EndpointName'));
  const endpoint = call.world.index.of(machineLearning(call).endpoints).find(call.accountId, call.region, arn);
  if (endpoint === undefined) throw sagemakerErrors.noEndpoint(arn);
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: endpoint.configName,
    ProductionVariants: endpoint.variants.map((name) => runningVariant(endpoint, name)),
    EndpointStatus: 'InService',
    CreationTime: new Timestamp(endpoint.createdAt),
    LastModifiedTime: new Timestamp(endpoint.modifiedAt),
    ...(endpoint.serving === 'asynchronous' && { AsyncInferenceConfig: asyncConfig(endpoint) }),
  };
}

const serverless = { MemorySizeInMB: 2048, MaxConcurrency: 10 };

function runningVariant({ serving, instances }: Endpoint, name: string): object {
  const common = { VariantName: name, CurrentWeight: 1, DesiredWeight: 1 };
  if (serving === 'serverless') return { ...common, CurrentServerlessConfig: serverless };
  return { ...common, CurrentInstanceCount: instances, DesiredInstanceCount: instances };
}

const asyncConfig = ({ name }: Endpoint): object => ({ OutputConfig: { S3OutputPath: `s3://${name}-out/answers/` } });

export function describeEndpointConfig(call: Call, fields: Fields): object {
  const name = read(fields).text('EndpointConfigName');
  for (const endpoint of call.world.index.of(machineLearning(call).endpoints).resources(call.accountId, call.region)) {
    if (endpoint.configName === name) return configDocument(call, endpoint);
  }
  throw sagemakerErrors.noConfig(arnOf(call, 'endpoint-config', name));
}

function configDocument(call: Call, endpoint: Endpoint): object {
  const { serving, type, instances, configName, createdAt } = endpoint;
  const variant = (name: string): object => {
    const named = {
      VariantName: name,
      ...(serving !== 'components' && { ModelName: `${endpoint.name}-model` }),
    };
    if (serving === 'serverless') return { ...named, InitialVariantWeight: 1, ServerlessConfig: serverless };
    return { ...named, InitialInstanceCount: Math.max(1, instances), InstanceType: type, InitialVariantWeight: 1 };
  };
  return {
    EndpointConfigName: configName,
    EndpointConfigArn: arnOf(call, 'endpoint-config', configName),
    ProductionVariants: endpoint.variants.map(variant),
    CreationTime: new Timestamp(createdAt),
    ...(serving === 'asynchronous' && { AsyncInferenceConfig: asyncConfig(endpoint) }),
    EnableNetworkIsolation: false,
  };
}
