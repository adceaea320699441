// Who leads a person, on the page about that person.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { PersonCard } from '#web/ui/PersonCard.tsx';
import { Section } from '#web/ui/Section.tsx';
import { managerQuery } from '../reporting.queries.ts';
import { ManagerDialog } from './ManagerDialog.tsx';
import css from './Reporting.module.css';

export function ManagerField({ person }: { person: { id: string; display_name: string } }) {
  const { t } = useTranslation('reporting');
  const format = useFormat();
  const known = useQuery(managerQuery(person.id)).data;
  const [isOpen, setIsOpen] = useState(false);
  if (!known) return null;
  const { manager, since, acting } = known;
  return (
    <div className={css.field}>
      <Section
        title={t('manager.section')}
        action={
          known.can.includes('change') && <Button onClick={() => setIsOpen(true)}>{t('manager.edit')}</Button>
        }
      >
        {manager ? (
          <PersonCard
            person={manager}
            detail={[manager.position, since && t('manager.open', { from: format.date(since) })]
              .filter(Boolean)
              .join(' · ')}
          />
        ) : (
          <p className="ly-dimmed">{t('none')}</p>
        )}
        {acting.map((one) => (
          <p key={one.id} className="ly-dimmed">
            {t('manager.acting', { name: one.acting.display_name, manager: one.manager.display_name })}
          </p>
        ))}
      </Section>
      {isOpen && <ManagerDialog person={person} onClose={() => setIsOpen(false)} />}
    </div>
  );
}
