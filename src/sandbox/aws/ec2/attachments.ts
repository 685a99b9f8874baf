import type { AwsAddress, AwsVolume, Estate } from '../../estate/model.ts';

/**
 * What hangs on an instance. The estate keeps the link on the volume and on the address; this is the way back. Links
 * are checked when they are read, so only a new one has to be told.
 */
export class Attachments {
  readonly #estate: Estate;
  readonly #volumes = new Map<string, Set<string>>();
  readonly #addresses = new Map<string, string>();

  constructor(estate: Estate) {
    this.#estate = estate;
    for (const volume of estate.volumes.values()) this.noteVolume(volume);
    for (const address of estate.addresses.values()) this.noteAddress(address);
  }

  noteVolume(volume: AwsVolume): void {
    for (const { instanceId } of volume.attachments) {
      const ids = this.#volumes.get(instanceId) ?? new Set();
      ids.add(volume.id);
      this.#volumes.set(instanceId, ids);
    }
  }

  noteAddress(address: AwsAddress): void {
    if (address.instanceId !== undefined) this.#addresses.set(address.instanceId, address.allocationId);
  }

  /** The volumes attached to an instance. */
  volumesOf(instanceId: string): readonly AwsVolume[] {
    const found: AwsVolume[] = [];
    for (const id of this.#volumes.get(instanceId) ?? []) {
      const volume = this.#estate.volumes.get(id);
      if (volume?.attachments.some((attachment) => attachment.instanceId === instanceId)) found.push(volume);
    }
    return found;
  }

  addressOf(instanceId: string): AwsAddress | undefined {
    const address = this.#estate.addresses.get(this.#addresses.get(instanceId) ?? '');
    return address?.instanceId === instanceId ? address : undefined;
  }
}
