import type { EstateFamily } from '../family.ts';
import { keyed } from '../family-parts.ts';
import { buildEndpoints } from './endpoints.ts';
import { machineLearningMetrics } from './metrics.ts';
import type { MachineLearningState } from './model.ts';
import { buildNotebooks, buildStudioApps } from './notebooks.ts';
import { buildProvisionedModels } from './provisioned-models.ts';
import { machineLearningUsage } from './usage.ts';

/** Notebooks and endpoints of SageMaker, and model units of Bedrock. */
export const machineLearningFamily: EstateFamily<MachineLearningState> = {
  name: 'machine-learning',
  generate: (context) => ({
    notebooks: keyed(buildNotebooks(context), ({ arn }) => arn),
    apps: keyed(buildStudioApps(context), ({ arn }) => arn),
    endpoints: keyed(buildEndpoints(context), ({ arn }) => arn),
    provisionedModels: keyed(buildProvisionedModels(context), ({ arn }) => arn),
  }),
  metrics: machineLearningMetrics,
  usage: (state) => machineLearningUsage(state),
};
