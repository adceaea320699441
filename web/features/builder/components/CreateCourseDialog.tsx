// A new course: a title and, if one fits, a category. Everything else is set in the builder, which opens at once.
import { Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { useCreateCourse } from '../builder.mutations.ts';
import { categoriesQuery } from '../builder.queries.ts';
import css from './CreateCourseDialog.module.css';

type CreateCourseDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  onCreated: (course_id: string) => void;
};

export function CreateCourseDialog({ isOpen, onClose, onCreated }: CreateCourseDialogProps) {
  const { t } = useTranslation('builder');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('create.title')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <CreateCourseForm onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function CreateCourseForm({ onClose, onCreated }: Omit<CreateCourseDialogProps, 'isOpen'>) {
  const { t, i18n } = useTranslation('builder');
  const [title, setTitle] = useState('');
  const [category_id, setCategory] = useState<string | null>(null);
  const [isMissing, setIsMissing] = useState(false);
  const { data: categories } = useQuery(categoriesQuery);
  const { mutate, isPending, error } = useCreateCourse();

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isPending) return;
    if (title.trim() === '') {
      setIsMissing(true);
      return;
    }
    const language = i18n.language.slice(0, 2);
    mutate({ title: title.trim(), category_id, language }, { onSuccess: ({ id }) => onCreated(id) });
  }
  return (
    <form onSubmit={submit} noValidate className={css.form}>
      <ErrorSummary error={error} labels={{ title: t('field.title'), category_id: t('field.category_id') }} />
      <TextInput
        id="title"
        data-autofocus
        label={t('field.title')}
        description={t('create.title_help')}
        maxLength={200}
        value={title}
        error={isMissing && t('ui:field_problem.required')}
        onChange={(event) => {
          setTitle(event.currentTarget.value);
          setIsMissing(false);
        }}
      />
      <Select
        id="category_id"
        label={t('field.category_id')}
        placeholder={t('settings.no_category')}
        data={(categories?.results ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={category_id}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('settings.clear_category') }}
        nothingFoundMessage={t('settings.nothing_found')}
        onChange={setCategory}
      />
      <FormActions submit={t('create.submit')} isSaving={isPending} onCancel={onClose} />
    </form>
  );
}
