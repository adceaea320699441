// What is to come in a room, beside the list of rooms.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Room } from '#contract/calendar.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Pager } from '#web/ui/Pager.tsx';
import { Section } from '#web/ui/Section.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { roomSessionsQuery } from '../calendar.queries.ts';
import css from './Calendar.module.css';

type RoomPanelProps = { room: Room; onEdit: () => void; onClose: () => void };

export function RoomPanel({ room, onEdit, onClose }: RoomPanelProps) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const { data, error } = useQuery(roomSessionsQuery(room.id, page));
  return (
    <SidePanel
      title={room.name}
      detail={[room.location, t('room.seats', { count: room.capacity })].filter(Boolean).join(', ')}
      width={368}
      onClose={onClose}
      actions={
        <Button size="xs" onClick={onEdit}>
          {t('rooms.change')}
        </Button>
      }
    >
      {room.equipment.length > 0 && (
        <p>{format.list(room.equipment.map((kind) => t(`equipment.${kind}`)))}</p>
      )}
      {room.notes && <p className="ly-dimmed">{room.notes}</p>}
      <Section title={t('rooms.upcoming')} count={data?.count ?? undefined}>
        {error && <ErrorSummary error={error} />}
        {!data && !error && <Skeleton height={160} />}
        {data?.results.length === 0 && <p className="ly-dimmed">{t('rooms.no_sessions')}</p>}
        <ul className={css.feeds} aria-label={t('rooms.upcoming')}>
          {data?.results.map((session) => (
            <li key={session.id}>
              <span>
                <AppLink href={`/sessions/${session.id}`}>{session.title}</AppLink>
                <br />
                <span className={css.help}>
                  <DateTime value={session.starts_at} format="long" second_zone={session.time_zone} />
                </span>
              </span>
              <span className="ly-tabular">
                {t('entry.seats', { taken: session.seats_taken, count: session.seats })}
              </span>
            </li>
          ))}
        </ul>
        {data && (data.count ?? 0) > 10 && (
          <Pager page={page} pageSize={10} count={data.count} shown={data.results.length} onPage={setPage} />
        )}
      </Section>
    </SidePanel>
  );
}
