/**
 * What an image that is old enough plays. The waste ones differ in what the check has to see through; of the
 * look-alikes each is kept by one thing alone.
 */
export type ImageRole =
  | 'never-launched'
  | 'launched-long-ago'
  | 'disabled'
  | 'old-version'
  | 'cancelled-fleet'
  | 'template-latest'
  | 'template-default'
  | 'template-pinned'
  | 'parameter'
  | 'launch-configuration'
  | 'spot-fleet'
  | 'launched-lately'
  | 'shared'
  | 'shared-organization'
  | 'public'
  | 'protected'
  | 'retention'
  | 'keep'
  | 'policy'
  | 'backup';

const WASTE: Readonly<Partial<Record<ImageRole, string>>> = {
  'never-launched': 'made more than 95 days ago, never launched, and named by nothing',
  'launched-long-ago': 'last launched more than 100 days ago, and named by nothing',
  disabled: 'disabled, but it and its snapshots still bill',
  'old-version': 'named by a version of a launch template alone that is neither latest nor default nor set in a group',
  'cancelled-fleet': 'named by a cancelled spot fleet alone',
};

const FINE: Readonly<Partial<Record<ImageRole, string>>> = {
  'template-latest': 'the latest version of a launch template names it',
  'template-default': 'the default version of a launch template names it, which is not the latest',
  'template-pinned': 'a version of a launch template names it that a group is set to by number',
  parameter: 'a parameter names it that a launch template refers to',
  'launch-configuration': 'a launch configuration names it',
  'spot-fleet': 'an active spot fleet names it',
  'launched-lately': 'an instance was launched from it less than 85 days ago, which is gone by now',
  shared: 'another account may launch from it',
  'shared-organization': 'the whole organisation may launch from it',
  public: 'everybody may launch from it',
  protected: 'it is protected against deregistration',
  retention: 'its retention tag keeps it for years',
  keep: 'it is protected by the tag ballast:keep',
  policy: 'a lifecycle policy made it and will remove it',
  backup: 'AWS Backup made it and will remove it',
};

/** Why the check must find it; undefined for a look-alike. */
export const wasteBecause = (role: ImageRole): string | undefined => WASTE[role];
export const fineBecause = (role: ImageRole): string | undefined => FINE[role];

/** In this order, over and over: waste comes often enough, and every look-alike once in twenty-eight. */
const CYCLE: readonly ImageRole[] = [
  'never-launched',
  'template-latest',
  'launched-long-ago',
  'launched-lately',
  'disabled',
  'shared',
  'template-default',
  'old-version',
  'launch-configuration',
  'never-launched',
  'template-pinned',
  'policy',
  'launched-long-ago',
  'spot-fleet',
  'backup',
  'disabled',
  'parameter',
  'retention',
  'cancelled-fleet',
  'public',
  'protected',
  'never-launched',
  'keep',
  'shared-organization',
];

export const imageRoleOf = (index: number): ImageRole => CYCLE[index % CYCLE.length]!;
