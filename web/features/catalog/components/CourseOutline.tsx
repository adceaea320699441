// What is inside a course: its modules to open and close, their lessons with kind or state, length and where they lead.
import { Button, Skeleton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { LessonRow, type LessonState } from '#web/ui/LessonRow.tsx';
import { Section } from '#web/ui/Section.tsx';
import type { Outline, OutlineLesson } from '../catalog.types.ts';
import css from './CourseOutline.module.css';

type OutlineModule = Outline['modules'][number];

type CourseOutlineProps = {
  /** Undefined while it loads. */
  outline: Outline | undefined;
  /** Where a lesson opens; undefined when this person may not open it. */
  hrefOf: (lesson: OutlineLesson) => string | undefined;
  /** How far this person is in a lesson; undefined for everybody who is not learning here. */
  stateOf?: (lesson_id: string) => LessonState | undefined;
  /** The lesson to go on with: its module stands open. */
  current_lesson_id?: string | null;
};

export function CourseOutline({ outline, hrefOf, stateOf, current_lesson_id }: CourseOutlineProps) {
  const { t } = useTranslation('catalog');
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  if (!outline) return <Skeleton height={320} radius="lg" />;
  const { modules } = outline;
  const lesson_count = modules.reduce((sum, { lessons }) => sum + lessons.length, 0);
  const current = modules.find(({ lessons }) => lessons.some(({ id }) => id === current_lesson_id));
  const opened = chosen ?? new Set([(current ?? modules[0])?.id]);
  const areAllOpen = modules.every(({ id }) => opened.has(id));
  const toggle = (module_id: string, isOpen: boolean) => {
    if (opened.has(module_id) === isOpen) return;
    const next = new Set([...opened].filter((id) => id !== undefined));
    if (isOpen) next.add(module_id);
    else next.delete(module_id);
    setChosen(next);
  };
  return (
    <Section
      title={t('outline.title')}
      count={
        lesson_count > 0
          ? `${t('outline.modules', { count: modules.length })}, ${t('ui:course.lessons', { count: lesson_count })}`
          : undefined
      }
      action={
        modules.length > 1 && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => setChosen(new Set(areAllOpen ? [] : modules.map(({ id }) => id)))}
          >
            {areAllOpen ? t('outline.close_all') : t('outline.open_all')}
          </Button>
        )
      }
    >
      {lesson_count === 0 ? (
        <p className={css.nothing}>{t('outline.nothing')}</p>
      ) : (
        <div className={css.outline}>
          {modules.map((module, index) => (
            <ModulePart
              key={module.id}
              module={module}
              number={index + 1}
              isOpen={opened.has(module.id)}
              onToggle={(isOpen) => toggle(module.id, isOpen)}
              hrefOf={hrefOf}
              stateOf={stateOf}
            />
          ))}
        </div>
      )}
    </Section>
  );
}

type ModulePartProps = Pick<CourseOutlineProps, 'hrefOf' | 'stateOf'> & {
  module: OutlineModule;
  number: number;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
};

function ModulePart({ module, number, isOpen, onToggle, hrefOf, stateOf }: ModulePartProps) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { lessons } = module;
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.estimated_minutes, 0);
  const done = lessons.filter(({ id }) => stateOf?.(id) === 'completed').length;
  const words = [
    stateOf && done > 0
      ? t('outline.done_of', { done, count: lessons.length })
      : t('ui:course.lessons', { count: lessons.length }),
    minutes > 0 && format.minutes(minutes),
  ];
  const title = module.title.trim();
  return (
    <details className={css.module} open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary className={css.summary}>
        <IconChevronDown size={18} stroke={1.5} className={css.chevron} aria-hidden="true" />
        <h3 className={css.title}>{title ? `${number}. ${title}` : t('outline.untitled', { number })}</h3>
        <span className={css.figures}>{words.filter(Boolean).join(' · ')}</span>
      </summary>
      <ul className={css.lessons}>
        {lessons.map((lesson) => (
          <li key={lesson.id}>
            <OutlineLine lesson={lesson} href={hrefOf(lesson)} state={stateOf?.(lesson.id)} />
          </li>
        ))}
      </ul>
    </details>
  );
}

type OutlineLineProps = { lesson: OutlineLesson; href: string | undefined; state: LessonState | undefined };

function OutlineLine({ lesson, href, state }: OutlineLineProps) {
  const { t } = useTranslation('catalog');
  const isSample = href !== undefined && state === undefined && lesson.is_preview;
  return (
    <LessonRow
      title={lesson.title}
      kind={lesson.kind}
      href={href}
      state={state}
      note={lesson.required ? undefined : t('outline.optional')}
      minutes={lesson.estimated_minutes > 0 ? lesson.estimated_minutes : undefined}
    >
      {isSample && <span className={css.sample}>{t('outline.sample')}</span>}
    </LessonRow>
  );
}
