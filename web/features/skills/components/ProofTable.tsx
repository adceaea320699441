// Outside certificates that the reader may decide about.
import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { Status } from '#web/ui/Status.tsx';
import { proofsPageSize } from '../skills.queries.ts';
import type { SkillProof } from '../skills.types.ts';
import { useSkillWords } from '../use-skill-words.ts';
import { EvidenceActions } from './EvidenceActions.tsx';
import css from './Skills.module.css';

type ProofTableProps = {
  proofs: readonly SkillProof[] | undefined;
  count: number | null | undefined;
  page: number;
  isStale: boolean;
  onPage: (page: number) => void;
};

export function ProofTable({ proofs, count, page, isStale, onPage }: ProofTableProps) {
  const { t } = useTranslation('skills');
  return (
    <DataTable
      caption={t('proofs.title')}
      columns={useColumns()}
      rows={proofs}
      rowKey={(row) => row.id}
      count={count}
      page={page}
      pageSize={proofsPageSize}
      onPage={onPage}
      isStale={isStale}
      empty={
        <EmptyState icon={IconCertificate} title={t('proofs.empty')}>
          {t('proofs.empty_words')}
        </EmptyState>
      }
    />
  );
}

function useColumns(): Column<SkillProof>[] {
  const { t } = useTranslation('skills');
  const words = useSkillWords();
  return [
    {
      id: 'person',
      header: t('proofs.person'),
      is_title: true,
      cell: ({ person }) => (
        <span className={css.person}>
          <PersonAvatar id={person.id} name={person.display_name} picture={person.avatar_url} size={28} />
          <AppLink href={`/people/${person.id}/skills`}>{person.display_name}</AppLink>
        </span>
      ),
    },
    {
      id: 'skill',
      header: t('column.skill'),
      cell: ({ skill, level }) => t('proofs.skill_at', { skill: skill.name, level }),
    },
    {
      id: 'proof',
      header: t('proofs.proof'),
      cell: (row) => (
        <span className={css.name}>
          {row.file ? (
            <a href={row.file.url} target="_blank" rel="noreferrer">
              {row.title}
            </a>
          ) : (
            <span>{row.title}</span>
          )}
          <small className="ly-dimmed">
            {[row.issuer, row.expires_on && t('evidence.until', { day: words.day(row.expires_on) })]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
      ),
    },
    { id: 'age', header: t('proofs.sent'), width: '128px', cell: (row) => words.age(row.created_at) },
    {
      id: 'action',
      header: '',
      label: t('proofs.action'),
      is_action: true,
      width: '216px',
      cell: (row) =>
        row.can.includes('decide') ? (
          <EvidenceActions
            evidence={{ ...row, can: ['decide'] }}
            name={`${row.title}, ${row.person.display_name}`}
          />
        ) : (
          <Status kind={row.state === 'confirmed' ? 'ok' : 'archived'} look="quiet">
            {t(`evidence.state.${row.state}`)}
          </Status>
        ),
    },
  ];
}
