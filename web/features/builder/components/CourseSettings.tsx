// Settings of the course. They take effect at once, unlike lessons; the first line says so.
import { NumberInput, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { difficultyLevels } from '#contract/catalog.ts';
import { fieldMessage } from '#web/ui/form-problems.ts';
import { categoriesQuery } from '../builder.queries.ts';
import type { CourseFields, CourseWhole } from '../builder.types.ts';
import { useBuilder } from '../builder-context.tsx';
import type { Autosave } from '../state/autosave-runner.ts';
import { languageChoices } from '../state/language-choices.ts';
import { CoverField } from './CoverField.tsx';
import { OutcomesField } from './OutcomesField.tsx';
import { InstructorField, TrainersField } from './PeopleFields.tsx';
import { PriceField } from './PriceField.tsx';
import css from './SettingsPane.module.css';
import { refusalFor, useAutosave } from './use-autosave.ts';

type CourseSettingsProps = { course: CourseWhole; autosave: Autosave<CourseFields> };

export function CourseSettings({ course, autosave }: CourseSettingsProps) {
  const { t } = useTranslation('builder');
  const { state } = useAutosave(autosave);
  const { CourseSkills } = useBuilder().slots;
  const errorOf = (field: keyof CourseFields): string | undefined => {
    const refusal = refusalFor(state, field);
    return refusal && fieldMessage(refusal, t);
  };
  const parts = { course, autosave, errorOf };
  return (
    <div className={css.fields}>
      <p className="ly-dimmed ly-small">{t('settings.at_once')}</p>
      <AboutFields {...parts} />
      <OutcomesField autosave={autosave} />
      <PlaceFields {...parts} />
      <h3 className={css.heading}>{t('settings.cover')}</h3>
      <CoverField course={course} autosave={autosave} />
      <h3 className={css.heading}>{t('settings.people')}</h3>
      <InstructorField course={course} autosave={autosave} error={errorOf('instructor_id')} />
      <TrainersField course={course} autosave={autosave} error={errorOf('trainer_ids')} />
      {CourseSkills && (
        <>
          <h3 className={css.heading}>{t('settings.skills')}</h3>
          <CourseSkills course_id={course.id} />
        </>
      )}
      <h3 className={css.heading}>{t('settings.certificate')}</h3>
      <CertificateFields {...parts} />
    </div>
  );
}

export type CourseFieldsProps = CourseSettingsProps & {
  errorOf: (field: keyof CourseFields) => string | undefined;
};

function AboutFields({ autosave, errorOf }: CourseFieldsProps) {
  const { t } = useTranslation('builder');
  const { fields } = useAutosave(autosave);
  return (
    <>
      <TextInput
        label={t('field.title')}
        maxLength={200}
        value={fields.title}
        error={errorOf('title')}
        onChange={(event) => autosave.edit({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t('field.code')}
        description={t('help.code')}
        maxLength={20}
        value={fields.code}
        error={errorOf('code')}
        onChange={(event) => autosave.edit({ code: event.currentTarget.value })}
      />
      <Textarea
        label={t('field.description')}
        description={t('help.description')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={10_000}
        value={fields.description}
        error={errorOf('description')}
        onChange={(event) => autosave.edit({ description: event.currentTarget.value })}
      />
    </>
  );
}

function PlaceFields({ autosave, errorOf }: CourseFieldsProps) {
  const { t, i18n } = useTranslation('builder');
  const { fields } = useAutosave(autosave);
  const { data: categories } = useQuery(categoriesQuery);
  return (
    <>
      <Select
        label={t('field.category_id')}
        placeholder={t('settings.no_category')}
        data={(categories?.results ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={fields.category_id}
        clearable
        clearButtonProps={{ 'aria-label': t('settings.clear_category') }}
        searchable
        nothingFoundMessage={t('settings.nothing_found')}
        onChange={(category_id) => autosave.edit({ category_id })}
      />
      <div>
        <div className={css.legend} id="difficulty_level">
          {t('field.difficulty_level')}
        </div>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="difficulty_level"
          data={difficultyLevels.map((level) => ({ value: level, label: t(`difficulty.${level}`) }))}
          value={fields.difficulty_level}
          onChange={(level) => autosave.edit({ difficulty_level: level as CourseFields['difficulty_level'] })}
        />
      </div>
      <Select
        label={t('field.language')}
        data={languageChoices(i18n.language, fields.language)}
        value={fields.language}
        searchable
        nothingFoundMessage={t('settings.nothing_found')}
        onChange={(language) => language && autosave.edit({ language })}
      />
      <NumberInput
        label={t('field.duration_weeks')}
        description={t('help.duration_weeks')}
        suffix={` ${t('unit.weeks')}`}
        min={1}
        max={520}
        allowDecimal={false}
        value={fields.duration_weeks ?? ''}
        error={errorOf('duration_weeks')}
        onChange={(weeks) => autosave.edit({ duration_weeks: typeof weeks === 'number' ? weeks : null })}
      />
      <PriceField autosave={autosave} error={errorOf('price') ?? errorOf('currency')} />
    </>
  );
}

function CertificateFields({ course, autosave, errorOf }: CourseFieldsProps) {
  const { t } = useTranslation('builder');
  const { CoursePaper } = useBuilder().slots;
  const { fields } = useAutosave(autosave);
  return (
    <>
      <Switch
        className={css.switch}
        label={t('field.certificate_enabled')}
        description={t('help.certificate_enabled')}
        checked={fields.certificate_enabled}
        onChange={(event) => autosave.edit({ certificate_enabled: event.currentTarget.checked })}
      />
      {fields.certificate_enabled && (
        <NumberInput
          label={t('field.certificate_valid_months')}
          description={t('help.certificate_valid_months')}
          placeholder={t('settings.for_ever')}
          suffix={` ${t('unit.months')}`}
          min={1}
          max={240}
          allowDecimal={false}
          value={fields.certificate_valid_months ?? ''}
          error={errorOf('certificate_valid_months')}
          onChange={(months) =>
            autosave.edit({ certificate_valid_months: typeof months === 'number' ? months : null })
          }
        />
      )}
      {fields.certificate_enabled && CoursePaper && <CoursePaper course_id={course.id} />}
    </>
  );
}
