// One entry as it stands in a day: a link to what it is, with everything said in words. How it is placed is its owner's matter.
import { VisuallyHidden } from '@mantine/core';
import {
  IconBan,
  IconFlag,
  IconGift,
  IconHourglass,
  IconHourglassHigh,
  IconMessageQuestion,
} from '@tabler/icons-react';
import type { CSSProperties, KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react';
import { AppLink } from '#web/ui/AppLink.tsx';
import type { EntryMark, EntryWords } from '../entry-words.ts';
import { type CalendarEntry, isMovable } from '../placing.ts';
import css from './Entry.module.css';

const marks: Record<NonNullable<EntryMark>, typeof IconBan> = {
  cancelled: IconBan,
  waiting: IconHourglassHigh,
  offered: IconGift,
  requested: IconMessageQuestion,
  deadline: IconFlag,
  expiry: IconHourglass,
};

/** What a calendar lets its entries do. */
export type EntryActs = {
  hrefOf: (entry: CalendarEntry) => string | null;
  /** Opens beside the calendar what can be opened there; false when it leads to a page of its own. */
  open: (entry: CalendarEntry) => boolean;
  /** The key M on an entry. */
  move: (entry: CalendarEntry) => void;
  openKey: string | null;
};

type EntryLinkProps = {
  id: string;
  entry: CalendarEntry;
  words: EntryWords;
  /** Date and weekday, for those who hear it out of its column. */
  date: string;
  tabIndex: number;
  acts: EntryActs;
  /** `block` in the hours, `chip` in one line, `row` in a list. */
  shape: 'block' | 'chip' | 'row';
  /** Less room than three lines. */
  isShort?: boolean;
  start?: number;
  isHeld?: boolean;
  style?: CSSProperties;
  onPointerDown?: (event: PointerEvent) => void;
  children?: ReactNode;
};

export function EntryLink(props: EntryLinkProps) {
  const { id, entry, words, tabIndex, acts, shape, isShort, start, isHeld, style, children } = props;
  const href = acts.hrefOf(entry);
  const shared = {
    className: css.entry,
    'data-entry': href === null ? undefined : id,
    'data-key': entry.key,
    'data-look': words.look,
    'data-shape': shape,
    'data-short': isShort || undefined,
    'data-held': isHeld || undefined,
    'data-open': acts.openKey === entry.key || undefined,
    'data-start': start,
    style,
  };
  const content = (
    <>
      <Words {...props} />
      {children}
    </>
  );
  if (href === null) return <div {...shared}>{content}</div>;
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    if (acts.open(entry)) event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'm' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isMovable(entry)) return;
    event.preventDefault();
    acts.move(entry);
  };
  return (
    <AppLink
      {...shared}
      href={href}
      tabIndex={tabIndex}
      draggable={false}
      aria-keyshortcuts={isMovable(entry) ? 'M' : undefined}
      aria-current={acts.openKey === entry.key || undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onPointerDown={props.onPointerDown}
    >
      {content}
    </AppLink>
  );
}

function Words({ words, shape, date, isShort }: EntryLinkProps) {
  const Mark = words.mark && marks[words.mark];
  const mark = Mark && (
    <span className={css.mark} aria-hidden="true">
      <Mark size={14} stroke={1.75} />
    </span>
  );
  const start = /\d\d:\d\d/.exec(words.time)?.[0];
  const place = [words.place, words.seats].filter(Boolean).join(' · ');
  const state = words.states.join(' · ');
  if (shape === 'chip')
    return (
      <>
        {mark}
        {start && <span className={css.start}>{start}</span>}
        <span className={css.title}>{words.title}</span>
        <VisuallyHidden>{`, ${date}, ${words.full}`}</VisuallyHidden>
      </>
    );
  if (shape === 'row')
    return (
      <>
        <span className={css.when}>
          {words.time || state}
          {words.elsewhere && <small className={css.aside}>{words.elsewhere}</small>}
        </span>
        <span className={css.what}>
          <span className={css.title}>{words.title}</span>
          <span className={css.aside}>{[place, words.time ? state : ''].filter(Boolean).join(' · ')}</span>
        </span>
        {mark}
        <VisuallyHidden>{`, ${date}`}</VisuallyHidden>
      </>
    );
  return (
    <>
      <span className={css.title}>
        {mark}
        {words.title}
      </span>
      <span className={css.line}>{words.time}</span>
      {!isShort && words.elsewhere && <span className={css.line}>{words.elsewhere}</span>}
      {!isShort && place && <span className={css.line}>{place}</span>}
      {!isShort && state && <span className={css.state}>{state}</span>}
      <VisuallyHidden>
        {`, ${date}${isShort ? `, ${[words.elsewhere, place, state].filter(Boolean).join(', ')}` : ''}`}
      </VisuallyHidden>
    </>
  );
}
