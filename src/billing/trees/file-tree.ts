/** A file as its folder or bucket describes it. */
export interface TreeFile {
  /** From the tree's root, with `/` between the parts. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Changes with the content: an ETag, or size and time of the last change. */
  readonly mark: string;
  readonly modifiedMs: number;
}

/** Files to read, on this machine or in a bucket. */
export interface FileTree {
  /** Files at this path and beneath it. */
  list(folder: string): Promise<readonly TreeFile[]>;
  /** Undefined when there is no such file. */
  stat(path: string): Promise<TreeFile | undefined>;
  readText(file: TreeFile): Promise<string>;
  /** As a person would name it: an absolute path, an `s3://` URL. */
  urlOf(path: string): string;
}
