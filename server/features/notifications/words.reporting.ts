/** What is said about who leads whom, in each language. */
import type { NotificationKind } from '#contract/notifications.ts';
import type { Words } from './words.ts';

type ReportingKind = Extract<
  NotificationKind,
  'manager_changed' | 'manager_removed' | 'report_added' | 'acting_changed'
>;
type ReportingWords = Record<ReportingKind, Words>;

export const reportingWordsEn: ReportingWords = {
  manager_changed: { notice: (p) => `${p.sender_name} is your manager now.` },
  manager_removed: { notice: () => 'You have no manager at the moment.' },
  report_added: { notice: (p) => `${p.sender_name} reports to you now.` },
  acting_changed: { notice: (p) => `When you act for ${p.sender_name} was changed.` },
};

export const reportingWordsDe: ReportingWords = {
  manager_changed: { notice: (p) => `${p.sender_name} ist jetzt Ihre Führungskraft.` },
  manager_removed: { notice: () => 'Sie haben zurzeit keine Führungskraft.' },
  report_added: { notice: (p) => `${p.sender_name} gehört jetzt zu Ihrem Team.` },
  acting_changed: { notice: (p) => `Ihre Vertretung für ${p.sender_name} wurde geändert.` },
};
