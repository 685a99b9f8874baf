import { cloudwatchModule } from './cloudwatch/module.ts';
import { costExplorerModule } from './cost-explorer/module.ts';
import { ec2Module } from './ec2/module.ts';
import { organizationsModule } from './organizations/module.ts';
import { pricingModule } from './pricing/module.ts';
import { rdsModule } from './rds/module.ts';
import { secretsManagerModule } from './secretsmanager/module.ts';
import { autoScalingGroupsModule } from './autoscaling/groups-module.ts';
import { licencesModule } from './compute-optimizer/licences-module.ts';
import { ec2ComputeModule } from './ec2-compute/module.ts';
import { launchConfigurationsModule } from './autoscaling/launch-configurations-module.ts';
import { backupModule } from './backup/module.ts';
import { dlmModule } from './dlm/module.ts';
import { imagesModule } from './images/module.ts';
import { costOptimizationHubModule } from './cost-optimization-hub/module.ts';
import { recommendationsModule } from './compute-optimizer/recommendations-module.ts';
import { ec2ReservationsModule } from './reservations/ec2.ts';
import { rdsReservationsModule } from './reservations/rds.ts';
import { savingsPlansModule } from './savingsplans/module.ts';
import { trustedAdvisorModule } from './trustedadvisor/module.ts';
import type { ServiceModule } from './service-module.ts';
import { stsModule } from './sts/module.ts';
import { ec2NetworksModule } from './ec2-networks/module.ts';
import { elbModule } from './elb/module.ts';
import { elbv2Module } from './elbv2/module.ts';
import { route53Module } from './route53/module.ts';
import { s3Module } from './s3/module.ts';
import { logsModule } from './logs/module.ts';
import { ecrModule } from './ecr/module.ts';
import { cloudTrailModule } from './cloudtrail/module.ts';
import { configModule } from './config/module.ts';
import { fsxModule } from './fsx/module.ts';
import { efsModule } from './efs/module.ts';

import { bedrockModule } from './bedrock/module.ts';
import { functionMemoryModule } from './compute-optimizer/functions-module.ts';
import { ecsModule } from './ecs/module.ts';
import { eksModule } from './eks/module.ts';
import { emrModule } from './emr/module.ts';
import { lambdaModule } from './lambda/module.ts';
import { sagemakerModule } from './sagemaker/module.ts';
import { taggingModule } from './tagging/module.ts';
import { workspacesModule } from './workspaces/module.ts';
import { elastiCacheModule } from './elasticache/module.ts';
import { redshiftModule } from './redshift/module.ts';
import { openSearchModule } from './opensearch/module.ts';
import { memoryDbModule } from './memorydb/module.ts';

import { dynamoDbModule } from './dynamodb/module.ts';
import { applicationAutoScalingModule } from './application-autoscaling/module.ts';
import { cachesModule } from './elasticache/caches-module.ts';
import { redshiftClustersModule } from './redshift/clusters-module.ts';
import { openSearchDomainsModule } from './opensearch/domains-module.ts';
import { dmsModule } from './dms/module.ts';
import { kinesisModule } from './kinesis/module.ts';
import { kafkaModule } from './kafka/module.ts';
/** Every module of every service, one a line. Modules with the same id and profile are parts of one service. */
export const serviceModules: readonly ServiceModule[] = [
  s3Module,
  logsModule,
  ecrModule,
  cloudTrailModule,
  configModule,
  fsxModule,
  efsModule,
  ec2Module,
  stsModule,
  organizationsModule,
  cloudwatchModule,
  costExplorerModule,
  pricingModule,
  secretsManagerModule,
  imagesModule,
  dlmModule,
  launchConfigurationsModule,
  autoScalingGroupsModule,
  ec2ComputeModule,
  licencesModule,
  rdsModule,
  ec2NetworksModule,
  elbModule,
  elbv2Module,
  route53Module,
  backupModule,
  ecsModule,
  eksModule,
  lambdaModule,
  functionMemoryModule,
  sagemakerModule,
  bedrockModule,
  emrModule,
  workspacesModule,
  taggingModule,
  costOptimizationHubModule,
  recommendationsModule,
  ec2ReservationsModule,
  rdsReservationsModule,
  savingsPlansModule,
  trustedAdvisorModule,
  elastiCacheModule,
  redshiftModule,
  openSearchModule,
  memoryDbModule,
  dynamoDbModule,
  applicationAutoScalingModule,
  cachesModule,
  redshiftClustersModule,
  openSearchDomainsModule,
  dmsModule,
  kinesisModule,
  kafkaModule,
];
