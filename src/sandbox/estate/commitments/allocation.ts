import type { FamilyContext } from '../family-context.ts';
import { DAY } from '../generate/time.ts';
import type { CostAllocationTag } from './model.ts';

export const TAGS = 'aws-tag-coverage';

/** Tag of the accounts themselves that divides all of their cost (AWS: "account tags for cost allocation"). */
export const ACCOUNT_TAG = 'business-unit';

const UNITS = ['retail', 'platform', 'data', 'corporate'];

/** Each account's value of the account tag. */
export const accountTags = (context: FamilyContext): Readonly<Record<string, string>> =>
  Object.fromEntries(
    context.accounts.map(({ account: { id } }, index) => [id, UNITS[index % UNITS.length] ?? 'corporate']),
  );

const STATES: readonly (readonly [key: string, active: boolean, problem: string | undefined, because: string])[] = [
  ['team', true, 'a quarter of what is tagged lacks it', ''],
  ['app', true, 'much of the cost lacks it', ''],
  ['env', true, 'some spell it another way, and some not at all', ''],
  ['Environment', true, 'hardly anything spells it that way', ''],
  ['cost-center', false, 'it is on a third of the resources, and not activated', ''],
  [ACCOUNT_TAG, true, undefined, 'the accounts carry it, so that all of their cost does'],
  ['Name', false, undefined, 'no key to divide cost by'],
  ['managed-by', false, undefined, 'no key to divide cost by'],
  ['ballast:keep', false, undefined, 'no key to divide cost by'],
  ['customer', false, undefined, 'on next to nothing'],
];

/** The tag keys that billing knows, with the truth about each. */
export function allocationTags(context: FamilyContext): readonly CostAllocationTag[] {
  const place = { accountId: context.organization.managementAccountId, region: 'global' };
  for (const [key, , problem, because] of STATES) {
    if (problem === undefined) context.plantFine(TAGS, place, key, because);
    else context.plantWaste(TAGS, place, key, problem, '0');
  }
  const lastUsedAt = Math.floor(context.now / DAY) * DAY - 20 * DAY;
  const made: CostAllocationTag = { key: 'aws:createdBy', type: 'AWSGenerated', active: true, lastUsedAt };
  context.plantFine(TAGS, place, made.key, 'AWS makes it');
  return [
    made,
    ...STATES.map(([key, active]): CostAllocationTag => ({ key, type: 'UserDefined', active, lastUsedAt })),
  ];
}
