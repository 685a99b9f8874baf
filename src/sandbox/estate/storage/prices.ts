/**
 * What object stores, logs, file systems and recorders cost: USD in us-east-1, used for every region. Sources: Infracost's
 * golden files of 2024-07 (s3_bucket, cloudwatch_log_group, ecr_repository, efs_file_system, fsx_windows_file_system,
 * config_configuration_recorder), which print AWS's list prices; those marked * AWS's pricing pages of 2024.
 */
export const STORAGE_PRICES = {
  s3StandardGbMonth: '0.023',
  s3InfrequentGbMonth: '0.0125',
  s3DeepArchiveGbMonth: '0.00099',
  s3InfrequentRetrievalGb: '0.01',
  s3InfrequentTransition: '0.00001',
  logStorageGbMonth: '0.03',
  logIngestGb: '0.50',
  logIngestInfrequentGb: '0.25', // *
  ecrGbMonth: '0.10',
  efsStandardGbMonth: '0.30',
  efsInfrequentGbMonth: '0.025',
  efsArchiveGbMonth: '0.008', // *
  efsZonalStandardGbMonth: '0.16',
  efsZonalInfrequentGbMonth: '0.0133',
  efsProvisionedMiBpsMonth: '6.00',
  fsxWindowsSingleSsdGbMonth: '0.13',
  fsxWindowsMultiSsdGbMonth: '0.23',
  fsxWindowsSingleHddGbMonth: '0.013',
  fsxOpenZfsSingleSsdGbMonth: '0.09', // *
  configItem: '0.003',
} as const;
