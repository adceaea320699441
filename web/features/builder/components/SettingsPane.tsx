// The right of the builder: settings of the open lesson and of the course.
import { Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { courseQuery } from '../builder.queries.ts';
import type { CourseWhole, Lesson } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import { courseBase } from '../state/records.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { CourseSettings } from './CourseSettings.tsx';
import { LessonSettings } from './LessonSettings.tsx';
import css from './SettingsPane.module.css';
import { useOpenLesson } from './use-lesson.ts';

type SettingsPaneProps = {
  tab: string;
  onTab: (tab: string) => void;
  /** Shows what publishing would change. */
  onShowChanges: () => void;
};

export function SettingsPane({ tab, onTab, onShowChanges }: SettingsPaneProps) {
  const { t } = useTranslation('builder');
  return (
    <aside className={css.pane} aria-label={t('settings.region')}>
      <Tabs value={tab} onChange={(next) => next && onTab(next)}>
        <Tabs.List className={css.tabs}>
          <Tabs.Tab value="lesson">{t('settings.lesson')}</Tabs.Tab>
          <Tabs.Tab value="course">{t('settings.course')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="lesson" className={css.panel}>
          <OpenLessonSettings onShowChanges={onShowChanges} />
        </Tabs.Panel>
        <Tabs.Panel value="course" className={css.panel}>
          <OpenCourseSettings />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

function OpenLessonSettings({ onShowChanges }: { onShowChanges: () => void }) {
  const { t } = useTranslation('builder');
  const { lesson_id, lesson, isGone } = useOpenLesson();
  if (lesson_id === undefined || isGone) return <p className="ly-dimmed">{t('settings.no_lesson')}</p>;
  if (!lesson) return <SettingsSkeleton />;
  return <LoadedLessonSettings key={lesson.id} lesson={lesson} onShowChanges={onShowChanges} />;
}

function LoadedLessonSettings({ lesson, onShowChanges }: { lesson: Lesson; onShowChanges: () => void }) {
  const { session } = useBuilder();
  const [autosave] = useState(() => session.lesson(lesson));
  return <LessonSettings lesson={lesson} autosave={autosave} onShowChanges={onShowChanges} />;
}

function OpenCourseSettings() {
  const { course_id } = useBuilder();
  const { data: course } = useQuery(courseQuery(course_id));
  return course ? <LoadedCourseSettings course={course} /> : <SettingsSkeleton />;
}

function LoadedCourseSettings({ course }: { course: CourseWhole }) {
  const { t } = useTranslation('builder');
  const { session } = useBuilder();
  const [autosave] = useState(() => session.course(course));
  useEffect(() => autosave.learn(courseBase(course)), [autosave, course]);
  return (
    <>
      <ConflictNote autosave={autosave} labels={(field) => t(`field.${field}`)} />
      <CourseSettings course={course} autosave={autosave} />
    </>
  );
}

function SettingsSkeleton() {
  return (
    <div className={css.skeleton} aria-hidden="true">
      {[120, 90, 140, 100].map((width) => (
        <div key={width}>
          <Skeleton height={14} width={width} mb={8} />
          <Skeleton height={36} />
        </div>
      ))}
    </div>
  );
}
