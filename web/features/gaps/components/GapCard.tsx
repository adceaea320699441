// "Close this gap": the shortest way from the catalog for one gap or for all, and the button that begins it.
import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { GapPlan, SkillGap } from '#contract/gaps-shapes.ts';
import { endOfDay } from '#web/lib/end-of-day.ts';
import { useTimeZone } from '#web/lib/time-zone.tsx';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useStartPlan } from '../gaps.mutations.ts';
import { personGapsQuery, planQuery } from '../gaps.queries.ts';
import css from './Gaps.module.css';
import { PlanSteps } from './PlanSteps.tsx';

/** @param person_id  somebody of the reader's line; the reader without it */
export function GapCard({ person_id }: { person_id?: string }) {
  const { t } = useTranslation('gaps');
  const id = useId();
  const gaps = useQuery(personGapsQuery(person_id)).data;
  const [chosen, setChosen] = useState('');
  if (!gaps) return <Skeleton height={220} radius="lg" />;
  const open = gaps.skills.filter((one) => one.is_gap);
  if (open.length === 0) return null;
  // What was chosen may have been closed meanwhile, by a course in another tab.
  const skill = open.find((one) => one.skill_id === chosen);
  return (
    <section className={css.card} aria-labelledby={id}>
      <h2 id={id} className={css.title}>
        {t('card.title', { count: open.length })}
      </h2>
      <NativeSelect
        label={t('card.which')}
        value={skill?.skill_id ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          ...(open.length > 1 ? [{ value: '', label: t('card.all', { count: open.length }) }] : []),
          ...open.map((one) => ({ value: one.skill_id, label: wordsOf(one) })),
        ]}
      />
      <Plan key={skill?.skill_id ?? 'all'} person_id={person_id} skill_id={skill?.skill_id} />
    </section>
  );

  function wordsOf(gap: SkillGap): string {
    return t('card.gap', { name: gap.name, from: gap.level, to: gap.required_level });
  }
}

function Plan({ person_id, skill_id }: { person_id?: string; skill_id?: string }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const plan = useQuery(planQuery(person_id, skill_id)).data;
  if (!plan) return <Skeleton height={120} />;
  return (
    <>
      {plan.steps.length > 0 && (
        <>
          <p className={css.words}>
            <Trans
              t={t}
              i18nKey={`card.way_${plan.method}`}
              values={{ time: format.minutes(plan.total_minutes) }}
              components={{ b: <b /> }}
            />
          </p>
          <PlanSteps plan={plan} />
        </>
      )}
      {plan.left_open.map((gap) => (
        <p key={gap.skill_id} className={css.words}>
          {t('card.left_open', {
            name: gap.name,
            level: gap.to_level,
            ways: format.list(gap.closed_by.map((way) => t(`closed_by.${way}`))),
          })}
        </p>
      ))}
      <Begin plan={plan} person_id={person_id} skill_id={skill_id} />
    </>
  );
}

function Begin({ plan, person_id, skill_id }: { plan: GapPlan; person_id?: string; skill_id?: string }) {
  const { t } = useTranslation('gaps');
  const zone = useTimeZone();
  const start = useStartPlan(person_id);
  const [day, setDay] = useState('');
  const isAssigning = plan.can.includes('assign');
  if (!isAssigning && !plan.can.includes('start')) return person_id ? null : <GoOn plan={plan} />;
  const submit = () =>
    start.mutate(
      {
        ...(skill_id ? { skill_ids: [skill_id] } : {}),
        ...(isAssigning && day ? { due_at: endOfDay(day, zone) } : {}),
      },
      {
        onSuccess: ({ enrolled }) =>
          notify(t(isAssigning ? 'card.assigned' : 'card.started', { count: enrolled.length })),
      },
    );
  return (
    <>
      {start.isError && <ErrorSummary error={start.error} />}
      {isAssigning && (
        <TextInput
          type="date"
          label={t('card.due')}
          description={t('card.due_help', { zone })}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      )}
      <Button variant="filled" aria-busy={start.isPending} onClick={() => !start.isPending && submit()}>
        {t(isAssigning ? 'card.assign' : 'card.start')}
      </Button>
    </>
  );
}

/** A plan whose courses are all begun has nothing left to start: on with the first of them. */
function GoOn({ plan }: { plan: GapPlan }) {
  const { t } = useTranslation('gaps');
  const next = plan.steps.find((step) => step.state === 'enrolled');
  if (!next) return null;
  return (
    <Button component={AppLink} href={`/learn/${next.course.id}`} variant="filled" className={css.go}>
      {t('card.continue', { title: next.course.title })}
    </Button>
  );
}
