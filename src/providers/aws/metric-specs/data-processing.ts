import { defineMetrics } from '../define-metrics.ts';

/** Sent every five minutes while a cluster is up. Source: EMR Management Guide, "Monitoring Amazon EMR metrics with CloudWatch". */
export const processingClusterMetrics = defineMetrics('aws:elasticmapreduce:cluster', 'processing-cluster', [
  {
    metric: 'idle-minimum',
    periodSeconds: 3600,
    lookbackDays: 1,
    series: [
      {
        namespace: 'AWS/ElasticMapReduce',
        metric: 'IsIdle',
        stat: 'Minimum',
        dimensions: ({ resourceId }) => ({ JobFlowId: resourceId }),
      },
    ],
    wants: ({ waiting }) => waiting,
  },
]);
