// Makes or changes a category: its name, what belongs into it, and the colours of its covers.
import { Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { problemOf } from '#web/ui/problem.ts';
import { type CategoryValues, useSaveCategory } from '../admin.mutations.ts';
import css from './CategoryDialog.module.css';
import type { Category } from './CategoryList.tsx';
import { PaletteField } from './PaletteField.tsx';

type CategoryDialogProps = {
  /** The category to change, `'new'` to make one, `null` while closed. */
  open: Category | 'new' | null;
  onClose: () => void;
  onSaved: (name: string) => void;
};

export function CategoryDialog({ open, onClose, onSaved }: CategoryDialogProps) {
  const { t } = useTranslation('admin');
  return (
    <Modal
      opened={open !== null}
      onClose={onClose}
      title={open === 'new' ? t('categories.add') : t('categories.edit')}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      {open && (
        <CategoryForm category={open === 'new' ? undefined : open} onClose={onClose} onSaved={onSaved} />
      )}
    </Modal>
  );
}

type CategoryFormProps = Omit<CategoryDialogProps, 'open'> & { category: Category | undefined };

function CategoryForm({ category, onClose, onSaved }: CategoryFormProps) {
  const { t } = useTranslation('admin');
  const { name = '', description = '', palette = 0 } = category ?? {};
  const [values, setValues] = useState<CategoryValues>({ name, description, palette });
  const [isMissing, setIsMissing] = useState(false);
  const { mutate, isPending, error } = useSaveCategory();
  const isTaken = problemOf(error)?.code === 'record.conflict';

  function submit(event: FormEvent): void {
    event.preventDefault();
    const trimmed = values.name.trim();
    setIsMissing(trimmed === '');
    if (isPending || trimmed === '') return;
    mutate(
      { ...values, name: trimmed, id: category?.id },
      {
        onSuccess: () => {
          onSaved(trimmed);
          onClose();
        },
      },
    );
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <ErrorSummary error={isTaken ? null : error} labels={{ name: t('categories.name') }} />
      <TextInput
        id="name"
        data-autofocus
        label={t('categories.name')}
        maxLength={100}
        value={values.name}
        error={isMissing ? t('ui:field_problem.required') : isTaken && t('categories.taken')}
        onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
      />
      <Textarea
        id="description"
        label={t('categories.description')}
        description={t('categories.description_help')}
        maxLength={2000}
        autosize
        minRows={2}
        value={values.description}
        onChange={(event) => setValues({ ...values, description: event.currentTarget.value })}
      />
      <PaletteField value={values.palette} onChange={(chosen) => setValues({ ...values, palette: chosen })} />
      <FormActions isSaving={isPending} onCancel={onClose} />
    </form>
  );
}
