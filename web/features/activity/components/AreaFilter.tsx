// Narrows a feed or timeline to one area.
import { useTranslation } from 'react-i18next';
import { activityAreas } from '#contract/activity.ts';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { type FeedSearch, readFeedSearch } from '../activity-search.ts';

type AreaFilterProps = { search: FeedSearch; onChange: (next: FeedSearch) => void };

export function AreaFilter({ search, onChange }: AreaFilterProps) {
  const { t } = useTranslation('activity');
  return (
    <FilterBar
      filters={[
        {
          id: 'area',
          label: t('feed.area'),
          options: activityAreas.map((area) => ({ value: area, label: t(`area.${area}`) })),
        },
      ]}
      values={search}
      onChange={(_id, value) => onChange(readFeedSearch(value ? `area=${value}` : ''))}
      onClear={() => onChange({})}
    />
  );
}
