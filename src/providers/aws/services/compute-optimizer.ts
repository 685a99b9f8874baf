import {
  ComputeOptimizerClient,
  GetAutoScalingGroupRecommendationsCommand,
  GetEBSVolumeRecommendationsCommand,
  GetEC2InstanceRecommendationsCommand,
  GetECSServiceRecommendationsCommand,
  GetIdleRecommendationsCommand,
  GetLambdaFunctionRecommendationsCommand,
  GetLicenseRecommendationsCommand,
  GetRDSDatabaseRecommendationsCommand,
} from '@aws-sdk/client-compute-optimizer';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ComputeOptimizerClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  GetAutoScalingGroupRecommendations: GetAutoScalingGroupRecommendationsCommand,
  GetEBSVolumeRecommendations: GetEBSVolumeRecommendationsCommand,
  GetEC2InstanceRecommendations: GetEC2InstanceRecommendationsCommand,
  GetECSServiceRecommendations: GetECSServiceRecommendationsCommand,
  GetIdleRecommendations: GetIdleRecommendationsCommand,
  GetLambdaFunctionRecommendations: GetLambdaFunctionRecommendationsCommand,
  GetLicenseRecommendations: GetLicenseRecommendationsCommand,
  GetRDSDatabaseRecommendations: GetRDSDatabaseRecommendationsCommand,
};
