// What did not come over, or not all of it: by reason, with the places behind each, in the reader's language.
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ImportIssue, ImportReport } from '#contract/imports.ts';
import { Section } from '#web/ui/Section.tsx';
import { detailOf, groupedByReason, type IssueGroup } from '../issue-groups.ts';
import css from './IssueList.module.css';

const effects = ['skipped', 'changed'] as const;
/** So few that nobody wants to open them one by one. */
const fewIssues = 12;

export function IssueList({ report }: { report: ImportReport }) {
  const { t } = useTranslation('imports');
  const { issues, issues_left_out: more } = report;
  return (
    <>
      {effects.map((effect) => {
        const these = issues.filter((issue) => issue.effect === effect);
        if (these.length === 0) return null;
        return (
          <Section key={effect} title={t(`effect.${effect}`)} count={these.length}>
            <ul className={css.groups}>
              {groupedByReason(these).map((group) => (
                <ReasonGroup key={group.code} group={group} isOpen={these.length <= fewIssues} />
              ))}
            </ul>
          </Section>
        );
      })}
      {more > 0 && <p className="ly-dimmed">{t('run.more_issues', { count: more })}</p>}
    </>
  );
}

function ReasonGroup({ group: { code, issues }, isOpen }: { group: IssueGroup; isOpen: boolean }) {
  const { t } = useTranslation('imports');
  const key = code.replace('.', '_');
  const reason = t(`reason.${key}`, { ...issues[0]?.params, defaultValue: issues[0]?.message });
  return (
    <li className={css.group}>
      <details open={isOpen}>
        <summary className={css.summary}>
          <IconChevronRight size={16} stroke={1.5} aria-hidden="true" className={css.mark} />
          <b>{t(`group.${key}`, { defaultValue: reason })}</b>
          <span className={css.count}>{issues.length}</span>
        </summary>
        <ul className={css.places}>
          {issues.map((issue, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished report never changes, and places may repeat
            <IssuePlace key={index} issue={issue} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function IssuePlace({ issue }: { issue: ImportIssue }) {
  const { t } = useTranslation('imports');
  const { line, path, title } = issue;
  const detail = detailOf(issue);
  return (
    <li className={css.place}>
      {line !== null && <span className={css.line}>{t('run.line', { line })}</span>}
      <span className={css.words}>
        {title || detail || path}
        {title !== '' && detail !== '' && <span className={css.detail}>{detail}</span>}
      </span>
      {path !== null && <span className={css.path}>{path}</span>}
    </li>
  );
}
