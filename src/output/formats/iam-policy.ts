import type { PermissionsReport } from '../../domain/reports.ts';

/** The most characters, white space not counted, of a customer managed policy. Source: IAM User Guide, "IAM quotas". */
export const MANAGED_POLICY_LIMIT = 6144;

export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

/**
 * The permissions as an IAM policy, one statement per service, each action once. Almost all of them are list calls, which
 * know no narrower resource than `*`; roles to assume are named in the configuration, not here, so they are not narrowed.
 */
export function iamPolicy({ read }: PermissionsReport): IamPolicy {
  const actions = [...new Set(read.flatMap(({ permissions }) => permissions))].toSorted();
  const services = Map.groupBy(actions, (action) => action.slice(0, action.indexOf(':')));
  return {
    Version: '2012-10-17',
    Statement: [...services].map(([service, Action]) => ({
      Sid: sidOf(service),
      Effect: 'Allow',
      Action,
      Resource: '*',
    })),
  };
}

/** Characters that count towards the quota. */
export const policySize = (policy: IamPolicy): number => JSON.stringify(policy).replaceAll(/\s/g, '').length;

/** A Sid has letters and digits only: `compute-optimizer` is `ReadComputeOptimizer`. */
const sidOf = (service: string): string =>
  `Read${service
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')}`;

/**
 * A stack set's template: the role that every account needs, with a policy for each part that fits into one. The role trusts
 * the account that Ballast reads from, with an external id where one is given.
 */
export function roleTemplate(report: PermissionsReport): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role through which Ballast reads an account. It can list and describe, and change nothing.',
    Parameters: {
      RoleName: { Type: 'String', Default: 'BallastRead' },
      ReaderAccountId: { Type: 'String', AllowedPattern: '\\d{12}', Description: 'The account that Ballast runs in' },
      ExternalId: { Type: 'String', Default: '', Description: 'Asked of whoever assumes the role; none when empty' },
    },
    Conditions: { HasExternalId: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ExternalId' }, ''] }] } },
    Resources: {
      BallastRead: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${ReaderAccountId}:root' } },
                Action: ['sts:AssumeRole', 'sts:TagSession'],
                Condition: {
                  'Fn::If': [
                    'HasExternalId',
                    { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
                    { Ref: 'AWS::NoValue' },
                  ],
                },
              },
            ],
          },
          Policies: [{ PolicyName: 'BallastRead', PolicyDocument: iamPolicy(report) }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['BallastRead', 'Arn'] } } },
  };
}
