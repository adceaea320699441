// What stands beside the calendar: a session or an own event, there already or new.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { now } from '#web/lib/clock.ts';
import { useSession } from '#web/lib/session.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { ownEventQuery, sessionDetailQuery } from '../calendar.queries.ts';
import { type CalendarSearch, closed } from '../calendar-search.ts';
import { copyOf, newSession, type SessionValues } from '../planning/session-values.ts';
import type { PanelDraft } from '../planning/use-draft.ts';
import type { Moved } from '../use-move.ts';
import { addDays, addMinutes, dayOf, type Wall, wallAt, wallOf } from '../wall-time.ts';
import { NewSessionPanel } from './NewSessionPanel.tsx';
import { OwnEventPanel } from './OwnEventPanel.tsx';
import { SessionEditor } from './SessionEditor.tsx';

type CalendarPanelProps = {
  state: CalendarSearch;
  moved: Moved | null;
  onDraft: (draft: PanelDraft | null) => void;
  onShow: (state: CalendarSearch, options?: { replace?: boolean }) => void;
  /** Takes the session into the hand, to be moved with arrows. */
  onMove: (session_id: string) => void;
};

export function CalendarPanel(props: CalendarPanelProps) {
  const { state } = props;
  const [kind = '', id = ''] = (state.open ?? '').split(':');
  if (kind === 'session') return <OpenSession key={id} id={id} {...props} />;
  if (kind === 'event') return <OpenEvent key={id} id={id} {...props} />;
  const key = `${state.open}${state.at}${state.until}${state.like}`;
  return kind === 'new-session' ? <PlanSession key={key} {...props} /> : <AddEvent key={key} {...props} />;
}

function OpenSession({ id, state, moved, onDraft, onShow, onMove }: CalendarPanelProps & { id: string }) {
  const { t } = useTranslation('calendar');
  const { data: session, error } = useQuery(sessionDetailQuery(id));
  const close = () => onShow(closed(state));
  if (!session) return <Unready title={t('panel.session')} error={error} onClose={close} />;
  return (
    <SessionEditor
      session={session}
      moved={moved?.record_id === id ? moved : null}
      onDraft={onDraft}
      onClose={close}
      onMove={() => onMove(id)}
      onDuplicate={() => onShow({ ...closed(state), open: 'new-session', like: id })}
    />
  );
}

function OpenEvent({ id, state, moved, onDraft, onShow }: CalendarPanelProps & { id: string }) {
  const { t } = useTranslation('calendar');
  const { data: event, error } = useQuery(ownEventQuery(id));
  const close = () => onShow(closed(state));
  if (!event) return <Unready title={t('event.title')} error={error} onClose={close} />;
  return (
    <OwnEventPanel
      key={event.record_version}
      event={event}
      starts={event.starts_local}
      ends={event.ends_local}
      moved={moved?.record_id === id ? moved : null}
      onDraft={onDraft}
      onClose={close}
    />
  );
}

function AddEvent({ state, onDraft, onShow }: CalendarPanelProps) {
  const { starts, ends } = useNewTimes(state);
  return (
    <OwnEventPanel
      event={null}
      starts={starts}
      ends={ends}
      moved={null}
      onDraft={onDraft}
      onClose={() => onShow(closed(state))}
    />
  );
}

function PlanSession({ state, onDraft, onShow }: CalendarPanelProps) {
  const { t } = useTranslation('calendar');
  const session = useSession();
  const { zone } = useFormat();
  const { starts, ends } = useNewTimes(state);
  const like = useQuery({ ...sessionDetailQuery(state.like ?? ''), enabled: state.like !== undefined });
  const close = () => onShow(closed(state));
  if (state.like && !like.data) return <Unready title={t('new.title')} error={like.error} onClose={close} />;
  const user = session?.user;
  const mayTeach = user?.roles.includes('trainer') ?? false;
  const trainers =
    user && mayTeach ? [{ id: user.id, display_name: user.display_name, avatar_url: user.avatar_url }] : [];
  const empty: SessionValues = {
    ...newSession({ starts, ends, zone, trainers }),
    course_id: state.course ?? null,
    lesson_id: (state.course && state.lesson) ?? null,
  };
  return (
    <NewSessionPanel
      initial={like.data ? copyOf(like.data) : empty}
      onDraft={onDraft}
      onClose={close}
      onPlanned={(id, starts_at) =>
        onShow({
          ...closed(state),
          date: starts_at ? dayOf(wallOf(starts_at, zone)) : state.date,
          open: id ? `session:${id}` : undefined,
        })
      }
    />
  );
}

/** As the address says, else the morning of the day that is shown, or of tomorrow. */
function useNewTimes({ at, until, date }: CalendarSearch): { starts: Wall; ends: Wall } {
  const { zone } = useFormat();
  const tomorrow = addDays(dayOf(wallOf(now(), zone)), 1);
  const starts = at ?? wallAt(date && date > tomorrow ? date : tomorrow, '09:00');
  return { starts, ends: until && until > starts ? until : addMinutes(starts, 120) };
}

function Unready({ title, error, onClose }: { title: string; error: unknown; onClose: () => void }) {
  return (
    <SidePanel title={title} width={368} onClose={onClose}>
      {error ? <ErrorSummary error={error} /> : <Skeleton height={420} />}
    </SidePanel>
  );
}
