// A lesson in an outline: its state or kind, its title, its length. In the player the state stands first, on a course
// page the kind does.
import {
  IconAlignLeft,
  IconCalendarEvent,
  IconCircleCheckFilled,
  IconFile,
  IconHelpCircle,
  IconLock,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from './AppLink.tsx';
import { HalfDisc } from './HalfDisc.tsx';
import css from './LessonRow.module.css';

export type LessonKind = 'article' | 'video' | 'file' | 'quiz' | 'session';
export type LessonState = 'not_started' | 'in_progress' | 'completed' | 'locked';

type LessonRowProps = {
  title: string;
  kind: LessonKind;
  minutes?: number;
  /** Leave out where nobody is learning yet (course page): then the kind is shown alone. */
  state?: LessonState;
  href?: string;
  isCurrent?: boolean;
  /** Why it is locked, or when it opens. */
  note?: string;
  /** Before the length: a "Preview" link, a score. */
  children?: ReactNode;
};

const kindIcons = {
  article: IconAlignLeft,
  video: IconPlayerPlay,
  file: IconFile,
  quiz: IconHelpCircle,
  session: IconCalendarEvent,
};

export function LessonRow(props: LessonRowProps) {
  const { title, kind, minutes, state, href, isCurrent, note, children } = props;
  const { t } = useTranslation('ui');
  const format = useFormat();
  const words = [t(`lesson.kind.${kind}`), state && t(`lesson.state.${state}`)].filter(Boolean).join(', ');
  const isOpen = href !== undefined && state !== 'locked';
  return (
    <div className={css.row} data-current={isCurrent || undefined} data-state={state}>
      <span className={css.icon}>
        <LessonMark kind={kind} state={state} />
      </span>
      <span className={css.title}>
        {isOpen ? (
          <AppLink href={href} className={css.link} aria-current={isCurrent ? 'page' : undefined}>
            {title}
          </AppLink>
        ) : (
          title
        )}
        <span className={css.hidden}>, {words}</span>
        {note && <span className={css.note}>{note}</span>}
      </span>
      {children}
      {minutes !== undefined && <span className={css.minutes}>{format.minutes(minutes)}</span>}
    </div>
  );
}

function LessonMark({ kind, state }: { kind: LessonKind; state?: LessonState }) {
  if (state === 'completed') return <IconCircleCheckFilled size={18} aria-hidden="true" />;
  if (state === 'in_progress') return <HalfDisc size={18} stroke={2} />;
  if (state === 'locked') return <IconLock size={18} stroke={1.5} aria-hidden="true" />;
  const Kind = kindIcons[kind];
  return <Kind size={18} stroke={1.5} aria-hidden="true" />;
}
