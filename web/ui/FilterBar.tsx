// Search and filters above a list: each filter in use is a removable chip, the rest wait behind "Add filter".
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type OpenerProps } from './ActionMenu.tsx';
import css from './FilterBar.module.css';
import { SearchInput } from './SearchInput.tsx';

export type Filter = {
  id: string;
  label: string;
  options: readonly { value: string; label: string }[];
};

type FilterBarProps = {
  search?: { value: string; label: string; onChange: (value: string) => void };
  filters?: readonly Filter[];
  /** Values in use by filter id, as they stand in the address. */
  values?: Readonly<Record<string, string | undefined>>;
  onChange?: (id: string, value: string | undefined) => void;
  onClear?: () => void;
  /** At the end of the line: sorting, view. */
  children?: React.ReactNode;
};

export function FilterBar({
  search,
  filters = [],
  values = {},
  onChange,
  onClear,
  children,
}: FilterBarProps) {
  const { t } = useTranslation('ui');
  const used = filters.filter((filter) => values[filter.id] !== undefined);
  const unused = filters.filter((filter) => values[filter.id] === undefined && filter.options.length > 0);
  const choices = unused.flatMap((filter) =>
    filter.options.map((option, index) => ({
      key: `${filter.id}:${option.value}`,
      label: option.label,
      heading: index === 0 ? filter.label : undefined,
      onSelect: () => onChange?.(filter.id, option.value),
    })),
  );
  return (
    <search className={css.bar} aria-label={t('filter.label')}>
      {search && <SearchInput {...search} />}
      {used.map((filter) => (
        <Chip key={filter.id} filter={filter} value={values[filter.id] ?? ''} onChange={onChange} />
      ))}
      {choices.length > 0 && (
        <ActionMenu actions={choices} label={t('filter.add')}>
          {(opener) => <AddButton opener={opener} />}
        </ActionMenu>
      )}
      {used.length > 0 && onClear && (
        <button type="button" className={css.clear} onClick={onClear}>
          {t('filter.clear')}
        </button>
      )}
      {children && <div className={css.end}>{children}</div>}
    </search>
  );
}

type ChipProps = { filter: Filter; value: string; onChange: FilterBarProps['onChange'] };

function Chip({ filter, value, onChange }: ChipProps) {
  const { t } = useTranslation('ui');
  const word = filter.options.find((option) => option.value === value)?.label ?? value;
  const actions = filter.options.map((option) => ({
    key: option.value,
    label: option.label,
    checked: option.value === value,
    onSelect: () => onChange?.(filter.id, option.value),
  }));
  return (
    <span className={css.chip}>
      <ActionMenu actions={actions} label={t('filter.change', { filter: filter.label })}>
        {(opener) => <ChipWords label={filter.label} word={word} opener={opener} />}
      </ActionMenu>
      <button
        type="button"
        className={css.remove}
        aria-label={t('filter.remove', { filter: filter.label, value: word })}
        onClick={() => onChange?.(filter.id, undefined)}
      >
        <IconX size={14} stroke={1.75} aria-hidden="true" />
      </button>
    </span>
  );
}

type ChipWordsProps = { label: string; word: string; opener: OpenerProps };

/** Passes on what the menu adds to it. */
function ChipWords({ label, word, opener, ...rest }: ChipWordsProps) {
  return (
    <button type="button" {...opener} {...rest} className={css.words}>
      {label}: <b className={css.value}>{word}</b>
    </button>
  );
}

function AddButton({ opener, ...rest }: { opener: OpenerProps }) {
  const { t } = useTranslation('ui');
  return (
    <button type="button" {...opener} {...rest} className={css.add}>
      <IconPlus size={16} stroke={1.5} aria-hidden="true" />
      {t('filter.add')}
    </button>
  );
}
