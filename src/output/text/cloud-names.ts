const names: Readonly<Record<string, string>> = {
  aws: 'AWS',
  gcp: 'Google Cloud',
  azure: 'Azure',
  openstack: 'OpenStack',
};

const list = new Intl.ListFormat('en-GB');

/** As people call them: `AWS, Google Cloud and Azure`. */
export const cloudNames = (ids: readonly string[]): string => list.format(ids.map((id) => names[id] ?? id));
