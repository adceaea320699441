// Asks before a course is deleted: there is no way back from the list.
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useDeleteCourse } from '../builder.mutations.ts';
import type { Course } from '../builder.types.ts';

type DeleteCourseDialogProps = { course: Course | null; onClose: () => void };

export function DeleteCourseDialog({ course, onClose }: DeleteCourseDialogProps) {
  const { t } = useTranslation('builder');
  const { mutateAsync } = useDeleteCourse();
  async function remove(): Promise<void> {
    if (!course) return;
    // A failure is said by the list's own toast; the dialog then closes all the same.
    await mutateAsync(course.id).then(
      () => notify(t('courses.deleted', { title: course.title })),
      () => undefined,
    );
  }
  return (
    <ConfirmDialog
      isOpen={course !== null}
      onClose={onClose}
      title={t('courses.delete_title', { title: course?.title ?? '' })}
      confirm={t('courses.delete_confirm')}
      onConfirm={remove}
    >
      {t('courses.delete_explain')}
    </ConfirmDialog>
  );
}
