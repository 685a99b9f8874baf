import { cloudwatchModule } from './cloudwatch/module.ts';
import { costExplorerModule } from './cost-explorer/module.ts';
import { ec2Module } from './ec2/module.ts';
import { organizationsModule } from './organizations/module.ts';
import { pricingModule } from './pricing/module.ts';
import { secretsManagerModule } from './secretsmanager/module.ts';
import type { ServiceModule } from './service-module.ts';
import { stsModule } from './sts/module.ts';

/** Every module of every service, one a line. Modules with the same id and profile are parts of one service. */
export const serviceModules: readonly ServiceModule[] = [
  ec2Module,
  stsModule,
  organizationsModule,
  cloudwatchModule,
  costExplorerModule,
  pricingModule,
  secretsManagerModule,
];
