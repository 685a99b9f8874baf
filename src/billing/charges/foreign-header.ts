/** Columns that give away a billing file which is none of those that are read. Lower case. */
const signatures: readonly { readonly columns: readonly string[]; readonly what: string }[] = [
  { columns: ['recordtype', 'payeraccountid'], what: 'an AWS detailed billing report, which AWS no longer makes' },
  { columns: ['lineitem/usageaccountid'], what: 'an AWS Cost and Usage Report without most of its columns' },
  { columns: ['line_item_usage_account_id'], what: 'an AWS Cost and Usage Report without most of its columns' },
  { columns: ['costinbillingcurrency'], what: 'an Azure cost export without most of its columns' },
  { columns: ['pretaxcost'], what: 'an Azure cost export without most of its columns' },
  { columns: ['service.id', 'usage_start_time'], what: 'a Google Cloud billing export without most of its columns' },
  { columns: ['product_taxonomy', 'geo_taxonomy'], what: 'the Google Cloud pricing export: prices, and no costs' },
  { columns: ['lineitem/referenceno'], what: 'an Oracle Cloud cost report' },
  { columns: ['contractcommitmentid'], what: 'the FOCUS Contract Commitment dataset, not Cost and Usage' },
  { columns: ['billingperiodstatus'], what: 'the FOCUS Billing Period dataset, not Cost and Usage' },
  { columns: ['invoicedetaildescription'], what: 'the FOCUS Invoice Detail dataset, not Cost and Usage' },
];

/** What a file with this header looks like when it is none that is read: `an Oracle Cloud cost report`. */
export function describeForeignHeader(names: readonly string[]): string {
  const present = new Set(names.map((name) => name.trim().toLowerCase()));
  const known = signatures.find(({ columns }) => columns.every((column) => present.has(column)));
  if (known) return known.what;
  const first = names.slice(0, 3).map((name) => JSON.stringify(name.slice(0, 40)));
  const more = names.length > 3 ? ', …' : '';
  return `a table with the ${names.length === 1 ? 'column' : 'columns'} ${first.join(', ')}${more}`;
}
