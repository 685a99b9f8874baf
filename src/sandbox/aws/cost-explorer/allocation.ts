import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { stateOf } from './commitment-days.ts';
import { costExplorerErrors } from './errors.ts';

/** A `ZonedDateTime`, which has no parts of seconds: `2026-01-31T00:00:00Z`. */
const dateText = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

/** ListCostAllocationTags: the keys that billing has seen, for the payer. */
export function listCostAllocationTags(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const status = input.has('Status') ? input.oneOf('Status', ['Active', 'Inactive']) : undefined;
  const type = input.has('Type') ? input.oneOf('Type', ['AWSGenerated', 'UserDefined']) : undefined;
  const keys = input.texts('TagKeys');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([status, type, keys]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 1000 }) ?? 100,
    items: (after) => itemsAfter(stateOf(call).allocationTags, after, ({ key }) => key),
    keep: (tag) =>
      (status === undefined || tag.active === (status === 'Active')) &&
      (type === undefined || tag.type === type) &&
      (keys.length === 0 || keys.includes(tag.key)),
    positionOf: ({ key }) => key,
    badToken: () => costExplorerErrors.invalidToken(),
  });
  return {
    CostAllocationTags: items.map((tag) => ({
      TagKey: tag.key,
      Type: tag.type,
      Status: tag.active ? 'Active' : 'Inactive',
      LastUpdatedDate: dateText(tag.lastUsedAt),
      LastUsedDate: dateText(tag.lastUsedAt),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

/** ListCostCategoryDefinitions: all on one page, as there are few. */
export function listCostCategoryDefinitions(call: Call): object {
  return {
    CostCategoryReferences: stateOf(call).costCategories.map(({ name, arn }) => ({
      CostCategoryArn: arn,
      Name: name,
      EffectiveStart: '2025-01-01T00:00:00Z',
      NumberOfRules: 3,
      Values: ['dev', 'prod', 'staging'],
    })),
  };
}
