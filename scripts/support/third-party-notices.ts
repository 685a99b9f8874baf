import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Plugin } from 'rolldown';

interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly texts: readonly string[];
}

/** Licence and notice files as packages name them; most licences ask that their text goes along with the code. */
const NOTICE = /^(licen[cs]e|notice|copying|copyright)/i;

/**
 * Writes `THIRD-PARTY-NOTICES.txt` beside the bundle: name, version, licence and its text of every package that has
 * code in it. Fails for a package that states no licence: what may not be given away must not be bundled.
 */
export function thirdPartyNotices(): Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of Object.keys(output.modules)) {
          const folder = packageFolder(id);
          if (folder !== undefined) folders.add(folder);
        }
      }
      const packages = [...folders].map(readPackage).sort((a, b) => (label(a) < label(b) ? -1 : 1));
      const silent = packages.find(({ license }) => license === '');
      if (silent !== undefined) this.error(`${label(silent)} is bundled and states no licence`);
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source: noticesOf(packages) });
    },
  };
}

const label = ({ name, version }: BundledPackage): string => `${name} ${version}`;

/** The folder of the package that a module belongs to; undefined for our own. */
function packageFolder(id: string): string | undefined {
  const path = id.replace(/^\0/, '').split('?')[0] ?? '';
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const [scopeOrName = '', name = ''] = path.slice(at + '/node_modules/'.length).split('/');
  const folder = join(
    path.slice(0, at),
    'node_modules',
    scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName,
  );
  return existsSync(join(folder, 'package.json')) ? folder : dirname(folder);
}

function readPackage(folder: string): BundledPackage {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name?: string;
    readonly version?: string;
    readonly license?: string | { readonly type?: string };
  };
  const { name = '', version = '', license = '' } = manifest;
  return {
    name,
    version,
    license: typeof license === 'string' ? license : (license.type ?? ''),
    texts: readdirSync(folder)
      .filter((file) => NOTICE.test(file) && !file.endsWith('.js'))
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').trim()),
  };
}

/** Packages of one vendor share their texts: each text stands once, under all packages that it is of. */
function noticesOf(packages: readonly BundledPackage[]): string {
  const byText = new Map<string, string[]>();
  for (const each of packages) {
    const text = each.texts.join('\n\n') || `Licence: ${each.license}`;
    byText.set(text, [...(byText.get(text) ?? []), `${label(each)} (${each.license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return `Ballast contains code of these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
