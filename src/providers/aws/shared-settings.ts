import { booleanSelector, loadConfig, loadSharedConfigFiles, SelectorType } from '@smithy/core/config';
import { AppError } from '../../domain/errors.ts';

/** A setting that AWS's own tools take from a variable of the environment, else from the profile. */
const setting = (variable: string, key: string, profile: string | undefined): Promise<string | undefined> =>
  loadConfig<string | undefined>(
    {
      environmentVariableSelector: (env) => env[variable],
      configFileSelector: (section) => section[key],
      default: undefined,
    },
    // Files are read anew: a sign-in may have rewritten them since.
    { ...(profile !== undefined && { profile }), ignoreCache: true },
  )();

/** What AWS's own tools would take from the environment and the profile, beside the credentials. */
export interface SharedSettings {
  /** The region that the user works in. */
  readonly region: string | undefined;
  /** Path of a PEM file. */
  readonly caBundle: string | undefined;
}

/** Sources: AWS SDKs and Tools Reference Guide, "AWS Region", "General configuration settings". */
export async function sharedSettings(profile: string | undefined): Promise<SharedSettings> {
  const [region, caBundle] = await Promise.all([
    setting('AWS_REGION', 'region', profile),
    setting('AWS_CA_BUNDLE', 'ca_bundle', profile),
  ]);
  return { region, caBundle };
}

/**
 * The URL that the environment or the profile names for a service. The SDK looks it up too, but of the profile that
 * `AWS_PROFILE` names, not of the one that a client is given. `serviceId` is the SDK's: `Cost Explorer`. Throws
 * `config-invalid`. Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
export async function configuredEndpoint(profile: string | undefined, serviceId: string): Promise<string | undefined> {
  const ignored = await loadConfig(
    {
      environmentVariableSelector: (env) =>
        booleanSelector(env, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
      configFileSelector: (section) =>
        booleanSelector(section, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
      default: false,
    },
    { ...(profile !== undefined && { profile }), ignoreCache: true },
  )();
  if (ignored) return undefined;
  const name = serviceId.replaceAll(' ', '_');
  // A variable of the environment wins over the profile, even where the profile names the service.
  const own = await setting(`AWS_ENDPOINT_URL_${name.toUpperCase()}`, 'ballast: never in a profile', profile);
  if (own) return own;
  const inServices = (await setting('AWS_ENDPOINT_URL', 'ballast: never in a profile', profile)) ? undefined : await servicesEndpoint(profile, name.toLowerCase());
  return inServices ?? setting('AWS_ENDPOINT_URL', 'endpoint_url', profile);
}
