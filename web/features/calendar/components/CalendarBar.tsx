// The head of a calendar: which days, what stands in them, and how to look at others.
import { ActionIcon, Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFilter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { entryKinds } from '#contract/calendar.ts';
import { now } from '#web/lib/clock.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import type { CalendarView } from '../calendar-range.ts';
import { type CalendarSearch, closed, type EntryKind } from '../calendar-search.ts';
import { dayName, monthName, rangeName, zoneName } from '../day-words.ts';
import type { CalendarFigures } from '../placing.ts';
import css from './Calendar.module.css';

type CalendarBarProps = {
  name: string;
  view: CalendarView;
  views: readonly CalendarView[];
  date: string;
  range: { from: string; to: string };
  figures: CalendarFigures | null;
  state: CalendarSearch;
  /** Follows the sentence under the title. */
  note?: ReactNode;
  isTeaching: boolean;
  areAllHours: boolean;
  onAllHours: () => void;
  hrefOf: (state: CalendarSearch) => string;
  onShow: (state: CalendarSearch) => void;
  onStep: (step: 1 | -1) => void;
  action: ReactNode;
  menu: readonly MenuAction[];
};

export function CalendarBar(props: CalendarBarProps) {
  const { view, views, date, range, state, onShow, onStep } = props;
  const { t } = useTranslation('calendar');
  const { locale } = useFormat();
  const title = {
    month: () => monthName(date, locale),
    day: () => dayName(date, locale),
    week: () => rangeName(range.from, range.to, locale),
    agenda: () => rangeName(range.from, range.to, locale),
  }[view]();
  return (
    <div className={css.bar}>
      <PageHeader
        title={title}
        pathName={props.name}
        state={
          <>
            <Sentence {...props} />
            {props.note}
          </>
        }
        action={props.action}
        menu={props.menu}
      />
      <div className={css.tools}>
        <div className={css.steps}>
          <ActionIcon variant="subtle" aria-label={t('nav.previous')} onClick={() => onStep(-1)}>
            <IconChevronLeft className="ly-flip" size={20} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
          <Button onClick={() => onShow({ ...state, date: undefined })}>{t('today')}</Button>
          <ActionIcon variant="subtle" aria-label={t('nav.next')} onClick={() => onStep(1)}>
            <IconChevronRight className="ly-flip" size={20} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        </div>
        <SegmentedControl
          aria-label={t('nav.view')}
          value={view}
          onChange={(next) => onShow({ ...state, view: next as CalendarView })}
          data={views.map((one) => ({ value: one, label: t(`view.${one}`) }))}
        />
        <ShowMenu {...props} />
      </div>
    </div>
  );
}

function ShowMenu({ state, isTeaching, view, areAllHours, onAllHours, onShow }: CalendarBarProps) {
  const { t } = useTranslation('calendar');
  const shown = state.kinds ?? entryKinds;
  const toggled = (kind: EntryKind) =>
    shown.includes(kind) ? shown.filter((one) => one !== kind) : [...shown, kind];
  const kinds: MenuAction[] = entryKinds
    .filter((kind) => !isTeaching || kind === 'session' || kind === 'own_event' || kind === 'holiday')
    .map((kind, index) => ({
      key: kind,
      label: t(`kinds.${kind}`),
      checked: shown.includes(kind),
      heading: index === 0 ? t('show.heading') : undefined,
      onSelect: () => {
        const next = toggled(kind);
        onShow({
          ...state,
          kinds: next.length === 0 || next.length === entryKinds.length ? undefined : next,
        });
      },
    }));
  const more: MenuAction[] = [
    ...(isTeaching
      ? []
      : [
          {
            key: 'offered',
            label: t('show.offered'),
            checked: state.offered ?? false,
            separated: true,
            onSelect: () => onShow({ ...state, offered: state.offered ? undefined : (true as const) }),
          },
        ]),
    {
      key: 'waiting',
      label: t('show.waiting'),
      checked: state.waiting ?? false,
      separated: isTeaching,
      onSelect: () => onShow({ ...state, waiting: state.waiting ? undefined : true }),
    },
    ...(view === 'week' || view === 'day'
      ? [
          {
            key: 'hours',
            label: t('show.hours'),
            checked: areAllHours,
            separated: true,
            onSelect: onAllHours,
          },
        ]
      : []),
  ];
  const isNarrowed = state.kinds !== undefined || state.waiting === true;
  return (
    <ActionMenu
      actions={[...kinds, ...more]}
      label={isNarrowed ? t('show.narrowed') : t('show.all')}
      look="button"
      icon={<IconFilter size={16} stroke={1.5} aria-hidden="true" />}
    />
  );
}

/** What is there, in one sentence whose figures lead to it, and the zone all of it is in. */
function Sentence({ figures, state, isTeaching, hrefOf, view, range }: CalendarBarProps) {
  const { t } = useTranslation('calendar');
  const format = useFormat();
  if (!figures) return <Skeleton component="span" display="inline-block" width={360} height={20} />;
  const to = (narrowed: Partial<CalendarSearch>) =>
    hrefOf({
      ...closed(state),
      view: 'agenda',
      date: range.from,
      kinds: undefined,
      waiting: undefined,
      ...narrowed,
    });
  const parts = [
    { count: figures.sessions, key: 'sessions', href: to({ kinds: ['session'] }) },
    { count: isTeaching ? figures.waiting : 0, key: 'waiting', href: to({ waiting: true }) },
    { count: figures.deadlines, key: 'deadlines', href: to({ kinds: ['deadline'] }) },
    { count: figures.expiries, key: 'expiries', href: to({ kinds: ['expiry'] }) },
  ].filter(({ count }) => count > 0);
  const zone = t('state.zone', { zone: zoneName(format.zone, format.zoneOf(now())) });
  if (parts.length === 0)
    return (
      <>
        {t(`state.none.${view}`)} {zone}
      </>
    );
  return (
    <>
      {parts.map(({ key, href, count }, index) => (
        <span key={key}>
          {index > 0 && ', '}
          <AppLink href={href}>{t(`state.${key}`, { count })}</AppLink>
        </span>
      ))}
      {'. '}
      {zone}
    </>
  );
}
