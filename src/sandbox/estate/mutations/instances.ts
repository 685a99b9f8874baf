import { EstateError } from '../estate-error.ts';
import { transitionTime } from '../generate/time.ts';
import { withBooks } from '../ledger-of.ts';
import type { AwsInstance, Estate } from '../model.ts';
import { instanceHourly, instanceType } from '../prices.ts';
import { leave } from './addresses.ts';
import { addressesOf, findInstance, findInstances, volumesOf } from './lookup.ts';
import { release } from './attachments.ts';

export interface InstancesParams {
  readonly instanceIds: readonly string[];
}

/** As the API reports a change: the state before, and the one that it passes through next. */
export interface StateChange {
  readonly instanceId: string;
  readonly previousState: AwsInstance['state'];
  readonly currentState: AwsInstance['state'];
}

/**
 * Stops running instances; a stopped one stays as it is. The public address that came with the start is given
 * back, an Elastic IP stays. The state is `stopped` at once, the answer says `stopping`.
 */
export function stopInstances(
  estate: Estate,
  accountId: string,
  region: string,
  params: InstancesParams,
  now: number,
): readonly StateChange[] {
  const instances = some(estate, accountId, region, params);
  for (const instance of instances) {
    if (instance.state === 'terminated') throw wrongState(instance, 'stopped');
    if (instance.lifecycle === 'spot') {
      const message = `You can't stop the Spot Instance '${instance.id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`;
      throw new EstateError('UnsupportedOperation', message);
    }
  }
  return change(estate, instances, now, (instance) => {
    if (instance.state !== 'running') return 'stopped';
    instance.state = 'stopped';
    instance.stoppedAt = now;
    instance.stateTransitionReason = `User initiated (${transitionTime(now)})`;
    if (addressesOf(estate, instance.id).length === 0) delete instance.publicIp;
    return 'stopping';
  });
}

/** Starts stopped instances. The run that ended is kept for the bill and the metrics of the past. */
export function startInstances(
  estate: Estate,
  accountId: string,
  region: string,
  params: InstancesParams,
  now: number,
): readonly StateChange[] {
  const instances = some(estate, accountId, region, params);
  for (const instance of instances) if (instance.state === 'terminated') throw wrongState(instance, 'started');
  return change(estate, instances, now, (instance) => {
    if (instance.state !== 'stopped') return 'running';
    const ended = { from: instance.launchedAt, to: instance.stoppedAt ?? now };
    instance.earlierRuns = [...(instance.earlierRuns ?? []), ended];
    instance.launchedAt = now;
    delete instance.stoppedAt;
    instance.state = 'running';
    instance.stateTransitionReason = '';
    const address = addressesOf(estate, instance.id)[0];
    if (address !== undefined) instance.publicIp = address.publicIp;
    return 'pending';
  });
}

/**
 * Ends instances for good: volumes that are to go with them are deleted, the others are left available, Elastic
 * IPs are left unassociated. A terminated instance stays in the state; how long it is shown is the API's affair.
 */
export function terminateInstances(
  estate: Estate,
  accountId: string,
  region: string,
  params: InstancesParams,
  now: number,
): readonly StateChange[] {
  const instances = some(estate, accountId, region, params);
  return change(estate, instances, now, (instance) => {
    if (instance.state === 'terminated') return 'terminated';
    for (const volume of volumesOf(estate, instance.id)) {
      if (volume.attachments[0]!.deleteOnTermination) estate.volumes.delete(volume.id);
      else release(volume, now);
    }
    for (const address of addressesOf(estate, instance.id)) leave(estate, address);
    // A stopped one ran until it was stopped; only a running one ends now.
    instance.terminatedAt = now;
    instance.state = 'terminated';
    instance.stateTransitionReason = `User initiated (${transitionTime(now)})`;
    delete instance.publicIp;
    return 'shutting-down';
  });
}

export interface ModifyInstanceTypeParams {
  readonly instanceId: string;
  readonly type: string;
}

/** ModifyInstanceAttribute with an instance type: for stopped instances, within one processor architecture. */
export function modifyInstanceType(
  estate: Estate,
  accountId: string,
  region: string,
  params: ModifyInstanceTypeParams,
  now: number,
): void {
  const instance = findInstance(estate, accountId, region, params.instanceId);
  if (instance.state !== 'stopped') {
    throw new EstateError('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'stopped' state.`);
  }
  const facts = instanceType(params.type);
  if (facts === undefined) {
    throw new EstateError('InvalidParameterValue', `Invalid value '${params.type}' for InstanceType.`);
  }
  if (instanceHourly(params.type, region) === undefined) {
    const message = `The requested configuration is currently not supported: ${params.type} is not offered in ${region}.`;
    throw new EstateError('Unsupported', message);
  }
  if (facts.architecture !== instance.architecture) {
    const message = `The architecture '${facts.architecture}' of the specified instance type does not match the architecture '${instance.architecture}' of the instance.`;
    throw new EstateError('InvalidParameterValue', message);
  }
  // It is stopped, so nothing but what it will cost after a start changes: no run may be re-priced.
  withBooks(estate, now, [instance.id], () => {
    instance.type = params.type;
  });
}

function some(
  estate: Estate,
  accountId: string,
  region: string,
  { instanceIds }: InstancesParams,
): readonly AwsInstance[] {
  if (instanceIds.length === 0) {
    throw new EstateError('MissingParameter', 'The request must contain the parameter InstanceId');
  }
  return findInstances(estate, accountId, region, instanceIds);
}

function wrongState({ id }: AwsInstance, into: string): EstateError {
  return new EstateError(
    'IncorrectInstanceState',
    `This instance '${id}' is not in a state from which it can be ${into}.`,
  );
}

/** Runs a change on each instance and books it with everything that hangs on them. */
function change(
  estate: Estate,
  instances: readonly AwsInstance[],
  now: number,
  step: (instance: AwsInstance) => AwsInstance['state'],
): readonly StateChange[] {
  const touched = instances.flatMap(({ id }) => [
    id,
    ...volumesOf(estate, id).map((volume) => volume.id),
    ...addressesOf(estate, id).map((address) => address.allocationId),
  ]);
  return withBooks(estate, now, touched, () =>
    instances.map((instance) => {
      const previousState = instance.state;
      return { instanceId: instance.id, previousState, currentState: step(instance) };
    }),
  );
}
