/**
 * Checks of the catalogue with priority P1 or P2 that are not built, by id, with the reason. A test holds that every
 * such row is either a check or stands here, and that none of P1 does.
 */
export const notBuilt: Readonly<Record<string, string>> = {
  // Azure
  'azure-devtest-offer-candidate':
    'whether its users are Visual Studio subscribers, whom alone the offer is for, is told by no API, and what a subscription would cost under it is the other rate of each of its machines and services',
  'azure-loganalytics-tier':
    'how many bytes come into a workspace, and into which table, its own data plane alone tells, by queries; Monitor counts records',
  // Google Cloud
  'gcp-bq-capacity':
    'Monitoring has the slots of a reservation only where and while a project uses them, so that no use looks like no figure; the timelines that have both are paid queries over the jobs of all projects',
  'gcp-bq-runaway-queries':
    'the bytes of each query stand in a listing of every job of every user alone: tens of thousands a week, with who ran what; no metric tells them by query or user',
  'gcp-bq-table-stale':
    'when a table was read last is told by paid queries over all jobs of all projects that may read it; the time of its last change alone says too little',
};
