import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { servedOperations } from '../../src/sandbox/aws/aws-cloud.ts';
import { boto3Python } from './boto3-python.ts';

const specs = join(process.env.BALLAST_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'specs');

/** The validator outside of the project; the check needs it. */
export const sharedValidator = join(specs, 'validate.mjs');

/**
 * A validator that knows every service that the sandbox serves: a copy of the shared one in `folder`, with its
 * descriptions of AWS and, for services that it lacks, those of botocore, which have the same format. Returns its path.
 * Throws where neither has a served service.
 */
export async function completeValidator(folder: string): Promise<string> {
  const validator = join(folder, 'validate.mjs');
  // A link would not do: the validator looks for descriptions beside the file that it really is.
  copyFileSync(sharedValidator, validator);
  const aws = join(folder, 'aws');
  mkdirSync(aws);
  const known = readdirSync(join(specs, 'aws'));
  for (const file of known) symlinkSync(join(specs, 'aws', file), join(aws, file));
  const served = new Set(servedOperations().map((operation) => operation.split(':')[0] ?? ''));
  const missing = [...served].filter((service) => !known.some((file) => file.startsWith(`${service}.service-2.json`)));
  if (missing.length > 0) addFromBotocore(missing, await boto3Python(folder), aws);
  return validator;
}

function addFromBotocore(services: readonly string[], python: string, aws: string): void {
  const find = 'import botocore, os; print(botocore.__version__); print(os.path.dirname(botocore.__file__))';
  const [version = '', home = ''] = execFileSync(python, ['-c', find], { encoding: 'utf8' }).split('\n');
  for (const service of services) {
    const versions = join(home, 'data', service);
    // Folders are named by date; the last one is the newest version of the API.
    const newest = existsSync(versions) ? readdirSync(versions).sort().at(-1) : undefined;
    const file = ['service-2.json.gz', 'service-2.json'].find((name) => existsSync(join(versions, newest ?? '', name)));
    if (newest === undefined || file === undefined) {
      throw new Error(`botocore ${version} describes no service "${service}": is it the vendor's name for it?`);
    }
    symlinkSync(join(versions, newest, file), join(aws, `${service}.${file}`));
  }
  process.stdout.write(`described by botocore ${version}: ${services.join(', ')}\n`);
}
