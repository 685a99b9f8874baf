import type { ColorDepth } from './screen.ts';

type Paint = (text: string) => string;

/** Colours by meaning, so that every view says the same thing the same way. */
export interface Style {
  readonly title: Paint;
  readonly heading: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly warn: Paint;
  readonly bad: Paint;
  readonly money: Paint;
  readonly command: Paint;
}

const same: Paint = (text) => text;

export const plainStyle: Style = {
  title: same,
  heading: same,
  dim: same,
  good: same,
  warn: same,
  bad: same,
  money: same,
  command: same,
};

/** chalk is loaded only where there is colour: a pipe and a JSON document never pay for it. */
export async function styleFor(depth: ColorDepth): Promise<Style> {
  if (depth === 0) return plainStyle;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: depth });
  return {
    title: chalk.bold,
    heading: chalk.bold.cyan,
    dim: chalk.dim,
    good: chalk.green,
    warn: chalk.yellow,
    bad: chalk.red,
    money: chalk.bold.green,
    command: chalk.cyan,
  };
}
