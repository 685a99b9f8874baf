/**
 * A resource's id as a table shows it: of a path of many parts (Azure's and Google's ids) the last two, `…/disks/data-7`.
 * CSV and JSON have it whole, and the commands that show one resource take its last part too.
 */
export function shownResourceId(id: string): string {
  const parts = id.split('/');
  return parts.length < 6 ? id : `…/${parts.slice(-2).join('/')}`;
}
