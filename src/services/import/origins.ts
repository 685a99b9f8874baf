import type { InputFile } from '../../billing/charges/read-billing.ts';
import { shortNames } from '../../billing/input-names.ts';
import type { ImportSources, SourceDelivery, SourceFile } from './sources.ts';

/** A file to read. */
export interface NamedFile {
  readonly source: SourceFile;
  /** Where the user's input found it. */
  readonly url: string;
  /** As messages call it. */
  readonly name: string;
  /** Undefined for a file that no manifest speaks of. */
  readonly delivery: SourceDelivery | undefined;
}

/** A file as it was read, and where it came from. */
export interface FileOrigin extends NamedFile {
  readonly input: InputFile;
}

export function filesOf({ deliveries, loose }: ImportSources): readonly NamedFile[] {
  const all = [
    ...deliveries.flatMap((delivery) => delivery.files.map((source) => ({ source, delivery }))),
    ...loose.map((source) => ({ source, delivery: undefined })),
  ].map((each) => ({ ...each, url: each.source.tree.urlOf(each.source.file.path) }));
  const names = shortNames(all.map(({ url }) => url));
  return all.map((each, at) => ({ ...each, name: names[at] ?? each.url }));
}

/** `pathOf` says where each file now lies on this machine. */
export const originsOf = (
  files: readonly NamedFile[],
  pathOf: ReadonlyMap<SourceFile, string>,
): readonly FileOrigin[] =>
  files.map((file) => ({
    ...file,
    input: {
      path: pathOf.get(file.source) ?? file.url,
      name: file.name,
      ...(file.delivery !== undefined && {
        exportId: file.delivery.exportUrl,
        billingMonth: file.delivery.billingMonth,
        ...(file.delivery.costView !== undefined && { costView: file.delivery.costView }),
      }),
    },
  }));
