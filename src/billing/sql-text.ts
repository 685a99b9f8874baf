/** A text literal of SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A path as DuckDB's readers take it: they expand globs, so the signs of one stand in brackets. */
export const pathLiteral = (path: string): string => literal(path.replace(/[[*?]/g, '[$&]'));

/** A list of paths for one reader. */
export const pathList = (paths: readonly string[]): string => `[${paths.map(pathLiteral).join(', ')}]`;
