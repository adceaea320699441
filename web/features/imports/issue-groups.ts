// Sorts the issues of a report by reason, so that fifty pictures that are missing are one thing to read and not fifty.
import type { ImportIssue, ImportReason } from '#contract/imports.ts';

export type IssueGroup = { code: ImportReason; issues: ImportIssue[] };

/** Groups in the order in which their reason is met first; inside a group the order of the source stays. */
export function groupedByReason(issues: readonly ImportIssue[]): IssueGroup[] {
  const groups = new Map<ImportReason, ImportIssue[]>();
  for (const issue of issues) {
    const known = groups.get(issue.code);
    if (known) known.push(issue);
    else groups.set(issue.code, [issue]);
  }
  return [...groups].map(([code, these]) => ({ code, issues: these }));
}

/** What a single issue adds to its group's heading: the name of the file, the kind, the value. */
export function detailOf({ params }: ImportIssue): string {
  const { kind, name, host, value, detail, field } = params;
  return String(kind ?? name ?? host ?? value ?? detail ?? field ?? '');
}
