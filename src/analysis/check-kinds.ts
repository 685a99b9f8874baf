import type { ResourceKind } from '../domain/resources.ts';
import type { Check } from './define-check.ts';

/** Kinds that a check reads: its own, those that could use it, and what is attached. */
export const kindsOf = ({ kind, needs }: Check): readonly ResourceKind[] => [
  kind,
  ...(needs.users?.kinds ?? []),
  ...(needs.holders === true ? (['instance'] as const) : []),
  ...(needs.attached === true ? (['instance', 'block-volume', 'public-address'] as const) : []),
];
