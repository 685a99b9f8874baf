import type { SubjectKind } from '../domain/findings.ts';
import { type ResourceKind, resourceKinds } from '../domain/resources.ts';
import type { Check } from './define-check.ts';

/** Kinds that a check reads: its own, those that could use it, and what is attached. */
export const kindsOf = ({ kind, needs, also }: Check): readonly ResourceKind[] => [
  ...(isResourceKind(kind) ? [kind] : []),
  ...(also === undefined ? [] : [also.kind]),
  ...(needs.kinds ?? []),
  ...(needs.users?.kinds ?? []),
  ...(needs.holders === true ? (['instance'] as const) : []),
  ...(needs.attached === true ? (['instance', 'block-volume', 'public-address'] as const) : []),
];

/** Whether a kind is one of the inventory's, and none that only the bill knows. */
export const isResourceKind = (kind: SubjectKind): kind is ResourceKind =>
  (resourceKinds as readonly SubjectKind[]).includes(kind);
