import { modifyInstanceType, startInstances, stopInstances, terminateInstances } from '../../estate/mutations.ts';
import type { Call } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList } from '../wire/xml.ts';
import { stateXml } from './instance-xml.ts';
import { isStillListed } from './termination.ts';
import { idForms } from './lookups.ts';
import { done, requiredList, requiredParam } from './write-params.ts';

export const stopInstancesOperation = stateChange(stopInstances);
export const startInstancesOperation = stateChange(startInstances);
export const terminateInstancesOperation = stateChange(terminateInstances);

function stateChange(change: typeof stopInstances) {
  return (call: Call, params: QueryParams): string => {
    const { world, accountId, region, now } = call;
    const instanceIds = requiredList(params, 'InstanceId');
    refuseForgotten(call, instanceIds);
    return itemList('instancesSet', change(world.estate, accountId, region, { instanceIds }, now).map(changeXml));
  };
}

type StateChange = ReturnType<typeof stopInstances>[number];

function changeXml({ instanceId, currentState, previousState }: StateChange): string {
  return (
    element('instanceId', instanceId) +
    `<currentState>${stateXml(currentState)}</currentState><previousState>${stateXml(previousState)}</previousState>`
  );
}

/** ModifyInstanceAttribute, for the instance type alone: the other attributes have no place in the estate. */
export function modifyInstanceAttributeOperation(call: Call, params: QueryParams): string {
  const { world, accountId, region, now } = call;
  const instanceId = requiredParam(params, 'InstanceId');
  refuseForgotten(call, [instanceId]);
  const type =
    params.get('InstanceType.Value') ?? (params.get('Attribute') === 'instanceType' ? params.get('Value') : undefined);
  if (type === undefined) throw new AwsError('UnsupportedOperation', 'Only the instance type can be modified here.');
  modifyInstanceType(world.estate, accountId, region, { instanceId, type }, now);
  return done;
}

/** An instance that is no longer listed is no longer known to the API. */
function refuseForgotten({ world, now }: Call, ids: readonly string[]): void {
  const { form, malformed, notFound } = idForms.instance;
  const bad = ids.find((id) => !form.test(id));
  if (bad !== undefined) throw malformed(bad);
  const forgotten = ids.filter((id) => {
    const instance = world.estate.instances.get(id);
    return instance !== undefined && !isStillListed(instance, now);
  });
  if (forgotten.length > 0) throw notFound(forgotten);
}
