import type { CompletionReport } from '../../domain/reports.ts';
import { SCHEMA_VERSION } from '../documents/common.ts';
import type { View } from '../view.ts';

export const completionView: View<CompletionReport> = {
  document: ({ shell, script }) => ({ schemaVersion: SCHEMA_VERSION, shell, script }),
  text: ({ script }) => [script],
};
