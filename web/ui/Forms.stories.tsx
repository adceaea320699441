// What a form adds around its fields.
import { Stack, TextInput } from '@mantine/core';
import { ErrorSummary } from './ErrorSummary.tsx';
import { FormActions } from './FormActions.tsx';
import { FormField } from './FormField.tsx';
import { SaveState } from './SaveState.tsx';

export const meta = { title: 'ui/Forms' };

export const refusedForm = {
  code: 'input.invalid',
  status: 400,
  params: {},
  request_id: '01JD3K9V',
  errors: [
    { path: 'title', code: 'too_small', message: 'Too small' },
    { path: 'code', code: 'invalid_format', message: 'Invalid' },
  ],
};

export function Refused() {
  return (
    <Stack component="form">
      <ErrorSummary error={refusedForm} labels={{ title: 'Course name', code: 'Course code' }} />
      <TextInput id="title" label="Course name" error="Too short or too small." />
      <TextInput id="code" label="Course code" error="This is not in the expected form." />
      <FormField label="Anything of our own" help="Tied to its label and messages." isOptional>
        {(ids) => <input {...ids} />}
      </FormField>
      <FormActions onCancel={() => undefined} />
    </Stack>
  );
}

export function Unavailable() {
  return (
    <FormActions
      submit="Publish changes"
      unavailable="Module 3 is empty. Add a lesson to it, then publish."
    />
  );
}

export function Saving() {
  return (
    <Stack>
      <SaveState value={{ kind: 'saving' }} />
      <SaveState value={{ kind: 'saved', saved_at: '2026-11-17T09:42:07Z' }} />
      <SaveState value={{ kind: 'retrying' }} />
      <SaveState value={{ kind: 'offline' }} />
      <FormActions isSaving />
    </Stack>
  );
}
