// The numbers and names of one rule: only the fields its kind has.
import { MultiSelect, NativeSelect, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, courseChoicesQuery, quizChoicesQuery } from '#web/lib/subject-choices.ts';
import { categoryChoicesQuery, skillChoicesQuery } from '../achievements.queries.ts';
import type { AchievementRule } from '../achievements.types.ts';

export type RuleFieldsProps = {
  rule: AchievementRule;
  /** Names of what the rule speaks of already, by id. */
  subjects: Readonly<Record<string, string>>;
  /** Messages by the path of the problem document: `rule.count`. */
  errors: Readonly<Record<string, string>>;
  onChange: (rule: AchievementRule) => void;
};

/** Those found by words, and those chosen already, whose names must be known too. */
function withChosen(
  found: readonly Choice[],
  ids: readonly string[],
  subjects: Readonly<Record<string, string>>,
) {
  const chosen = ids
    .map((id) => ({ value: id, label: subjects[id] ?? '' }))
    .filter(({ label }) => label !== '');
  return [...new Map([...chosen, ...found].map((one) => [one.value, one])).values()];
}

export function RuleFields(props: RuleFieldsProps) {
  const { t } = useTranslation('achievements');
  const { rule, errors, onChange } = props;
  const whole = (
    field: string,
    label: string,
    value: number,
    change: (value: number) => AchievementRule,
    max = 1000,
  ) => (
    <NumberInput
      id={`rule.${field}`}
      label={label}
      // Not held by us: an emptied field must stay empty until the next digit.
      defaultValue={value}
      min={1}
      max={max}
      allowDecimal={false}
      error={errors[`rule.${field}`]}
      onChange={(given) => Number(given) >= 1 && onChange(change(Number(given)))}
    />
  );
  switch (rule.kind) {
    case 'milestone':
      return (
        <>
          <NativeSelect
            label={t('field.percent')}
            value={String(rule.percent)}
            data={['25', '50', '75', '100'].map((value) => ({ value, label: `${value} %` }))}
            onChange={(event) =>
              onChange({ ...rule, percent: Number(event.currentTarget.value) as 25 | 50 | 75 | 100 })
            }
          />
          <CourseField
            {...props}
            value={rule.course_id ?? null}
            onChoose={(id) => onChange({ ...rule, course_id: id })}
          />
        </>
      );
    case 'quiz_passed':
      return (
        <>
          {!rule.quiz_id && whole('count', t('field.quizzes'), rule.count, (count) => ({ ...rule, count }))}
          <NumberInput
            id="rule.min_percent"
            label={t('field.min_percent')}
            value={rule.min_percent ?? ''}
            min={1}
            max={100}
            suffix=" %"
            allowDecimal={false}
            error={errors['rule.min_percent']}
            onChange={(given) => onChange({ ...rule, min_percent: given === '' ? null : Number(given) })}
          />
          <QuizField
            {...props}
            value={rule.quiz_id ?? null}
            onChoose={(id) => onChange({ ...rule, quiz_id: id })}
          />
        </>
      );
    case 'learning_streak':
      return whole('days', t('field.days'), rule.days, (days) => ({ ...rule, days }), 366);
    case 'courses_completed':
      return (
        <>
          {whole('count', t('field.courses'), rule.count, (count) => ({ ...rule, count }))}
          <CategoryField
            {...props}
            value={rule.category_id ?? null}
            onChoose={(id) => onChange({ ...rule, category_id: id })}
          />
        </>
      );
    case 'path_completed':
      return (
        <PathField
          {...props}
          value={rule.course_ids}
          onChoose={(course_ids) => onChange({ ...rule, course_ids })}
        />
      );
    case 'skill_reached':
      return (
        <>
          <NativeSelect
            label={t('field.level')}
            value={String(rule.level)}
            data={['1', '2', '3', '4', '5']}
            onChange={(event) => onChange({ ...rule, level: Number(event.currentTarget.value) })}
          />
          {!rule.skill_id &&
            whole('count', t('field.skills'), rule.count, (count) => ({ ...rule, count }), 100)}
          <SkillField
            {...props}
            value={rule.skill_id ?? null}
            onChoose={(id) => onChange({ ...rule, skill_id: id })}
          />
        </>
      );
    case 'helping_others':
      return whole('count', t('field.people'), rule.count, (count) => ({ ...rule, count }));
  }
}

type SubjectProps = RuleFieldsProps & { value: string | null; onChoose: (id: string | null) => void };

const CourseField = (props: SubjectProps) => (
  <SearchedField {...props} subject="course" choicesQuery={courseChoicesQuery} />
);

const QuizField = (props: SubjectProps) => (
  <SearchedField {...props} subject="quiz" choicesQuery={quizChoicesQuery} />
);

const SkillField = (props: SubjectProps) => (
  <SearchedField {...props} subject="skill" choicesQuery={skillChoicesQuery} />
);

type SearchedProps = SubjectProps & {
  subject: 'course' | 'quiz' | 'skill';
  choicesQuery: typeof courseChoicesQuery | typeof quizChoicesQuery | typeof skillChoicesQuery;
};

/** One of too many to list: found by typing, or any of them when left empty. */
function SearchedField({ subjects, errors, value, onChoose, subject, choicesQuery }: SearchedProps) {
  const { t } = useTranslation('achievements');
  const [search, setSearch] = useState('');
  const [words] = useDebouncedValue(search, 200);
  const { data: found = [] } = useQuery(choicesQuery(value ? '' : words.trim()));
  return (
    <Select
      label={t(`field.${subject}`)}
      placeholder={t(`field.any_${subject}`)}
      data={withChosen(found, value ? [value] : [], subjects)}
      value={value}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('field.clear') }}
      onSearchChange={setSearch}
      nothingFoundMessage={t('field.nothing_found')}
      error={errors[`rule.${subject}_id`]}
      onChange={onChoose}
    />
  );
}

function CategoryField({ errors, value, onChoose }: SubjectProps) {
  const { t } = useTranslation('achievements');
  const { data: found = [] } = useQuery(categoryChoicesQuery);
  return (
    <NativeSelect
      label={t('field.category')}
      value={value ?? ''}
      data={[{ value: '', label: t('field.any_category') }, ...found]}
      error={errors['rule.category_id']}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    />
  );
}

type PathProps = RuleFieldsProps & { value: string[]; onChoose: (ids: string[]) => void };

function PathField({ subjects, errors, value, onChoose }: PathProps) {
  const { t } = useTranslation('achievements');
  const [search, setSearch] = useState('');
  const [words] = useDebouncedValue(search, 200);
  const [known, setKnown] = useState(subjects);
  const { data: found = [] } = useQuery(courseChoicesQuery(words.trim()));
  return (
    <MultiSelect
      label={t('field.path')}
      description={t('field.path_help')}
      data={withChosen(found, value, known)}
      value={value}
      maxValues={30}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={t('field.nothing_found')}
      error={errors['rule.course_ids']}
      onChange={(ids) => {
        setKnown({ ...known, ...Object.fromEntries(found.map((one) => [one.value, one.label])) });
        onChoose(ids);
      }}
    />
  );
}
