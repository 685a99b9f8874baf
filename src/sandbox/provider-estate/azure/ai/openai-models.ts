/**
 * Models with the least number of provisioned units of a global or data-zone deployment, and the step in which more are had.
 * Source: Azure OpenAI documentation, "Provisioned throughput unit costs and billing", as of 2025.
 */
export const OPENAI_MODELS = [
  { name: 'gpt-4o', version: '2024-11-20', minimum: 15, step: 5 },
  { name: 'gpt-4.1', version: '2025-04-14', minimum: 15, step: 5 },
] as const;
