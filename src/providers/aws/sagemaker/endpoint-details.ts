import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { ModelEndpoint, ModelVariant } from '../../../domain/resources.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer, readAside } from '../read-aside.ts';

export const endpointPermissions = ['sagemaker:DescribeEndpoint', 'sagemaker:DescribeEndpointConfig'] as const;

const Running = z.object({
  VariantName: z.string().min(1),
  // Left out of a serverless variant.
  CurrentInstanceCount: z.int().nonnegative().optional(),
  CurrentServerlessConfig: z.unknown().optional(),
  InstancePools: z.array(z.object({ InstanceType: z.string(), CurrentInstanceCount: z.int() })).optional(),
});

const Endpoint = z.object({
  EndpointConfigName: z.string().optional(),
  ProductionVariants: z.array(Running).default([]),
  ShadowProductionVariants: z.array(Running).default([]),
  AsyncInferenceConfig: z.unknown().optional(),
});

const Configured = z.object({
  VariantName: z.string(),
  // Left out of a variant that serves inference components.
  ModelName: z.string().optional(),
  InstanceType: z.string().optional(),
});

const Config = z.object({
  ProductionVariants: z.array(Configured).default([]),
  ShadowProductionVariants: z.array(Configured).default([]),
});

export type EndpointDetails = Pick<ModelEndpoint, 'serving' | 'variants'>;

/**
 * What an endpoint runs on: how many machines by its own description, of which size by its configuration. No call tells
 * it of several. Source: SageMaker API, DescribeEndpoint and DescribeEndpointConfig.
 */
export async function endpointDetails(aws: AwsClient, scope: Scope, name: string): Promise<EndpointDetails> {
  const endpoint = await readAside(async () =>
    parseAnswer(
      Endpoint,
      await aws.call('sagemaker', 'DescribeEndpoint', scope, { EndpointName: name }),
      'sagemaker:DescribeEndpoint',
    ),
  );
  if (!endpoint.known) return { serving: endpoint, variants: [] };
  const { EndpointConfigName, ProductionVariants, ShadowProductionVariants, AsyncInferenceConfig } = endpoint.value;
  const all = [...ProductionVariants, ...ShadowProductionVariants];
  if (all.length > 0 && all.every(({ CurrentServerlessConfig }) => isThere(CurrentServerlessConfig))) {
    return { serving: known('serverless'), variants: [] };
  }
  const config = await configOf(aws, scope, EndpointConfigName);
  const variant =
    (shadow: boolean) =>
    (running: z.infer<typeof Running>): ModelVariant => ({
      name: running.VariantName,
      instances: running.CurrentInstanceCount ?? 0,
      sizeName: sizeOf(running, config),
      shadow,
    });
  return {
    serving: servingOf(isThere(AsyncInferenceConfig), config),
    variants: [...ProductionVariants.map(variant(false)), ...ShadowProductionVariants.map(variant(true))],
  };
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** By variant: its size, and whether it serves a model of its own. */
type VariantConfigs = Fact<ReadonlyMap<string, { readonly sizeName: string | undefined; readonly hasModel: boolean }>>;

async function configOf(aws: AwsClient, scope: Scope, configName: string | undefined): Promise<VariantConfigs> {
  if (configName === undefined) return unread('field EndpointConfigName missing in the answer');
  return readAside(async () => {
    const answer = await aws.call('sagemaker', 'DescribeEndpointConfig', scope, { EndpointConfigName: configName });
    const config = parseAnswer(Config, answer, 'sagemaker:DescribeEndpointConfig');
    return new Map(
      [...config.ProductionVariants, ...config.ShadowProductionVariants].map((v) => [
        v.VariantName,
        { sizeName: v.InstanceType, hasModel: v.ModelName !== undefined },
      ]),
    );
  });
}

function servingOf(asynchronous: boolean, config: VariantConfigs): EndpointDetails['serving'] {
  if (asynchronous) return known('asynchronous');
  if (!config.known) return config;
  const componentsServe = [...config.value.values()].some(({ hasModel }) => !hasModel);
  return componentsServe
    ? unread('it serves inference components, whose requests are not collected')
    : known('real-time');
}

function sizeOf({ VariantName, InstancePools = [] }: z.infer<typeof Running>, config: VariantConfigs): Fact<string> {
  // A variant may be spread over several sizes.
  const pools = [...new Set(InstancePools.filter((p) => p.CurrentInstanceCount > 0).map((p) => p.InstanceType))];
  const [only, ...others] = pools;
  if (only !== undefined) return others.length === 0 ? known(only) : unread(`it runs on ${pools.join(' and ')}`);
  if (!config.known) return config;
  const size = config.value.get(VariantName)?.sizeName;
  return size === undefined ? unread('its configuration names no size') : known(size);
}
