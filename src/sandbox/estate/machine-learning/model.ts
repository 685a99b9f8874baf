/** SageMaker and Bedrock. Times are epoch ms. */
interface Placed {
  readonly accountId: string;
  readonly region: string;
}

type Tags = Readonly<Record<string, string>>;

export interface NotebookInstance extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly status: 'InService' | 'Stopped';
  readonly createdAt: number;
  /** Its last start, stop or change. */
  readonly modifiedAt: number;
  readonly tags: Tags;
  /** Hidden, percent: only some accounts have it in CloudWatch. */
  readonly cpu?: { readonly shape: 'idle' | 'spiky'; readonly peak: number };
}

export interface StudioApp extends Placed {
  readonly arn: string;
  readonly domainId: string;
  readonly profile: string;
  readonly appType: 'JupyterLab' | 'KernelGateway' | 'JupyterServer';
  readonly name: string;
  readonly type: string;
  readonly createdAt: number;
  readonly lastActivityAt: number;
  readonly tags: Tags;
}

export interface Endpoint extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly configName: string;
  readonly serving: 'real-time' | 'asynchronous' | 'serverless' | 'components';
  readonly type: string;
  readonly instances: number;
  readonly variants: readonly string[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly tags: Tags;
  /** Hidden. `once`: on one day of the last two weeks alone. */
  readonly requests: { readonly kind: 'none' | 'daily' | 'once'; readonly perDay: number };
  /** Hidden: whether its machines report at all. */
  readonly reports: boolean;
}

export interface ProvisionedModel extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly modelId: string;
  readonly units: number;
  readonly status: 'InService' | 'Updating';
  readonly createdAt: number;
  readonly commitment?: { readonly duration: 'OneMonth' | 'SixMonths'; readonly endsAt: number };
  readonly tags: Tags;
  /** Hidden; callers name it by its ARN or by the id at its end. */
  readonly requests: { readonly kind: 'none' | 'daily' | 'once'; readonly perDay: number; readonly by: 'arn' | 'id' };
}

export interface MachineLearningState {
  readonly notebooks: ReadonlyMap<string, NotebookInstance>;
  readonly apps: ReadonlyMap<string, StudioApp>;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly provisionedModels: ReadonlyMap<string, ProvisionedModel>;
}
