export type Redactor = (text: string) => string;

const HIDDEN = '[hidden]';

/**
 * Credentials by their shape. Causes of errors come from SDKs and servers, which quote requests; what looks like
 * a secret is taken out of everything that is written about an error, even where that hides something harmless.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  // AWS access key ids: AKIA long-lived, ASIA temporary (IAM user guide, unique identifiers).
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, HIDDEN],
  [/\b(proxy-)?authorization(["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1authorization$2${HIDDEN}`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9+/._~-]{8,}=*/g, `$1 ${HIDDEN}`],
  // JSON web tokens.
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, HIDDEN],
  // Google API keys and OAuth tokens.
  [/\b(?:AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{10,})/g, HIDDEN],
  [
    /\b(x-amz-(?:security-token|signature|credential)|x-auth-token|x-subject-token)(["']?\s*[:=]\s*["']?)[^\s&"']+/gi,
    `$1$2${HIDDEN}`,
  ],
  [
    /([\w-]*(?:secret|password|passwd|token|api[-_]?key|access[-_]?key|credential)[\w-]*)(["']?\s*[:=]\s*["']?)(?!\[hidden\])[^\s&"',;}]+/gi,
    `$1$2${HIDDEN}`,
  ],
  [/(:\/\/)[^\s/@:]+:[^\s/@]+@/g, `$1${HIDDEN}@`],
];

const SECRET_NAME = /secret|token|password|passwd|key|credential/i;
/** Shorter values would hide ordinary words. */
const LEAST_SECRET = 8;

/** Knows the shapes above and the values that the environment holds under names that say they are secret. */
export function redactor(env: Readonly<Record<string, string | undefined>>): Redactor {
  const values = Object.entries(env)
    .filter(([name]) => SECRET_NAME.test(name))
    .map(([, value]) => value ?? '')
    // A path to a key file is what someone who mends a wrong one has to see.
    .filter((value) => value.length >= LEAST_SECRET && !value.startsWith('/'))
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let redacted = text;
    for (const value of values) redacted = redacted.replaceAll(value, HIDDEN);
    for (const [shape, replacement] of SHAPES) redacted = redacted.replace(shape, replacement);
    return redacted;
  };
}
