// The categories as tiles with their colour and how many courses each has; a tile leads into the narrowed catalog.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { CourseThumb } from '#web/ui/CourseCover.tsx';
import type { Category } from '../catalog.types.ts';
import { catalogHref } from '../catalog-search.ts';
import css from './CategoryTiles.module.css';

export function CategoryTiles({ categories }: { categories: readonly Category[] }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return (
    <ul className={css.tiles}>
      {categories.map((category) => (
        <li key={category.id}>
          <AppLink href={catalogHref({ category_id: category.id })} className={css.tile}>
            <CourseThumb palette={category.palette} seed={category.id} />
            <span className={css.words}>
              <span className={css.name}>{category.name}</span>
              <span className={css.count}>
                {t('results.count', {
                  count: category.course_count,
                  figure: format.number(category.course_count),
                })}
              </span>
            </span>
          </AppLink>
        </li>
      ))}
    </ul>
  );
}
