import { booleanSelector, loadConfig, SelectorType } from '@smithy/core/config';
import { AppError } from '../../domain/errors.ts';

type Section = Readonly<Record<string, string | undefined>>;

interface Selectors<T> {
  readonly environment: (env: Section) => T | undefined;
  /** `file` has the sections of the config file that are no profiles: `services.dev`. */
  readonly profile: (profile: Section, file?: Readonly<Record<string, Section>>) => T | undefined;
}

/**
 * A setting as AWS's own tools find it: in the environment, else in the named profile, else in that of `AWS_PROFILE`.
 * Files are read anew each time: a sign-in may have rewritten them.
 */
const setting = <T>(profile: string | undefined, selectors: Selectors<T>): Promise<T | undefined> =>
  loadConfig<T | undefined>(
    {
      environmentVariableSelector: selectors.environment,
      configFileSelector: selectors.profile,
      default: undefined,
    },
    { ...(profile !== undefined && { profile }), ignoreCache: true },
  )();

/** The region that the user works in. The CLI's variable counts too: a shell where `aws` works is enough. */
export const configuredRegion = (profile: string | undefined): Promise<string | undefined> =>
  setting(profile, {
    environment: (env) => env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'],
    profile: (section) => section['region'],
  });

/** Path of a PEM file. Source: AWS SDKs and Tools Reference Guide, "General configuration settings". */
export const configuredCaBundle = (profile: string | undefined): Promise<string | undefined> =>
  setting(profile, {
    environment: (env) => env['AWS_CA_BUNDLE'],
    profile: (section) => section['ca_bundle'],
  });

/**
 * The URL that the environment or the profile names for a service. The SDK looks it up too, but in the profile that
 * `AWS_PROFILE` names, not in the one that a client is given. `serviceId` is the SDK's: `Cost Explorer`. Throws
 * `config-invalid`. Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export async function configuredEndpoint(profile: string | undefined, serviceId: string): Promise<string | undefined> {
  const ignored = await setting(profile, {
    environment: (env) => booleanSelector(env, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
    profile: (section) => booleanSelector(section, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
  });
  if (ignored === true) return undefined;
  const name = serviceId.replaceAll(' ', '_');
  let lost: string | undefined;
  const url = await setting(profile, {
    environment: (env) => env[`AWS_ENDPOINT_URL_${name.toUpperCase()}`] ?? env['AWS_ENDPOINT_URL'],
    profile: (section, file) => {
      const { services } = section;
      if (services !== undefined && file?.[`services.${services}`] === undefined) lost = services;
      return file?.[`services.${services}`]?.[`${name.toLowerCase()}.endpoint_url`] ?? section['endpoint_url'];
    },
  });
  // A profile that means an endpoint and misses it must not end at the real one.
  if (lost !== undefined) {
    throw new AppError(
      'config-invalid',
      `the AWS config file has no section [services ${lost}], which the profile names`,
    );
  }
  return url;
}
