import { curSchema } from '../cur/cur-schema.ts';
import { focusSchema } from '../focus/focus-schema.ts';
import type { BillingSchema } from './schema.ts';

/** The kinds of billing export that are read. */
export const schemas: readonly BillingSchema[] = [focusSchema, curSchema];
