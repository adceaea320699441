// A calendar: month, week, day or list, with what is opened beside it. The same for one's own time and for what one teaches.
import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconCalendar, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { now } from '#web/lib/clock.ts';
import { useSession } from '#web/lib/session.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { useIsPhone } from '#web/ui/use-is-phone.ts';
import { entriesQuery } from '../calendar.queries.ts';
import { type CalendarView, daysIn, firstWeekday, instantsOf, rangeOf, stepped } from '../calendar-range.ts';
import { type CalendarSearch, calendarHref, closed } from '../calendar-search.ts';
import { byDay, type CalendarEntry, figuresOf, filtered, isMovable, recordIdOf } from '../placing.ts';
import type { PanelDraft } from '../planning/use-draft.ts';
import { useCalendarAddress } from '../use-address.ts';
import { useDrafts } from '../use-drafts.ts';
import { useDrag } from '../use-drag.ts';
import { type Moved, useMove, useMoveClashes } from '../use-move.ts';
import { useMoveKeys } from '../use-move-keys.ts';
import { useMoveWords } from '../use-move-words.ts';
import { dayOf, type Wall, wallOf } from '../wall-time.ts';
import { Agenda } from './Agenda.tsx';
import css from './Calendar.module.css';
import { CalendarBar } from './CalendarBar.tsx';
import type { EntryActs } from './EntryLink.tsx';
import { MonthGrid } from './MonthGrid.tsx';
import { WeekGrid } from './WeekGrid.tsx';

// What is opened arrives when something is opened; most people only look.
const CalendarPanel = lazy(async () => ({ default: (await import('./CalendarPanel.tsx')).CalendarPanel }));
const FeedsDialog = lazy(async () => ({ default: (await import('./FeedsDialog.tsx')).FeedsDialog }));

type CalendarScreenProps = {
  path: '/calendar' | '/teach/sessions';
  /** Follows the sentence under the title. */
  note?: ReactNode;
};

export function CalendarScreen({ path, note }: CalendarScreenProps) {
  const isTeaching = path === '/teach/sessions';
  const { t } = useTranslation('calendar');
  const session = useSession();
  const format = useFormat();
  const isPhone = useIsPhone();
  const { state, show } = useCalendarAddress(path);
  const today = dayOf(wallOf(now(), format.zone));
  const date = state.date ?? today;
  const view: CalendarView =
    state.view === 'week' && isPhone ? 'day' : (state.view ?? (isPhone ? 'agenda' : 'week'));
  const range = rangeOf(view, date, firstWeekday(format.locale));
  const asked = instantsOf(range, format.zone);
  const wanted = isTeaching ? 'teaching' : state.offered ? 'offered' : 'mine';
  const list = useQuery(entriesQuery(asked.from, asked.to, wanted));
  const entries = useMemo(() => list.data?.results ?? [], [list.data]);
  const shown = useMemo(() => filtered(entries, state), [entries, state]);
  const { from, to } = range;
  const days = useMemo(() => byDay(shown, daysIn({ from, to }), format.zone), [shown, from, to, format.zone]);
  const [areAllHours, setAllHours] = useState(false);
  const [isFeeding, setIsFeeding] = useState(false);
  const [draft, setDraft] = useState<PanelDraft | null>(null);
  const [moved, setMoved] = useState<Moved | null>(null);

  const mayPlan = session?.abilities.includes('session.manage') ?? false;
  const openOf = (entry: CalendarEntry): string | null => {
    if (!entry.can.includes('update')) return null;
    if (entry.kind === 'own_event') return `event:${recordIdOf(entry)}`;
    return entry.session ? `session:${entry.session.id}` : null;
  };
  const dropped = (entry: CalendarEntry, to: Moved) => {
    setMoved(to);
    const day = dayOf(wallOf(to.starts_at, format.zone));
    const isSeen = day >= range.from && day <= range.to;
    show({ ...closed(state), open: openOf(entry) ?? undefined, ...(isSeen ? {} : { date: day }) });
  };
  const moving = useMove(format.zone, dropped);
  const sketched = (starts: Wall, ends: Wall) =>
    show({
      ...closed(state),
      open: isTeaching && mayPlan ? 'new-session' : 'new-event',
      at: starts,
      until: ends,
    });
  const drag = useDrag(format.zone, moving, sketched);
  const { clashes, isChecking } = useMoveClashes(moving.move, format.zone);
  const { drafts, announced } = useDrafts({ draft, move: moving.move, clashes, isChecking });
  const moveWords = useMoveWords();

  const openEntry = entries.find((entry) => openOf(entry) !== null && openOf(entry) === state.open);
  const acts: EntryActs = {
    openKey: openEntry?.key ?? null,
    hrefOf: (entry) => {
      const open = openOf(entry);
      return open ? calendarHref(path, { ...closed(state), open }) : entry.link;
    },
    open: (entry) => {
      const open = openOf(entry);
      if (open === null) return false;
      setMoved(null);
      show({ ...closed(state), open });
      return true;
    },
    move: (entry) => isMovable(entry) && view !== 'agenda' && moving.begin(entry, 'keys'),
  };
  const step = (by: 1 | -1) => show({ ...state, date: stepped(view, date, by) });
  const dayHref = (day: string) => calendarHref(path, { ...closed(state), view: 'day', date: day });

  const add = () => show({ ...closed(state), open: isTeaching ? 'new-session' : 'new-event' });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return;
    if (event.key === 'PageUp') step(-1);
    else if (event.key === 'PageDown') step(1);
    else if (event.key === 't') show({ ...state, date: undefined });
    else if (event.key === 'n') add();
    else return;
    event.preventDefault();
  };

  const takeIntoHand = (session_id: string) => {
    const entry = entries.find((one) => one.session?.id === session_id && isMovable(one));
    if (!entry) return;
    if (view === 'agenda')
      show({ ...state, view: isPhone ? 'day' : 'week', date: dayOfEntry(entry, format.zone) });
    moving.begin(entry, 'keys');
  };

  const held = moving.move?.way === 'keys' ? dayOf(moving.move.starts) : null;
  useMoveKeys(moving, view);
  // The days follow what is carried out of them.
  useEffect(() => {
    if (held && (held < from || held > to)) show({ ...state, date: held }, { replace: true });
  }, [held, from, to, state, show]);

  const mayAdd = view === 'week' || view === 'day';
  const views: CalendarView[] = isPhone ? ['month', 'day', 'agenda'] : ['month', 'week', 'day', 'agenda'];
  const grid = { days, isTeaching, acts };
  const isEmpty = list.data !== undefined && shown.length === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come from what is inside
    <div className={css.screen} data-full-width onKeyDown={onKeyDown}>
      <CalendarBar
        name={t(isTeaching ? 'name.teaching' : 'name.mine')}
        view={view}
        views={views}
        date={date}
        range={range}
        figures={list.data ? figuresOf(withinMonth(entries, view, date, format.zone)) : null}
        state={state}
        note={note}
        isTeaching={isTeaching}
        areAllHours={areAllHours}
        onAllHours={() => setAllHours(!areAllHours)}
        hrefOf={(next) => calendarHref(path, next)}
        onShow={show}
        onStep={step}
        action={
          <Button
            variant="filled"
            leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
            onClick={add}
          >
            {t(isTeaching ? 'new.button' : 'event.button')}
          </Button>
        }
        menu={[
          { label: t('feeds.menu'), onSelect: () => setIsFeeding(true) },
          { label: t('menu.all_sessions'), href: '/sessions' },
          ...(mayPlan && !isTeaching ? [{ label: t('menu.teaching'), href: '/teach/sessions' }] : []),
        ]}
      />
      {list.error && (
        <div className={css.notes}>
          <ErrorSummary error={list.error} />
          <div>
            <Button size="xs" onClick={() => void list.refetch()}>
              {t('common:action.retry')}
            </Button>
          </div>
        </div>
      )}
      {!list.data && !list.error && (
        <div className={css.waiting} aria-busy="true">
          <Skeleton height={560} />
        </div>
      )}
      {list.data && (
        <div className={list.isPlaceholderData ? css.stale : css.shown}>
          {(view === 'week' || view === 'day') && (
            <WeekGrid
              {...grid}
              areAllHours={areAllHours}
              drag={drag}
              heldKey={moving.move?.entry.key ?? (draft && draft.spans.length > 0 ? acts.openKey : null)}
              drafts={drafts}
              dayHref={dayHref}
              mayAdd={mayAdd}
            />
          )}
          {view === 'month' && (
            <MonthGrid
              {...grid}
              month={date.slice(0, 7)}
              isPhone={isPhone}
              selected={date}
              drag={drag}
              move={moving.move}
              dayHref={dayHref}
              onDay={(day) => show({ ...state, date: day }, { replace: true })}
            />
          )}
          {view === 'month' && isPhone && <Agenda {...grid} days={days.filter(({ day }) => day === date)} />}
          {view === 'agenda' && <Agenda {...grid} />}
          {isEmpty && (
            <div className={css.empty}>
              <EmptyState
                icon={IconCalendar}
                title={t(emptyKey(state, isTeaching))}
                action={
                  !isTeaching &&
                  !state.offered && (
                    <Button onClick={() => show({ ...state, offered: true })}>{t('empty.offer')}</Button>
                  )
                }
              >
                {t(isTeaching ? 'empty.words_teaching' : 'empty.words')}
              </EmptyState>
            </div>
          )}
          {!isPhone && <p className={css.keys}>{t('keys')}</p>}
        </div>
      )}
      <VisuallyHidden role="status">{moving.move ? moveWords(moving.move, announced) : ''}</VisuallyHidden>
      {state.open && (
        <Suspense fallback={null}>
          <CalendarPanel state={state} moved={moved} onDraft={setDraft} onShow={show} onMove={takeIntoHand} />
        </Suspense>
      )}
      {isFeeding && (
        <Suspense fallback={null}>
          <FeedsDialog mayTeach={mayPlan} onClose={() => setIsFeeding(false)} />
        </Suspense>
      )}
    </div>
  );
}

const emptyKey = ({ kinds, waiting }: CalendarSearch, isTeaching: boolean): string => {
  if (kinds || waiting) return 'empty.filtered';
  return isTeaching ? 'empty.teaching' : 'empty.mine';
};

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [role="menu"]') !== null;

const dayOfEntry = (entry: CalendarEntry, zone: string): string | undefined =>
  entry.starts_at ? dayOf(wallOf(entry.starts_at, zone)) : (entry.starts_on ?? undefined);

/** A month's grid has days of its neighbours; the sentence above it counts its own. */
function withinMonth(
  entries: readonly CalendarEntry[],
  view: CalendarView,
  date: string,
  zone: string,
): readonly CalendarEntry[] {
  if (view !== 'month') return entries;
  return entries.filter((entry) => dayOfEntry(entry, zone)?.slice(0, 7) === date.slice(0, 7));
}
