// Sessions by day, with the button for what comes later.
import { Button, Skeleton } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { RowList } from '#web/ui/RowList.tsx';
import type { TrainingSession } from '../bookings.queries.ts';
import type { SessionsView } from '../sessions-search.ts';
import { useSessionWords } from '../use-session-words.ts';
import css from './Bookings.module.css';
import { SessionRow } from './SessionRow.tsx';

type Pages = { pages: readonly { results: readonly TrainingSession[] }[] };
type SessionListProps = {
  query: Pick<UseInfiniteQueryResult<Pages>, 'data' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  view: SessionsView;
  isNarrowed: boolean;
};

export function SessionList({ query, view, isNarrowed }: SessionListProps) {
  const { t } = useTranslation('bookings');
  const format = useFormat();
  const words = useSessionWords();
  const sessions = query.data?.pages.flatMap(({ results }) => results);
  if (sessions === undefined) return <Skeleton height={420} radius="lg" />;
  if (sessions.length === 0)
    return (
      <EmptyState
        icon={IconCalendarOff}
        title={t(isNarrowed ? 'list.nothing_found' : `list.empty.${view}`)}
        action={
          view === 'mine' &&
          !isNarrowed && (
            <Button component={AppLink} href="/sessions?view=bookable" variant="filled">
              {t('list.find')}
            </Button>
          )
        }
      >
        {t(isNarrowed ? 'list.nothing_found_words' : `list.empty_words.${view}`)}
      </EmptyState>
    );
  return (
    <div className={css.main}>
      {byDay(sessions, (session) => words.day(session.starts_at, format.zone)).map(([day, ofDay]) => (
        <Day key={day} name={day} sessions={ofDay} />
      ))}
      {query.hasNextPage && (
        <div className={css.buttons}>
          <Button
            aria-busy={query.isFetchingNextPage}
            onClick={() => !query.isFetchingNextPage && void query.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Day({ name, sessions }: { name: string; sessions: readonly TrainingSession[] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={css.day}>
        {name}
      </h2>
      <RowList label={name}>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} byTime />
        ))}
      </RowList>
    </section>
  );
}

/** In the order given; a day stands once. */
function byDay(
  sessions: readonly TrainingSession[],
  dayOf: (session: TrainingSession) => string,
): [string, TrainingSession[]][] {
  const days = new Map<string, TrainingSession[]>();
  for (const session of sessions) {
    const day = dayOf(session);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return [...days];
}
