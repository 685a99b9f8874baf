/** What a recovery point plays. Ages stay clear of 90 days, and so do the days that are left. */
export type PointRole =
  | 'forever'
  | 'source-gone'
  | 'expired'
  | 'warm-long'
  | 'lifecycle'
  | 'ends-soon'
  | 'cold'
  | 'young'
  | 'locked'
  | 'hold'
  | 'keep';

export const ebsRoles: readonly PointRole[] = ['forever', 'lifecycle', 'locked', 'forever', 'hold', 'lifecycle'];

/** Of volumes that are gone. */
export const goneRoles: readonly PointRole[] = ['source-gone', 'source-gone', 'locked'];

export const ownRoles: readonly PointRole[] = [
  'forever',
  'warm-long',
  'young',
  'cold',
  'expired',
  'ends-soon',
  'warm-long',
  'locked',
  'forever',
  'hold',
  'keep',
  'warm-long',
];

const WASTE: Readonly<Partial<Record<PointRole, string>>> = {
  forever: 'its lifecycle has no end, and it is more than 95 days old',
  'source-gone': 'its volume is gone, and it is more than 95 days old',
  expired: 'it expired, and could not be removed',
  'warm-long': 'in warm storage for more than 95 days, and for 95 days more',
};

const FINE: Readonly<Partial<Record<PointRole, string>>> = {
  lifecycle: 'its lifecycle removes it; its volume is there',
  'ends-soon': 'its lifecycle removes it before cold storage would pay',
  cold: 'in cold storage already',
  young: 'kept for ever, but less than 85 days old',
  locked: 'in a locked vault',
  hold: 'on a legal hold',
  keep: 'protected by the tag ballast:keep',
};

export const wasteBecause = (role: PointRole): string | undefined => WASTE[role];
export const fineBecause = (role: PointRole): string => FINE[role] ?? role;
