// In the settings of a course: the paper its certificates are drawn on. Left out where there is nothing to choose.
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { courseTemplateQuery, useChooseTemplate } from '../templates.queries.ts';

export function CoursePaperField({ course_id }: { course_id: string }) {
  const { t } = useTranslation('certificates');
  const { data } = useQuery(courseTemplateQuery(course_id));
  const choose = useChooseTemplate(course_id);
  if (!data || data.templates.length < 2) return null;
  const usual = data.templates.find((one) => one.is_default);
  return (
    <NativeSelect
      label={t('template.of_course')}
      description={t('template.of_course_help')}
      value={data.template_id ?? ''}
      data={[
        { value: '', label: t('template.usual', { name: usual?.name ?? '' }) },
        ...data.templates
          .filter((one) => !one.is_default)
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => choose.mutate(event.currentTarget.value || null)}
    />
  );
}
