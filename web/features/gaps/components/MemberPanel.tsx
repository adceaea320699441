// A person of one's line beside the list: what they are trained in and when, what is missing, and what happened.
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamMemberDetail } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { DueDate } from '#web/ui/DueDate.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { Section } from '#web/ui/Section.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { Status } from '#web/ui/Status.tsx';
import { teamMemberQuery } from '../gaps.queries.ts';
import { type MemberTab, memberTabs } from '../team-search.ts';
import { GapCard } from './GapCard.tsx';
import css from './Gaps.module.css';
import { RoleSkills } from './RoleSkills.tsx';
import { RemindButton } from './TeamTable.tsx';

type MemberPanelProps = {
  id: string;
  tab: MemberTab;
  onTab: (tab: MemberTab) => void;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
  /** What happened, newest first; drawn only when it is looked at. */
  timeline: ReactNode;
};

export function MemberPanel({ id, tab, onTab, timeline, ...panel }: MemberPanelProps) {
  const { t } = useTranslation('gaps');
  const { data: member, error } = useQuery(teamMemberQuery(id));
  const person = member?.person;
  const mayRemind = (member?.overdue_count ?? 0) + (member?.due_count ?? 0) > 0;
  return (
    <SidePanel
      title={person?.display_name ?? t('team.title')}
      detail={person && [person.position, person.department].filter(Boolean).join(', ')}
      picture={
        person && (
          <PersonAvatar id={person.id} name={person.display_name} picture={person.avatar_url} size={48} />
        )
      }
      actions={
        person && (
          <>
            {mayRemind && <RemindButton people={[id]} variant="light" />}
            <Button component={AppLink} href={`/people/${id}/skills`}>
              {t('member.skills_page')}
            </Button>
          </>
        )
      }
      {...panel}
    >
      {error && !member && <ErrorSummary error={error} />}
      {!error && !member && <Skeleton height={240} />}
      {member && (
        <div className={css.stack}>
          <SegmentedControl
            aria-label={t('member.tabs')}
            value={tab}
            onChange={(next) => onTab(next as MemberTab)}
            data={memberTabs.map((one) => ({ value: one, label: t(`member.tab.${one}`) }))}
          />
          {tab === 'training' && <Training member={member} />}
          {tab === 'skills' && <Skills member={member} />}
          {tab === 'evidence' && timeline}
        </div>
      )}
    </SidePanel>
  );
}

function Training({ member }: { member: TeamMemberDetail }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  return (
    <>
      {member.overdue_count > 0 && (
        <Note tone="overdue" title={t('member.overdue', { count: member.overdue_count })} />
      )}
      <Section title={t('member.training')} count={member.training.length}>
        {member.training.length === 0 && <p className={css.words}>{t('member.no_training')}</p>}
        <ul className={css.list} aria-label={t('member.training')}>
          {member.training.map((one) => (
            <li key={one.enrollment_id}>
              <span>
                <AppLink href={`/courses/${one.course_id}`}>{one.course_title}</AppLink>
                <small className="ly-dimmed">
                  {t('member.done', { percent: format.percent(one.percent) })}
                  {one.reminded_at && (
                    <>
                      {' · '}
                      {t('member.reminded')} <DateTime value={one.reminded_at} format="date" />
                    </>
                  )}
                </small>
              </span>
              <DueDate due_at={one.due_at} soon_days={30} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Skills({ member }: { member: TeamMemberDetail }) {
  const { t } = useTranslation('gaps');
  return (
    <>
      {member.certificates.length > 0 && (
        <Section title={t('member.certificates')} count={member.certificates.length}>
          <ul className={css.list} aria-label={t('member.certificates')}>
            {member.certificates.map((one) => (
              <li key={one.certificate_id}>
                <span>
                  {one.course_title}
                  <small className="ly-dimmed">{one.number}</small>
                </span>
                <Status kind="expiring">
                  {t('member.ends')} <DateTime value={one.expires_at} format="date" />
                </Status>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <RoleSkills person_id={member.person.id} />
      <GapCard person_id={member.person.id} />
    </>
  );
}
