import type { DoctorCheck, DoctorReport, InitReport, SandboxReport } from '../../domain/reports.ts';
import { doctorDocument, initDocument, isTrouble, sandboxDocument } from '../documents/setup.ts';
import { clean } from '../text/clean.ts';
import { cloudNames } from '../text/cloud-names.ts';
import { counted } from '../text/numbers.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import type { Paper, View } from '../view.ts';
import { heading, labelled, nextSteps, paragraph } from './blocks.ts';

export const initView: View<InitReport> = {
  document: initDocument,
  *text(report, paper) {
    if (report.path === null) {
      yield report.text;
      return;
    }
    yield `${paper.style.good(report.replaced ? 'replaced' : 'wrote')} ${clean(report.path)}\n`;
    yield heading('Credentials found', paper);
    yield report.detected.length === 0
      ? paragraph(paper.style.warn("none: sign in with the cloud's own tool, or name a profile in the file"), paper)
      : labelled(
          report.detected.map(({ provider, name, source }) => [`${provider} ${clean(name)}`, clean(source)]),
          paper,
        );
    for (const { provider, permissions } of report.permissions) {
      const services = new Set(permissions.map((permission) => permission.split(':')[0]));
      yield heading(`Permissions that reading ${provider} needs`, paper);
      yield paragraph(
        `${permissions.length} of ${services.size} services, for the checks that are enabled: ` +
          `\`ballast permissions ${provider}\` lists them, with --format iam as a policy`,
        paper,
      );
    }
    yield nextSteps(
      [
        ['ballast doctor', 'check credentials, permissions and reachability'],
        ['ballast audit', 'find what is wasted'],
      ],
      paper,
    );
  },
};

export const doctorView: View<DoctorReport> = {
  document: doctorDocument,
  *text(report, paper) {
    const { style } = paper;
    const areas = [...new Set(report.checks.map(({ area }) => area))];
    for (const [index, area] of areas.entries()) {
      yield index === 0 ? `${style.heading(area)}\n` : heading(area, paper);
      yield areaText(
        report.checks.filter((check) => check.area === area),
        paper,
      );
    }
    const trouble = report.checks.filter(isTrouble).length;
    yield trouble === 0
      ? `\n${style.good('Everything that a sync needs is there.')}\n`
      : `\n${style.bad(`${counted(trouble, 'check')} not passed.`)}\n`;
  },
};

const OUTCOME_WIDTH = 'warning'.length;
const OUTCOME_INDENT = 2 + OUTCOME_WIDTH + 2;

function areaText(checks: readonly DoctorCheck[], paper: Paper): string {
  const { style } = paper;
  const paint = { ok: style.good, warning: style.warn, denied: style.bad, failed: style.bad, skipped: style.dim };
  const width = checks.reduce((widest, { name }) => Math.max(widest, displayWidth(name)), 0);
  return checks
    .map(({ name, outcome, message, hint }) => {
      const advice = hint === undefined ? '' : `\n→ ${hint}`;
      const lines = labelled([[padEnd(clean(name), width), `${clean(message)}${advice}`]], paper, OUTCOME_INDENT);
      return `  ${paint[outcome](padEnd(outcome, OUTCOME_WIDTH))}  ${lines.slice(OUTCOME_INDENT)}`;
    })
    .join('');
}

export const sandboxView: View<SandboxReport> = {
  document: sandboxDocument,
  *text(report, paper) {
    const { style } = paper;
    yield `${style.title('Sandbox')} at ${style.command(report.url)}\n`;
    yield labelled(
      [
        [
          'Estate',
          `${cloudNames(report.clouds)}, with about ${counted(report.resources, 'resource')} in ${counted(report.accounts, 'account')} each, seed ${report.seed}`,
        ],
        ['Stop it', 'Ctrl-C'],
      ],
      paper,
    );
    yield nextSteps([[`ballast audit --sandbox ${report.url}`, 'in another terminal']], paper);
  },
};
