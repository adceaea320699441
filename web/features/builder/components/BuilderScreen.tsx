// The builder on one page: outline, lesson, settings. Wide screens show all three; narrower ones one after the other.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '#contract/catalog.ts';
import { problemText } from '#web/ui/problem.ts';
import { notifyProblem } from '#web/ui/toast-store.ts';
import { builderKeys, courseQuery, draftQuery } from '../builder.queries.ts';
import { BuilderProvider, type BuilderSlots, type BuilderValue } from '../builder-context.tsx';
import { placeForNew } from '../state/held.ts';
import type { LessonKind } from '../state/lesson-kinds.ts';
import { lessonsOf } from '../state/outline-moves.ts';
import { createSession } from '../state/session.ts';
import { BuilderHead } from './BuilderHead.tsx';
import css from './BuilderScreen.module.css';
import { LessonPane } from './LessonPane.tsx';
import { OutlinePane } from './OutlinePane.tsx';
import { type Pane, PaneSwitch } from './PaneSwitch.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { SettingsPane } from './SettingsPane.tsx';
import { Announcer, useLiveWords } from './use-announcer.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

type BuilderScreenProps = {
  course_id: string;
  person_id: string;
  slots: BuilderSlots;
  lesson_id: string | undefined;
  openLesson: (lesson_id: string | undefined) => void;
};

export function BuilderScreen(props: BuilderScreenProps) {
  const { course_id, slots } = props;
  const { data: course } = useQuery(courseQuery(course_id));
  const { words, announce } = useLiveWords();
  const [pane, setPane] = useState<Pane>('outline');
  const [tab, setTab] = useState('lesson');
  const [isPublishing, setIsPublishing] = useState(false);
  const session = useBuilderSession(props);
  const showLesson = useCallback(() => setPane('lesson'), []);
  const openLesson = useOpening(props, showLesson);
  const addAfter = useAddAfter(session, openLesson);
  const lesson_id = props.lesson_id;
  const value = useMemo<BuilderValue>(
    () => ({ course_id, session, slots, lesson_id, openLesson, addAfter }),
    [course_id, session, slots, lesson_id, openLesson, addAfter],
  );
  useLeaveGuard(session);

  function goTo(lesson_id: string | null): void {
    if (lesson_id !== null) openLesson(lesson_id);
    else {
      setTab('course');
      setPane('settings');
    }
  }
  return (
    <BuilderProvider value={value}>
      <Announcer value={announce}>
        <div className={css.builder} data-full-width>
          {course && <BuilderHead course={course} onPublish={() => setIsPublishing(true)} />}
          <PaneSwitch pane={pane} onPane={setPane} />
          <div className={css.panes} data-pane={pane}>
            <OutlinePane />
            <LessonPane />
            <SettingsPane tab={tab} onTab={setTab} onShowChanges={() => setIsPublishing(true)} />
          </div>
          <div role="status" aria-live="polite" className={css.spoken}>
            {words}
          </div>
        </div>
        {course && (
          <PublishDialog
            course={course}
            isOpen={isPublishing}
            onClose={() => setIsPublishing(false)}
            onGoTo={goTo}
          />
        )}
      </Announcer>
    </BuilderProvider>
  );
}

type Session = ReturnType<typeof createSession>;

function useBuilderSession({ course_id, person_id }: BuilderScreenProps): Session {
  const { t } = useTranslation('builder');
  const queryClient = useQueryClient();
  const [session] = useState(() =>
    createSession({
      course_id,
      person_id,
      queryClient,
      onFailure: (error) => notifyProblem(problemText(error, t)),
    }),
  );
  useEffect(() => session.start(), [session]);
  return session;
}

/** Opens lessons; the first one by itself, because an empty middle helps nobody. */
function useOpening({ course_id, lesson_id, openLesson }: BuilderScreenProps, onOpened: () => void) {
  const { data: outline } = useQuery(draftQuery(course_id));
  const first = outline && lessonsOf(outline)[0]?.id;
  useEffect(() => {
    if (lesson_id === undefined && first !== undefined) openLesson(first);
  }, [lesson_id, first, openLesson]);
  return useCallback(
    (id: string | undefined) => {
      openLesson(id);
      if (id !== undefined) onOpened();
    },
    [openLesson, onOpened],
  );
}

function useAddAfter(session: Session, openLesson: (id: string) => void) {
  const queryClient = useQueryClient();
  return useCallback(
    async (beside: string, kind: LessonKind, title: string) => {
      const outline = queryClient.getQueryData<Outline>(builderKeys.draft(session.course_id));
      const place = outline && placeForNew(outline, beside);
      const id = await session.structure.addLesson({ title, kind, place });
      if (id !== null) openLesson(id);
    },
    [queryClient, session, openLesson],
  );
}
