/**
 * Changes of state, as EC2's write operations make them: each takes `(estate, accountId, region, params, now)`,
 * with `now` in epoch milliseconds, and either does all of its work or throws an `EstateError` with EC2's error
 * code and does nothing.
 *
 * Changes are complete at once. Answers still name the state that the real service passes through first
 * (`stopping`, `pending`, `modifying`), as a client expects them.
 */
export { allocateAddress, associateAddress, disassociateAddress, releaseAddress } from './mutations/addresses.ts';
export { attachVolume, detachVolume } from './mutations/attachments.ts';
export { modifyInstanceType, startInstances, stopInstances, terminateInstances } from './mutations/instances.ts';
export { createSnapshot, deleteSnapshot } from './mutations/snapshots.ts';
export { createTags, deleteTags } from './mutations/tags.ts';
export { createVolume, deleteVolume, modifyVolume } from './mutations/volumes.ts';
