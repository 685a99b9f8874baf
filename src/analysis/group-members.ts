import { type Fact, known, unread } from '../domain/fact.ts';
import type { Instance, InstanceGroup } from '../domain/resources.ts';
import type { CheckContext } from './define-check.ts';

/** The members of a group as instances; unread as soon as one of them was not read: a part is not the group. */
export function membersOf(group: InstanceGroup, { related }: Pick<CheckContext, 'related'>): Fact<readonly Instance[]> {
  const members: Instance[] = [];
  for (const { instanceId } of group.members) {
    const resource = related(instanceId)?.resource;
    if (resource?.kind !== 'instance') return unread(`member ${instanceId} was not read`);
    members.push(resource);
  }
  return known(members);
}
