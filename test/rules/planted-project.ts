import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toolScripts, toolsEnvironment } from '../../scripts/tools.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the linter said about one line. */
export interface Complaint {
  /** Path from the project's root. */
  readonly file: string;
  readonly line: number;
  /** `boundaries(dependencies)`, `typescript(no-explicit-any)`, … */
  readonly rule: string;
}

/**
 * Writes `files` (path to source text) into a temporary project that has this repository's own lint
 * configuration, lints it and throws it away.
 */
export function lintPlanted(files: Readonly<Record<string, string>>): readonly Complaint[] {
  const project = mkdtempSync(join(tmpdir(), 'ballast-rules-'));
  try {
    for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json'])
      copyFileSync(join(root, file), join(project, file));
    for (const folder of ['tools', 'node_modules']) symlinkSync(join(root, folder), join(project, folder), 'dir');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    }
    return lint(project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

interface OxlintReport {
  readonly diagnostics: readonly {
    /** Missing for a file that does not parse. */
    readonly code?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
  readonly number_of_files: number;
}

function lint(project: string): readonly Complaint[] {
  const run = spawnSync(process.execPath, [toolScripts.oxlint, '--format', 'json', 'src'], {
    cwd: project,
    encoding: 'utf8',
    env: toolsEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  let report: OxlintReport;
  try {
    report = JSON.parse(run.stdout) as OxlintReport;
  } catch (cause) {
    throw new Error(`oxlint gave no report: ${run.error?.message ?? run.stdout + run.stderr}`, { cause });
  }
  if (report.number_of_files === 0) throw new Error('oxlint linted no file');
  return report.diagnostics.map(({ code, filename, labels }) => ({
    file: filename.replaceAll('\\', '/'),
    line: labels[0]?.span.line ?? 0,
    rule: code ?? 'parse-error',
  }));
}
