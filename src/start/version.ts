import packageJson from '../../package.json' with { type: 'json' };

/** As oclif writes it: `ballast/1.2.3 linux-x64 node-v24.0.0`. */
export const versionLine = (): string =>
  `${packageJson.name}/${packageJson.version} ${process.platform}-${process.arch} node-${process.version}`;
