// The person's own skills: what they can do, with what proof, and what comes next.
import { Button } from '@mantine/core';
import { IconCertificate, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GapCard } from '#web/features/gaps/components/GapCard.tsx';
import { GapSummary } from '#web/features/gaps/components/GapSummary.tsx';
import { RoleSkills, useTargets } from '#web/features/gaps/components/RoleSkills.tsx';
import { personGapsQuery } from '#web/features/gaps/gaps.queries.ts';
import { AddSkillDialog } from '#web/features/skills/components/AddSkillDialog.tsx';
import { PersonSkills } from '#web/features/skills/components/PersonSkills.tsx';
import { ProofDialog } from '#web/features/skills/components/ProofDialog.tsx';
import { personSkillsQuery } from '#web/features/skills/skills.queries.ts';
import { useSkillsState } from '#web/features/skills/use-skills-state.ts';
import { useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { useIsPhone } from '#web/ui/use-is-phone.ts';
import css from './skills-page.module.css';

export function SkillsPage() {
  const session = useSession();
  if (!session) return null;
  const { user, leads } = session;
  const mayJudge = leads || user.roles.some((role) => role === 'trainer' || role === 'admin');
  return <OwnSkills person_id={user.id} mayJudge={mayJudge} />;
}

function OwnSkills({ person_id, mayJudge }: { person_id: string; mayJudge: boolean }) {
  const { t } = useTranslation('skills');
  const list = useQuery(personSkillsQuery(person_id));
  const [open, setOpen] = useState<'add' | 'prove' | null>(null);
  const state = useSkillsState(list.data?.results);
  const targets = useTargets();
  // One solid button: with a gap it is the plan's.
  const hasGap = useQuery(personGapsQuery()).data?.skills.some((one) => one.is_gap) ?? false;
  // Where there is no place beside it, the one next step stands before what is already there.
  const isPhone = useIsPhone();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title={t('own.title')}
        pathName={t('title')}
        state={<GapSummary otherwise={state} />}
        menu={mayJudge ? [{ label: t('proofs.title'), icon: IconCertificate, href: '/skills/proofs' }] : []}
        action={
          <>
            <Button onClick={() => setOpen('prove')}>{t('proof.title')}</Button>
            <Button
              variant={hasGap ? 'default' : 'filled'}
              leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
              onClick={() => setOpen('add')}
            >
              {t('add.title')}
            </Button>
          </>
        }
      />
      <div className={css.columns}>
        {isPhone && <GapCard />}
        <div className={css.main}>
          <PersonSkills
            person_id={person_id}
            caption={t('own.title')}
            skills={list.data?.results}
            targets={targets}
            empty={{
              title: t('own.empty'),
              words: t('own.empty_words'),
              action: <Button onClick={() => setOpen('add')}>{t('add.title')}</Button>,
            }}
          />
          <RoleSkills only_gaps />
        </div>
        {!isPhone && <GapCard />}
      </div>
      {open === 'add' && <AddSkillDialog onClose={close} />}
      {open === 'prove' && <ProofDialog onClose={close} />}
    </>
  );
}
