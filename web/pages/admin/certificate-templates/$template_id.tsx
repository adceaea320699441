// One paper in the visual editor. Saving makes a new version: certificates already issued keep theirs.
import { Button, Skeleton, TextInput } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutProblems } from '#contract/certificate-layout.ts';
import type { CertificateTemplate } from '#contract/certificates.ts';
import { TemplateEditor } from '#web/features/certificates/components/TemplateEditor.tsx';
import {
  previewAddress,
  templateQuery,
  useChangeTemplate,
  useDuplicateTemplate,
} from '#web/features/certificates/templates.queries.ts';
import { useTemplateEditor } from '#web/features/certificates/use-template-editor.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { useUnsavedGuard } from '#web/ui/use-unsaved-guard.ts';
import css from '../admin.module.css';

const home = '/admin/certificate-templates';

export function CertificateTemplatePage() {
  const { template_id = '' } = useParams({ strict: false }) as { template_id?: string };
  const { data, error, isError, refetch } = useQuery(templateQuery(template_id));
  if (isError && !data) return <ErrorScreen error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={560} radius="lg" />;
  return <Loaded key={data.record_version} template={data} />;
}

function Loaded({ template }: { template: CertificateTemplate }) {
  const { t } = useTranslation('certificates');
  const editor = useTemplateEditor(template.layout);
  const [name, setName] = useState(template.name);
  const { mutate, isPending, error } = useChangeTemplate(template.id);
  const isNamed = name.trim() !== '';
  const isDirty = editor.isDirty || name !== template.name;
  const mayBeSaved = isDirty && isNamed && layoutProblems(editor.layout).length === 0;
  useUnsavedGuard(isDirty && !isPending);
  const menu = useTemplateMenu(template);
  const save = () =>
    mutate(
      { name: name.trim(), layout: editor.layout, version: template.record_version },
      { onSuccess: () => notify(t('template.saved')) },
    );
  const preview = () =>
    void previewAddress(template.id, editor.layout).then(
      (address) => window.open(address, '_blank', 'noopener'),
      () => notifyProblem(t('template.preview_failed')),
    );
  return (
    <>
      <PageHeader
        title={template.name}
        breadcrumbs={[{ label: t('template.title'), href: home }]}
        state={t(template.is_default ? 'template.is_default' : 'template.used', {
          count: template.course_count,
        })}
        action={
          <>
            <Button
              leftSection={<IconFileTypePdf size={16} stroke={1.5} aria-hidden="true" />}
              onClick={preview}
            >
              {t('template.preview')}
            </Button>
            <Button variant="filled" disabled={!mayBeSaved} aria-busy={isPending} onClick={save}>
              {t('common:action.save')}
            </Button>
          </>
        }
        menu={menu}
      />
      <div className={css.sections}>
        <ErrorSummary error={error} />
        <TextInput
          label={t('template.column.name')}
          maxLength={100}
          value={name}
          error={!isNamed && t('ui:field_problem.required')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TemplateEditor editor={editor} />
      </div>
    </>
  );
}

function useTemplateMenu(template: CertificateTemplate) {
  const { t } = useTranslation('certificates');
  const router = useRouter();
  const { mutate } = useChangeTemplate(template.id);
  const duplicate = useDuplicateTemplate();
  const undoToast = useUndoToast();
  const open = (id: string) => void router.navigate({ href: `${home}/${id}` });
  const archive = (archived: boolean) =>
    mutate(
      { archived },
      {
        onSuccess: () =>
          undoToast(t(archived ? 'template.archived_now' : 'template.restored_now'), () =>
            mutate({ archived: !archived }),
          ),
        onError: () => notifyProblem(t('template.in_use')),
      },
    );
  return [
    {
      label: t('template.duplicate'),
      onSelect: () => duplicate.mutate(template.id, { onSuccess: ({ id }) => open(id) }),
    },
    ...(template.is_default || template.archived_at
      ? []
      : [{ label: t('template.make_default'), onSelect: () => mutate({ is_default: true }) }]),
    ...(template.is_default
      ? []
      : [
          template.archived_at
            ? { label: t('template.restore'), onSelect: () => archive(false) }
            : { label: t('template.archive'), onSelect: () => archive(true) },
        ]),
  ];
}
