import type { Random } from '../random.ts';
import type { BuiltGroup } from './groups.ts';
import type { InstanceRole } from './roles.ts';
import { type Identity, KEEP_TAG, nameOf, tagsOf } from './tags.ts';

const FORGOTTEN_NAMES = ['test', 'tmp', 'poc', 'old', 'migration', 'bastion-old', 'demo'];

/** Why an owner protects a machine, by what it would be reported for. */
const KEPT: Readonly<Partial<Record<InstanceRole, string>>> = {
  'idle-keep': 'warm standby',
  'stopped-keep': 'disaster recovery',
  'oversized-keep': 'sized for the sale in December',
  'office-keep': 'on call at night',
};

export function instanceTags(
  random: Random,
  role: InstanceRole,
  group: BuiltGroup | undefined,
  identity: Identity,
): Record<string, string> {
  if (group !== undefined) return { ...group.tags, 'aws:autoscaling:groupName': group.name };
  const { application } = identity;
  const forgotten = (role === 'idle' || role === 'stopped-long') && random.chance(0.4);
  const name = forgotten ? `${application.team}-${random.pick(FORGOTTEN_NAMES)}-${identity.number}` : nameOf(identity);
  const kept = KEPT[role];
  return { ...tagsOf(random, identity, name), ...(kept !== undefined && { [KEEP_TAG]: kept }) };
}
