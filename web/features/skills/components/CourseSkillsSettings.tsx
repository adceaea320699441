// In the builder: what a course teaches and what it asks for. Saved at once, like the other settings of the course.
import { ActionIcon, NumberInput, Select, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { useSetCourseSkills } from '../skills.mutations.ts';
import { courseSkillsQuery, skillChoicesQuery } from '../skills.queries.ts';
import type { CourseSkills } from '../skills.types.ts';
import css from './Skills.module.css';

type Side = 'grants' | 'requires';
type Line = { skill_id: string; name: string; level: number; enforcement?: 'advisory' | 'blocking' };

export function CourseSkillsSettings({ course_id }: { course_id: string }) {
  const { t } = useTranslation('skills');
  const { data } = useQuery(courseSkillsQuery(course_id));
  const { mutate, error, variables, isPending } = useSetCourseSkills(course_id);
  if (!data) return null;
  // What was just chosen is shown until the answer brings it back.
  const shown = isPending && variables ? withNames(variables, data) : data;
  const save = (side: Side, lines: readonly Line[]) =>
    mutate({
      grants: (side === 'grants' ? lines : shown.grants).map(({ skill_id, level }) => ({ skill_id, level })),
      requires: (side === 'requires' ? lines : shown.requires).map(({ skill_id, level, enforcement }) => ({
        skill_id,
        level,
        enforcement: enforcement ?? 'advisory',
      })),
    });
  return (
    <div className={css.form}>
      <ErrorSummary error={error} />
      {(['grants', 'requires'] as const).map((side) => (
        <SkillLines key={side} side={side} lines={shown[side]} onChange={(lines) => save(side, lines)} />
      ))}
      <p className="ly-dimmed ly-small">{t('builder.help')}</p>
    </div>
  );
}

type Sent = { grants: Omit<Line, 'name'>[]; requires: Omit<Line, 'name'>[] };

function withNames(sent: Sent, known: CourseSkills): { grants: Line[]; requires: Line[] } {
  const names = new Map([...known.grants, ...known.requires].map((one) => [one.skill_id, one.name]));
  const named = (lines: Sent['grants']) =>
    lines.map((one) => ({ ...one, name: names.get(one.skill_id) ?? '…' }));
  return { grants: named(sent.grants), requires: named(sent.requires) };
}

type SkillLinesProps = { side: Side; lines: readonly Line[]; onChange: (lines: Line[]) => void };

function SkillLines({ side, lines, onChange }: SkillLinesProps) {
  const { t } = useTranslation('skills');
  const change = (skill_id: string, fields: Partial<Line>) =>
    onChange(lines.map((one) => (one.skill_id === skill_id ? { ...one, ...fields } : one)));
  return (
    <div className={css.stack}>
      <b>{t(`builder.${side}`)}</b>
      {lines.map((one) => (
        <div key={one.skill_id} className={css.stack}>
          <div className={css.chosen}>
            <span>{one.name}</span>
            <NumberInput
              aria-label={t('builder.level_of', { skill: one.name })}
              min={1}
              max={5}
              clampBehavior="strict"
              allowDecimal={false}
              value={one.level}
              onChange={(level) => {
                if (typeof level === 'number' && level >= 1) change(one.skill_id, { level });
              }}
            />
            <ActionIcon
              aria-label={t('builder.remove', { skill: one.name })}
              onClick={() => onChange(lines.filter((other) => other.skill_id !== one.skill_id))}
            >
              <IconTrash size={18} stroke={1.5} aria-hidden="true" />
            </ActionIcon>
          </div>
          {side === 'requires' && (
            <Switch
              size="xs"
              label={t('builder.blocking', { skill: one.name })}
              checked={one.enforcement === 'blocking'}
              onChange={(event) =>
                change(one.skill_id, { enforcement: event.currentTarget.checked ? 'blocking' : 'advisory' })
              }
            />
          )}
        </div>
      ))}
      <AddLine
        label={t(`builder.add_${side}`)}
        taken={lines.map((one) => one.skill_id)}
        onAdd={(skill) => onChange([...lines, { ...skill, level: 1 }])}
      />
    </div>
  );
}

type AddLineProps = {
  label: string;
  taken: readonly string[];
  onAdd: (skill: { skill_id: string; name: string }) => void;
};

function AddLine({ label, taken, onAdd }: AddLineProps) {
  const { t } = useTranslation('skills');
  const [search, setSearch] = useState('');
  const { data } = useQuery(skillChoicesQuery(search));
  const free = (data?.results ?? []).filter(({ id }) => !taken.includes(id));
  return (
    <Select
      aria-label={label}
      placeholder={label}
      searchable
      data={free.map(({ id, name }) => ({ value: id, label: name }))}
      value={null}
      searchValue={search}
      nothingFoundMessage={t('nothing_found')}
      onSearchChange={setSearch}
      onChange={(skill_id, option) => {
        if (!skill_id || !option) return;
        onAdd({ skill_id, name: option.label });
        setSearch('');
      }}
    />
  );
}
