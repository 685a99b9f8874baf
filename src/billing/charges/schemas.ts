import { azureSchema } from '../azure/azure-schema.ts';
import { curSchema } from '../cur/cur-schema.ts';
import { focusSchema } from '../focus/focus-schema.ts';
import { gcpSchema } from '../gcp/gcp-schema.ts';
import type { BillingSchema } from './schema.ts';

/** The kinds of billing export that are read. */
export const schemas: readonly BillingSchema[] = [focusSchema, curSchema, azureSchema, gcpSchema];
