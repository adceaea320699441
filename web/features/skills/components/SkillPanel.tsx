// One skill of a person beside the list: where they stand, what each level needs, and all evidence.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '#web/lib/session.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { LevelBar } from '#web/ui/LevelBar.tsx';
import { Section } from '#web/ui/Section.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { personSkillQuery } from '../skills.queries.ts';
import type { UserSkillDetail } from '../skills.types.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { LevelList } from './LevelList.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import { DeclareDialog, RateDialog, TargetDialog } from './SkillDialogs.tsx';
import css from './Skills.module.css';
import { StandingWord } from './StandingWord.tsx';

type SkillPanelProps = {
  person_id: string;
  skill_id: string;
  /** What the role asks for. */
  target?: number;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
};

export function SkillPanel({ person_id, skill_id, target, ...panel }: SkillPanelProps) {
  const { t } = useTranslation('skills');
  const { data: detail, error } = useQuery(personSkillQuery(person_id, skill_id));
  return (
    <SidePanel
      title={detail?.skill.name ?? t('title')}
      detail={detail?.skill.path.slice(0, -1).join(' › ') || detail?.skill.category}
      actions={detail && <PanelActions detail={detail} />}
      {...panel}
    >
      {error && !detail && <ErrorSummary error={error} />}
      {!error && !detail && <Skeleton height={320} />}
      {detail && (
        <div className={css.facts}>
          {detail.user_skill && (
            <div className={css.head}>
              <LevelBar
                label={detail.skill.name}
                level={detail.user_skill.proven_level}
                declared={detail.user_skill.declared_level}
                target={target ?? detail.user_skill.target_level}
              />
              <StandingWord skill={detail.user_skill} target={target ?? detail.user_skill.target_level} />
            </div>
          )}
          {detail.skill.description && <p>{detail.skill.description}</p>}
          <Section title={t('panel.evidence')} count={detail.evidence.length}>
            <EvidenceList evidence={detail.evidence} label={t('panel.evidence')} />
          </Section>
          <Section title={t('panel.levels')}>
            <LevelList levels={detail.levels} label={t('panel.levels')} />
          </Section>
        </div>
      )}
    </SidePanel>
  );
}

function PanelActions({ detail }: { detail: UserSkillDetail }) {
  const { t } = useTranslation('skills');
  const [open, setOpen] = useState<'declare' | 'target' | 'prove' | 'rate' | null>(null);
  const can = {
    declare: useCan(detail, 'declare'),
    target: useCan(detail, 'target'),
    prove: useCan(detail, 'prove'),
    rate: useCan(detail, 'rate'),
  };
  const close = () => setOpen(null);
  return (
    <>
      {can.rate && (
        <Button variant="light" onClick={() => setOpen('rate')}>
          {t('rate.open')}
        </Button>
      )}
      {can.declare && <Button onClick={() => setOpen('declare')}>{t('declare.open')}</Button>}
      {can.target && <Button onClick={() => setOpen('target')}>{t('target.open')}</Button>}
      {can.prove && <Button onClick={() => setOpen('prove')}>{t('proof.open')}</Button>}
      {open === 'rate' && <RateDialog detail={detail} onClose={close} />}
      {open === 'declare' && <DeclareDialog detail={detail} onClose={close} />}
      {open === 'target' && <TargetDialog detail={detail} onClose={close} />}
      {open === 'prove' && <ProofDialog skill={detail.skill} onClose={close} />}
    </>
  );
}
