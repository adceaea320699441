// Who acts for a manager who is away, and until when.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActingManager } from '#contract/reporting.ts';
import { useNow } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { Section } from '#web/ui/Section.tsx';
import { Status } from '#web/ui/Status.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useEndActing } from '../reporting.mutations.ts';
import { actingQuery } from '../reporting.queries.ts';
import { ActingDialog } from './ActingDialog.tsx';
import css from './Reporting.module.css';

export function ActingSection() {
  const { t } = useTranslation('reporting');
  const [isOpen, setIsOpen] = useState(false);
  const acting = useQuery(actingQuery).data?.results;
  const end = useEndActing();
  const now = useNow();
  const open = acting?.filter(({ valid_until }) => Date.parse(valid_until) > now.getTime()) ?? [];
  return (
    <Section
      title={t('acting.title')}
      count={open.length}
      action={<Button onClick={() => setIsOpen(true)}>{t('acting.add')}</Button>}
    >
      <p className={css.words}>{t('acting.words')}</p>
      {acting && open.length === 0 && <p className="ly-dimmed">{t('acting.empty')}</p>}
      <ul className={css.list} aria-label={t('acting.title')}>
        {open.map((one) => (
          <li key={one.id}>
            <span className={css.who}>
              {one.acting.display_name}
              <small className="ly-dimmed">
                {t('acting.for', { manager: one.manager.display_name })}
                {one.reason && ` · ${one.reason}`}
              </small>
            </span>
            <When acting={one} now={now} />
            <Button
              size="xs"
              aria-label={t('acting.end_of', { name: one.acting.display_name })}
              onClick={() => end.mutate(one.id, { onSuccess: () => notify(t('acting.ended')) })}
            >
              {t('acting.end')}
            </Button>
          </li>
        ))}
      </ul>
      {isOpen && <ActingDialog onClose={() => setIsOpen(false)} />}
    </Section>
  );
}

function When({ acting, now }: { acting: ActingManager; now: Date }) {
  const { t } = useTranslation('reporting');
  const format = useFormat();
  const isComing = Date.parse(acting.valid_from) > now.getTime();
  return isComing ? (
    <Status kind="not_started">
      {t('acting.state.coming', { day: format.dateTime(acting.valid_from) })}
    </Status>
  ) : (
    <Status kind="in_progress">
      {t('acting.state.current', { day: format.dateTime(acting.valid_until) })}
    </Status>
  );
}
