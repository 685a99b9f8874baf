import type { ProviderId } from '../domain/ids.ts';
import type { InitReport } from '../domain/reports.ts';
import { detectAws } from './detect-aws.ts';
import { detectAzure } from './detect-azure.ts';
import { detectGcp } from './detect-gcp.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials that the clouds' own tools would find here, by where they are. No value of a setting is kept. */
export async function detectClouds(env: Environment): Promise<InitReport['detected']> {
  return (await Promise.all([detectAws(env), detectGcp(env), detectAzure(env)])).flat();
}

/** Clouds of which this environment holds credentials. */
export const foundClouds = async (env: Environment): Promise<ReadonlySet<ProviderId>> =>
  new Set((await detectClouds(env)).map(({ provider }) => provider));
