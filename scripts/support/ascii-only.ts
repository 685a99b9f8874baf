import type { Plugin } from 'rolldown';

/**
 * V8 keeps a source with a single character beyond Latin-1 at two bytes for every character, and reads it half as
 * fast. In strings, templates and regular expressions an escape means the same.
 */
export function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    // After the minifier, which writes characters as they are.
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk' || output.code.includes('String.raw')) continue;
        output.code = output.code.replace(/[\u0080-\uffff]/g, escaped);
      }
    },
  };
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
