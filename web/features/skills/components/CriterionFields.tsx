// One thing that a level asks for: a course, a score, ratings, an outside certificate.
import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Criterion } from '#contract/skills.ts';
import { type Choice, courseChoicesQuery, quizChoicesQuery } from '#web/lib/subject-choices.ts';
import { courseTitleQuery, quizTitleQuery } from '../skills.queries.ts';
import css from './Skills.module.css';

type CriterionFieldsProps = {
  criterion: Criterion;
  level: number;
  isMissing: boolean;
  onChange: (criterion: Criterion) => void;
  onRemove: () => void;
};

export function CriterionFields({ criterion, level, isMissing, onChange, onRemove }: CriterionFieldsProps) {
  const { t } = useTranslation('skills');
  const missing = isMissing ? t('ui:field_problem.required') : undefined;
  return (
    <div className={css.criterion}>
      <div className={css.stack}>
        {criterion.kind === 'course' && (
          <CourseSelect
            value={criterion.course_id}
            error={criterion.course_id === '' ? missing : undefined}
            onChange={(course_id) => onChange({ ...criterion, course_id })}
          />
        )}
        {criterion.kind === 'quiz' && (
          <div className={css.pair}>
            <QuizSelect
              value={criterion.quiz_id}
              error={criterion.quiz_id === '' ? missing : undefined}
              onChange={(quiz_id) => onChange({ ...criterion, quiz_id })}
            />
            <NumberInput
              label={t('editor.min_percent')}
              suffix=" %"
              min={1}
              max={100}
              allowDecimal={false}
              value={criterion.min_percent}
              onChange={(value) => onChange({ ...criterion, min_percent: Number(value) || 1 })}
            />
          </div>
        )}
        {criterion.kind === 'rating' && <RatingFields criterion={criterion} onChange={onChange} />}
        {criterion.kind === 'external' && (
          <TextInput
            label={t('editor.issuer')}
            description={t('editor.issuer_help')}
            maxLength={200}
            value={criterion.issuer ?? ''}
            onChange={(event) => onChange({ kind: 'external', issuer: event.currentTarget.value })}
          />
        )}
      </div>
      <ActionIcon
        aria-label={t('editor.remove', { kind: t(`editor.kind.${criterion.kind}`), level })}
        onClick={onRemove}
      >
        <IconTrash size={18} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

type RatingProps = {
  criterion: Extract<Criterion, { kind: 'rating' }>;
  onChange: (criterion: Criterion) => void;
};

function RatingFields({ criterion, onChange }: RatingProps) {
  const { t } = useTranslation('skills');
  return (
    <div className={css.pair}>
      <Select
        label={t('editor.by')}
        data={(['any', 'manager', 'trainer'] as const).map((value) => ({
          value,
          label: t(`editor.by_${value}`),
        }))}
        value={criterion.by}
        allowDeselect={false}
        onChange={(by) => by && onChange({ ...criterion, by: by as typeof criterion.by })}
      />
      <NumberInput
        label={t('editor.min_level')}
        min={1}
        max={5}
        allowDecimal={false}
        value={criterion.min_level}
        onChange={(value) => onChange({ ...criterion, min_level: Number(value) || 1 })}
      />
      <NumberInput
        label={t('editor.count')}
        min={1}
        max={10}
        allowDecimal={false}
        value={criterion.count}
        onChange={(value) => onChange({ ...criterion, count: Number(value) || 1 })}
      />
    </div>
  );
}

type ChoiceProps = { value: string; error: string | undefined; onChange: (id: string) => void };

const CourseSelect = (props: ChoiceProps) => {
  const named = useQuery({ ...courseTitleQuery(props.value), enabled: props.value !== '', retry: false });
  return (
    <SubjectSelect {...props} subject="course" title={named.data?.title} choicesQuery={courseChoicesQuery} />
  );
};

const QuizSelect = (props: ChoiceProps) => {
  const named = useQuery({ ...quizTitleQuery(props.value), enabled: props.value !== '', retry: false });
  return (
    <SubjectSelect {...props} subject="quiz" title={named.data?.title} choicesQuery={quizChoicesQuery} />
  );
};

type SubjectProps = ChoiceProps & {
  subject: 'course' | 'quiz';
  /** Of the one chosen already. */
  title: string | undefined;
  choicesQuery: typeof courseChoicesQuery | typeof quizChoicesQuery;
};

function SubjectSelect({ value, error, onChange, subject, title, choicesQuery }: SubjectProps) {
  const { t } = useTranslation('skills');
  const [search, setSearch] = useState('');
  const { data: found } = useQuery(choicesQuery(search));
  return (
    <Select
      label={t(`editor.${subject}`)}
      searchable
      data={withChosen(found, value, title ?? t('criterion.gone'))}
      value={value || null}
      error={error}
      nothingFoundMessage={t('nothing_found')}
      onSearchChange={setSearch}
      onChange={(id) => id && onChange(id)}
    />
  );
}

/** What was found, and what is chosen, which need not be among it. */
export function withChosen(found: readonly Choice[] | undefined, value: string, label: string): Choice[] {
  const options = [...(found ?? [])];
  return value === '' || options.some((one) => one.value === value)
    ? options
    : [{ value, label }, ...options];
}
