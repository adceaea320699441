// The person's own skills: what they can do, with what proof, and what comes next.
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddSkillDialog } from '#web/features/skills/components/AddSkillDialog.tsx';
import { PersonSkills } from '#web/features/skills/components/PersonSkills.tsx';
import { ProofDialog } from '#web/features/skills/components/ProofDialog.tsx';
import { personSkillsQuery } from '#web/features/skills/skills.queries.ts';
import { useSkillsState } from '#web/features/skills/use-skills-state.ts';
import { useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';

export function SkillsPage() {
  const person = useSession()?.user;
  return person ? <OwnSkills person_id={person.id} /> : null;
}

function OwnSkills({ person_id }: { person_id: string }) {
  const { t } = useTranslation('skills');
  const list = useQuery(personSkillsQuery(person_id));
  const [open, setOpen] = useState<'add' | 'prove' | null>(null);
  const state = useSkillsState(list.data?.results);
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title={t('own.title')}
        pathName={t('title')}
        state={state}
        action={
          <>
            <Button onClick={() => setOpen('prove')}>{t('proof.title')}</Button>
            <Button
              variant="filled"
              leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
              onClick={() => setOpen('add')}
            >
              {t('add.title')}
            </Button>
          </>
        }
      />
      <PersonSkills
        person_id={person_id}
        caption={t('own.title')}
        skills={list.data?.results}
        empty={{
          title: t('own.empty'),
          words: t('own.empty_words'),
          action: <Button onClick={() => setOpen('add')}>{t('add.title')}</Button>,
        }}
      />
      {open === 'add' && <AddSkillDialog onClose={close} />}
      {open === 'prove' && <ProofDialog onClose={close} />}
    </>
  );
}
