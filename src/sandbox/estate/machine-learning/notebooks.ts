import type { FamilyContext } from '../family-context.ts';
import { familyParts } from '../family-parts.ts';
import { daysBefore, HOUR } from '../generate/time.ts';
import type { NotebookInstance, StudioApp } from './model.ts';
import { monthOf, notebookRates } from './prices.ts';

const CHECK = 'aws-sagemaker-notebook-idle';

/** For each thousand resources. */
const INSTANCES = {
  'left-running': 0.7,
  'idle-measured': 0.4,
  'started-lately': 0.3,
  stopped: 0.4,
  training: 0.3,
  keep: 0.3,
} as const;

const APPS = {
  'unused-app': 0.7,
  'app-in-use': 0.4,
  'app-of-this-week': 0.3,
  'free-app': 0.4,
  'app-keep': 0.3,
} as const;

export function buildNotebooks(context: FamilyContext): readonly NotebookInstance[] {
  return [...familyParts(context, 'notebook instance', INSTANCES)].map(({ role, random, place, name, tags }) => {
    const { accountId, region } = place;
    const modifiedDays = role === 'started-lately' ? random.between(0.5, 5) : random.between(12, 60);
    const notebook: NotebookInstance = {
      arn: `arn:aws:sagemaker:${region}:${accountId}:notebook-instance/${name}`,
      name,
      accountId,
      region,
      type: random.pick(['ml.t3.medium', 'ml.t3.xlarge', 'ml.m5.xlarge']),
      status: role === 'stopped' ? 'Stopped' : 'InService',
      createdAt: daysBefore(context.now, modifiedDays + random.between(1, 200)),
      modifiedAt: daysBefore(context.now, modifiedDays),
      tags,
      ...(role === 'idle-measured' && { cpu: { shape: 'idle' as const, peak: 2.6 } }),
      ...(role === 'training' && { cpu: { shape: 'spiky' as const, peak: 92 } }),
    };
    const fine = (because: string): void => context.plantFine(CHECK, notebook, notebook.arn, because);
    const month = monthOf(notebookRates[notebook.type]!.hour);
    switch (role) {
      case 'left-running':
        context.plantWaste(CHECK, notebook, notebook.arn, 'has run through nights and weekends for weeks', month);
        break;
      case 'idle-measured':
        context.plantWaste(CHECK, notebook, notebook.arn, 'runs for weeks, with a CPU under 3 %', month);
        break;
      case 'started-lately':
        fine('started less than a week ago');
        break;
      case 'stopped':
        fine('stopped: only its disk is paid');
        break;
      case 'training':
        fine('busy every night: it trains a model');
        break;
      case 'keep':
        fine('protected by a tag');
        break;
    }
    return notebook;
  });
}

export function buildStudioApps(context: FamilyContext): readonly StudioApp[] {
  return [...familyParts(context, 'studio app', APPS)].map(({ role, random, place, name: profile, tags }) => {
    const { accountId, region } = place;
    const free = role === 'free-app';
    const appType = free ? 'JupyterServer' : random.pick(['JupyterLab', 'KernelGateway'] as const);
    const domainId = `d-${context.random('domain', accountId, region).hex(12)}`;
    const ageDays = role === 'app-of-this-week' ? random.between(3, 5.5) : random.between(12, 60);
    const lastHours = role === 'app-in-use' ? random.between(1, 12) : random.between(50, ageDays * 20);
    const app: StudioApp = {
      arn: `arn:aws:sagemaker:${region}:${accountId}:app/${domainId}/${profile}/${appType.toLowerCase()}/default`,
      accountId,
      region,
      domainId,
      profile,
      appType,
      name: 'default',
      type: free ? 'system' : random.pick(['ml.t3.medium', 'ml.m5.xlarge', 'ml.g4dn.xlarge']),
      createdAt: daysBefore(context.now, ageDays),
      lastActivityAt: context.now - Math.round(lastHours * HOUR),
      tags,
    };
    const fine = (because: string): void => context.plantFine(CHECK, app, app.arn, because);
    switch (role) {
      case 'unused-app': {
        const month = monthOf(notebookRates[app.type]!.hour);
        context.plantWaste(CHECK, app, app.arn, 'nobody has done anything in it for days', month);
        break;
      }
      case 'app-in-use':
        fine('somebody works in it today');
        break;
      case 'app-of-this-week':
        fine('unused for two days, but made this week');
        break;
      case 'free-app':
        fine('Studio’s own server, which is free');
        break;
      case 'app-keep':
        fine('protected by a tag');
        break;
    }
    return app;
  });
}
