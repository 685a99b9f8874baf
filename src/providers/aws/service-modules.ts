/**
 * One module per service, imported when it is first called: EC2's alone takes half a second. Services are named by
 * the prefix of their permissions; the two generations of load balancers share one, so they have names of their own.
 */
export const serviceModules = {
  ec2: () => import('./services/ec2.ts'),
  sts: () => import('./services/sts.ts'),
  organizations: () => import('./services/organizations.ts'),
  cloudwatch: () => import('./services/cloudwatch.ts'),
  ce: () => import('./services/ce.ts'),
  pricing: () => import('./services/pricing.ts'),
  'application-autoscaling': () => import('./services/application-autoscaling.ts'),
  autoscaling: () => import('./services/autoscaling.ts'),
  backup: () => import('./services/backup.ts'),
  bedrock: () => import('./services/bedrock.ts'),
  cloudtrail: () => import('./services/cloudtrail.ts'),
  'compute-optimizer': () => import('./services/compute-optimizer.ts'),
  config: () => import('./services/config.ts'),
  'cost-optimization-hub': () => import('./services/cost-optimization-hub.ts'),
  dlm: () => import('./services/dlm.ts'),
  dms: () => import('./services/dms.ts'),
  dynamodb: () => import('./services/dynamodb.ts'),
  ecr: () => import('./services/ecr.ts'),
  ecs: () => import('./services/ecs.ts'),
  eks: () => import('./services/eks.ts'),
  elasticache: () => import('./services/elasticache.ts'),
  elasticfilesystem: () => import('./services/elasticfilesystem.ts'),
  elasticmapreduce: () => import('./services/elasticmapreduce.ts'),
  elb: () => import('./services/elb.ts'),
  elbv2: () => import('./services/elbv2.ts'),
  es: () => import('./services/es.ts'),
  fsx: () => import('./services/fsx.ts'),
  kafka: () => import('./services/kafka.ts'),
  kinesis: () => import('./services/kinesis.ts'),
  lambda: () => import('./services/lambda.ts'),
  logs: () => import('./services/logs.ts'),
  memorydb: () => import('./services/memorydb.ts'),
  rds: () => import('./services/rds.ts'),
  redshift: () => import('./services/redshift.ts'),
  route53: () => import('./services/route53.ts'),
  s3: () => import('./services/s3.ts'),
  sagemaker: () => import('./services/sagemaker.ts'),
  savingsplans: () => import('./services/savingsplans.ts'),
  secretsmanager: () => import('./services/secretsmanager.ts'),
  support: () => import('./services/support.ts'),
  tag: () => import('./services/tag.ts'),
  trustedadvisor: () => import('./services/trustedadvisor.ts'),
  workspaces: () => import('./services/workspaces.ts'),
};

export type Services = { readonly [S in keyof typeof serviceModules]: Awaited<ReturnType<(typeof serviceModules)[S]>> };

export type ServiceName = keyof Services;
