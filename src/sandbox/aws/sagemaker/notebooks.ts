import type { NotebookInstance, StudioApp } from '../../estate/machine-learning/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { sagemakerErrors } from './errors.ts';
import { listed, machineLearning } from './listing.ts';

type Fields = Readonly<Record<string, unknown>>;

const read = (fields: Fields): DocumentInput => new DocumentInput(fields, sagemakerErrors.invalid);

export function listNotebookInstances(call: Call, fields: Fields): object {
  const input = read(fields);
  const status = input.optionalText('StatusEquals');
  const { items, nextToken } = listed(call, input, machineLearning(call).notebooks, {
    what: ['notebook instances', status],
    keep: (one) => status === undefined || one.status === status,
  });
  return { NotebookInstances: items.map(notebookSummary), NextToken: nextToken };
}

const notebookSummary = ({ arn, name, type, status, region, createdAt, modifiedAt }: NotebookInstance): object => ({
  NotebookInstanceName: name,
  NotebookInstanceArn: arn,
  NotebookInstanceStatus: status,
  Url: `${name}.notebook.${region}.sagemaker.aws`,
  InstanceType: type,
  CreationTime: new Timestamp(createdAt),
  LastModifiedTime: new Timestamp(modifiedAt),
});

export function listApps(call: Call, fields: Fields): object {
  const input = read(fields);
  const domain = input.optionalText('DomainIdEquals');
  const profile = input.optionalText('UserProfileNameEquals');
  const { items, nextToken } = listed(call, input, machineLearning(call).apps, {
    what: ['apps', domain, profile],
    keep: (one) =>
      (domain === undefined || one.domainId === domain) && (profile === undefined || one.profile === profile),
  });
  return { Apps: items.map(appDetails), NextToken: nextToken };
}

const appDetails = ({ domainId, profile, appType, name, type, createdAt }: StudioApp): object => ({
  DomainId: domainId,
  UserProfileName: profile,
  AppType: appType,
  AppName: name,
  Status: 'InService',
  CreationTime: new Timestamp(createdAt),
  ResourceSpec: { InstanceType: type },
});

export function describeApp(call: Call, fields: Fields): object {
  const input = read(fields);
  const [domainId, appType, name] = [input.text('DomainId'), input.text('AppType'), input.text('AppName')];
  const profile = input.optionalText('UserProfileName') ?? input.optionalText('SpaceName');
  for (const app of call.world.index.of(machineLearning(call).apps).resources(call.accountId, call.region)) {
    const fits = app.domainId === domainId && app.appType === appType && app.name === name && app.profile === profile;
    if (!fits) continue;
    return {
      AppArn: app.arn,
      ...appDetails(app),
      LastHealthCheckTimestamp: new Timestamp(call.now),
      LastUserActivityTimestamp: new Timestamp(app.lastActivityAt),
    };
  }
  throw sagemakerErrors.noApp();
}
