import type { EstateFamily } from '../family.ts';
import { keyed } from '../family-parts.ts';
import { buildFunctions } from './functions.ts';
import { buildKeptReady } from './kept-ready.ts';
import { functionMetrics } from './metrics.ts';
import type { FunctionsState } from './model.ts';
import { functionUsage } from './usage.ts';

/** Lambda functions, with versions, aliases and environments that are kept ready. */
export const functionsFamily: EstateFamily<FunctionsState> = {
  name: 'functions',
  generate: (context) => ({
    functions: keyed([...buildFunctions(context), ...buildKeptReady(context)], ({ arn }) => arn),
  }),
  metrics: functionMetrics,
  usage: (state) => functionUsage(state),
};
