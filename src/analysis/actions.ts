/**
 * What an action does to the bill, strongest first. Savings interact: what is removed can't be resized, what is
 * resized is scheduled at its new price, and only what is left over after all three is worth a commitment.
 */
export const effects = ['remove', 'resize', 'schedule', 'commit'] as const;
export type Effect = (typeof effects)[number];

/**
 * Actions that checks may propose, and their effect. An instance that is stopped for good counts as removed:
 * its whole compute bill ends, as opposed to a schedule, which ends a part of it.
 */
export const actionEffects = {
  'volume.snapshot-and-delete': 'remove',
  'volume.change-type': 'resize',
  'address.release': 'remove',
  'instance.stop': 'remove',
  'instance.image-and-terminate': 'remove',
  'instance-group.scale-in': 'remove',
} as const satisfies Record<string, Effect>;

export type ActionKind = keyof typeof actionEffects;

/** 0 is the strongest. */
export const rankOf = (action: ActionKind): number => effects.indexOf(actionEffects[action]);
