// What a person can do: level against target, how that stands, and the newest reason to believe it.
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DataTable } from '#web/ui/DataTable.tsx';
import type { Column } from '#web/ui/data-table.ts';
import { LevelBar, LevelLegend } from '#web/ui/LevelBar.tsx';
import type { UserSkill } from '../skills.types.ts';
import { standingOf } from '../standing.rules.ts';
import { useSkillWords } from '../use-skill-words.ts';
import css from './Skills.module.css';
import { StandingWord } from './StandingWord.tsx';

type SkillsTableProps = {
  /** `undefined` while they load. */
  skills: readonly UserSkill[] | undefined;
  /** Whose they are, for the table's name. */
  caption: string;
  /** What a role asks for, by skill; the own target is used where a role asks for nothing. */
  targets?: ReadonlyMap<string, number>;
  activeId?: string;
  onOpen: (skill_id: string) => void;
  hrefOf: (skill_id: string) => string;
  empty: React.ReactNode;
};

export function SkillsTable({ skills, caption, targets, activeId, onOpen, hrefOf, empty }: SkillsTableProps) {
  const columns = useColumns(targets, hrefOf);
  return (
    <div className={css.table}>
      <DataTable
        caption={caption}
        name="skills"
        columns={columns}
        rows={skills}
        rowKey={(row) => row.skill_id}
        count={skills?.length}
        activeKey={activeId}
        onOpen={(row) => onOpen(row.skill_id)}
        csv={
          skills && { file_name: 'skills', fetchPage: () => Promise.resolve({ results: skills, next: null }) }
        }
        empty={empty}
      />
      {skills && skills.length > 0 && <LevelLegend />}
    </div>
  );
}

function useColumns(
  targets: ReadonlyMap<string, number> | undefined,
  hrefOf: (skill_id: string) => string,
): Column<UserSkill>[] {
  const { t } = useTranslation('skills');
  const words = useSkillWords();
  const targetOf = (row: UserSkill) => targets?.get(row.skill_id) ?? row.target_level;
  return [
    {
      id: 'skill',
      header: t('column.skill'),
      is_title: true,
      cell: (row) => (
        <span className={css.name}>
          <AppLink href={hrefOf(row.skill_id)}>{row.name}</AppLink>
          {(row.category || row.is_retired) && (
            <small className="ly-dimmed">{row.is_retired ? t('retired') : row.category}</small>
          )}
        </span>
      ),
      text: (row) => row.name,
    },
    {
      id: 'level',
      header: t('column.level'),
      width: '200px',
      cell: (row) => (
        <LevelBar
          label={row.name}
          level={row.proven_level}
          declared={row.declared_level}
          target={targetOf(row)}
        />
      ),
      text: (row) => row.level,
    },
    { id: 'proven', header: t('column.proven'), text: (row) => row.proven_level },
    { id: 'target', header: t('column.target'), text: targetOf },
    {
      id: 'standing',
      header: t('column.standing'),
      width: '208px',
      cell: (row) => <StandingWord skill={row} target={targetOf(row)} />,
      text: (row) => t(`standing_name.${standingOf(row, targetOf(row), words.today)}`),
    },
    {
      id: 'evidence',
      header: t('column.evidence'),
      cell: (row) => (
        <span className={css.name}>
          <span>{words.source(row)}</span>
          {row.latest_evidence && (
            <small className="ly-dimmed">{words.age(row.latest_evidence.occurred_at)}</small>
          )}
        </span>
      ),
      text: (row) => words.source(row),
    },
    { id: 'expires', header: t('column.expires'), text: (row) => row.expires_on },
  ];
}
