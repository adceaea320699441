// What can be done to a course from the list: duplicate, archive and take back, restore, delete after asking.
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconExternalLink,
  IconPencil,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MenuAction } from '#web/ui/ActionMenu.tsx';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { stateBeforeArchive, useChangeState, useDuplicateCourse } from '../builder.mutations.ts';
import type { Course } from '../builder.types.ts';
import { builderHref } from '../state/course-list.ts';

type CourseActionsInput = {
  /** Opens the builder on a copy. */
  onDuplicated: (course_id: string) => void;
  onDelete: (course: Course) => void;
};

export function useCourseActions({ onDuplicated, onDelete }: CourseActionsInput) {
  const { t } = useTranslation('builder');
  const undoToast = useUndoToast();
  const { mutate: changeState } = useChangeState();
  const { mutate: duplicate } = useDuplicateCourse();

  function archive(course: Course): void {
    const { id, title, status } = course;
    const undo = () => changeState({ id, status });
    changeState(
      { id, status: 'archived' },
      { onSuccess: () => undoToast(t('courses.archived', { title }), undo) },
    );
  }
  function restore(course: Course): void {
    const { id, title } = course;
    const undo = () => changeState({ id, status: 'archived' });
    const status = stateBeforeArchive(course);
    changeState({ id, status }, { onSuccess: () => undoToast(t('courses.restored', { title }), undo) });
  }
  function copy({ id, title }: Course): void {
    const copied = t('courses.copy_title', { title: title.slice(0, 190) });
    duplicate({ id, title: copied }, { onSuccess: (course) => onDuplicated(course.id) });
  }

  return (course: Course): MenuAction[] => [
    { label: t('courses.edit'), icon: IconPencil, href: builderHref(course.id) },
    { label: t('courses.learners'), icon: IconUsers, href: `/teach/courses/${course.id}/learners` },
    { label: t('courses.page'), icon: IconExternalLink, href: `/courses/${course.id}` },
    { label: t('courses.duplicate'), icon: IconCopy, separated: true, onSelect: () => copy(course) },
    course.status === 'archived'
      ? { label: t('courses.restore'), icon: IconArchiveOff, onSelect: () => restore(course) }
      : { label: t('courses.archive'), icon: IconArchive, onSelect: () => archive(course) },
    { label: t('courses.delete'), icon: IconTrash, danger: true, onSelect: () => onDelete(course) },
  ];
}
