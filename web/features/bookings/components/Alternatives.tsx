// Other dates of the same, where this one is full, closed or cancelled.
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { SessionDetail } from '../bookings.queries.ts';
import { useSessionWords } from '../use-session-words.ts';

export function Alternatives({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  if (session.alternatives.length === 0) return null;
  return (
    <Section title={t('alternatives')}>
      <RowList label={t('alternatives')}>
        {session.alternatives.map(({ id, title, starts_at, time_zone, free_seats }) => (
          <RowItem
            key={id}
            title={<AppLink href={`/sessions/${id}`}>{words.moment(starts_at, time_zone)}</AppLink>}
            detail={`${title} · ${t('seats.free', { count: free_seats })}`}
          />
        ))}
      </RowList>
    </Section>
  );
}
