/** SDK marks on credentials that tell where they were found, in words. The first that fits is the most telling. */
const sourceWords: readonly (readonly [mark: RegExp, words: string])[] = [
  [/SSO/, 'single sign-on'],
  [/PROCESS/, 'credential process'],
  [/LOGIN/, 'sign-in session'],
  [/WEB_ID/, 'web identity token'],
  [/CREDENTIALS_(STS_ASSUME_ROLE|PROFILE_SOURCE_PROFILE)/, 'assumed role'],
  [/^CREDENTIALS_HTTP$/, 'container credentials'],
  [/^CREDENTIALS_ENV_VARS$/, 'environment variables'],
  [/^CREDENTIALS_PROFILE/, 'shared configuration files'],
];

/** Where credentials came from: `profile finops (single sign-on)`, `environment variables`. */
export function credentialSource(profile: string | undefined, marks: readonly string[]): string {
  const words = sourceWords.find(([mark]) => marks.some((found) => mark.test(found)))?.[1];
  // The one link of the chain that marks nothing.
  if (profile === undefined) return words ?? 'instance metadata';
  const keys = words === undefined || words === 'shared configuration files';
  return keys ? `profile ${profile}` : `profile ${profile} (${words})`;
}
