/**
 * What an action does to the bill, strongest first. Savings interact: what is removed can't be resized, what is
 * resized is scheduled at its new price, and only what is left over after all three is worth a commitment. What takes
 * the rebuild of software counts where nothing easier is on offer; buying differently (spot) is like a commitment. Advice changes no bill by itself.
 */
export const effects = ['remove', 'resize', 'schedule', 'rebuild', 'commit', 'advise'] as const;
export type Effect = (typeof effects)[number];

/**
 * Actions that checks may propose, and their effect. An instance that is stopped for good counts as removed:
 * its whole compute bill ends, as opposed to a schedule, which ends a part of it.
 */
export const actionEffects = {
  'volume.snapshot-and-delete': 'remove',
  'volume.detach-snapshot-and-delete': 'remove',
  'volume.change-type': 'resize',
  'volume.change-performance': 'resize',
  'snapshot.delete': 'remove',
  'snapshot.archive': 'resize',
  'image.disable': 'remove',
  'image.deregister': 'remove',
  'fast-snapshot-restore.disable': 'remove',
  'recovery-point.set-lifecycle': 'remove',
  'recovery-point.delete': 'remove',
  'recovery-point.move-to-cold': 'resize',
  'address.release': 'remove',
  'instance.stop': 'remove',
  'instance.image-and-terminate': 'remove',
  'instance-group.scale-in': 'remove',
  'instance.change-size': 'resize',
  'instance.change-licence': 'resize',
  'instance.schedule': 'schedule',
  'instance.rebuild-for-arm64': 'rebuild',
  'instance-group.change-size': 'resize',
  'instance-group.lower-minimum': 'resize',
  'instance-group.schedule': 'schedule',
  'instance-group.rebuild-for-arm64': 'rebuild',
  'instance-group.use-spot': 'commit',
  'capacity-reservation.cancel': 'remove',
  'capacity-reservation.lower-count': 'resize',
  'dedicated-host.release': 'remove',
  'dedicated-host.consolidate': 'resize',
  'database.snapshot-and-delete': 'remove',
  'database.delete-replica': 'remove',
  'database-cluster.snapshot-and-delete': 'remove',
  'database-snapshot.delete': 'remove',
  'database.change-size': 'resize',
  'database.change-storage': 'resize',
  'database.remove-standby': 'resize',
  'database.upgrade-version': 'resize',
  'database-cluster.change-io-billing': 'resize',
  'database-cluster.lower-minimum-capacity': 'resize',
  'database.schedule': 'schedule',
  // networks
  'bucket.add-lifecycle': 'resize',
  'bucket.abort-old-uploads': 'remove',
  'bucket.archive': 'resize',
  'log-group.set-retention': 'resize',
  'log-group.reduce-ingestion': 'resize',
  'file-system.backup-and-delete': 'remove',
  'file-system.set-lifecycle': 'resize',
  'file-system.use-elastic-throughput': 'resize',
  'image-repository.set-lifecycle': 'resize',
  'audit-trail.stop': 'remove',
  'configuration-recorder.record-daily': 'resize',
  'load-balancer.delete': 'remove',
  'nat-gateway.delete': 'remove',
  'network.add-storage-endpoint': 'resize',
  'address.disassociate-and-release': 'remove',
  'private-endpoint.delete': 'remove',
  'transit-attachment.delete': 'remove',
  'vpn-connection.delete': 'remove',
  // commitments, advice and the bill
  'savings-plan.purchase': 'commit',
  'reservation.purchase': 'commit',
  'commitment.adjust': 'commit',
  'commitment.renew': 'commit',
  'recommendation.remove': 'remove',
  'recommendation.resize': 'resize',
  'recommendation.rebuild': 'rebuild',
  'cost.investigate': 'advise',
  'traffic.reroute': 'advise',
  'allocation-tag.activate': 'advise',
  'tags.complete': 'advise',
  'container-service.change-task-size': 'resize',
  'container-service.scale-to-zero': 'remove',
  'node-group.scale-in': 'resize',
  'container-cluster.upgrade-version': 'resize',
  'container-cluster.delete': 'remove',
  'container-cluster.scale-in-machines': 'remove',
  'notebook.stop': 'remove',
  'notebook.schedule': 'schedule',
  'model-endpoint.delete': 'remove',
  'model-throughput.delete': 'remove',
  'model-throughput.let-expire': 'remove',
  'function.change-memory': 'resize',
  'provisioned-concurrency.remove': 'remove',
  'provisioned-concurrency.lower': 'resize',
  'processing-cluster.terminate': 'remove',
  'desktop.terminate': 'remove',
  'desktop.change-running-mode': 'resize',
} as const satisfies Record<string, Effect>;

export type ActionKind = keyof typeof actionEffects;

/** 0 is the strongest. */
export const rankOf = (action: ActionKind): number => effects.indexOf(actionEffects[action]);
