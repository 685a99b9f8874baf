import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores in CI: more workers only make each slower.
    maxWorkers: 2,
    // A test or hook may read a whole estate, on two shared cores.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    env: { AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
