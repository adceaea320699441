// The courses of a closing plan in their order, with what each brings and what is left of it.
import { useTranslation } from 'react-i18next';
import type { GapPlan } from '#contract/gaps-shapes.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseSessionLine } from './CourseSessionLine.tsx';
import css from './Gaps.module.css';

export function PlanSteps({ plan }: { plan: GapPlan }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  return (
    <ol className={css.steps} aria-label={t('plan.steps')}>
      {plan.steps.map((step) => (
        <li key={step.course.id} className={css.step}>
          <span className={css.stepWords}>
            <AppLink
              href={step.state === 'enrolled' ? `/learn/${step.course.id}` : `/courses/${step.course.id}`}
            >
              {step.course.title}
            </AppLink>
            <small>
              {step.state === 'enrolled'
                ? t('plan.left', {
                    time: format.minutes(step.minutes_left),
                    percent: format.percent(step.percent),
                  })
                : t('plan.takes', { time: format.minutes(step.minutes_left) })}
              {step.is_retake && ` · ${t('plan.again')}`}
            </small>
            <small>
              {step.closes.length > 0
                ? t('plan.brings', {
                    skills: format.list(
                      step.closes.map((one) => t('plan.skill', { name: one.name, level: one.level })),
                    ),
                  })
                : t('plan.opens', { skills: format.list(step.opens.map((one) => one.name)) })}
            </small>
            {step.session && (
              <small>
                <CourseSessionLine session={step.session} />
              </small>
            )}
            {step.state === 'blocked' && <small>{t('plan.later')}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}
