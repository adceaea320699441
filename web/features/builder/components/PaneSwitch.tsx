// Which part of the builder is shown, where not all three fit. Beside an outline that stays, only the other two take turns.
import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import css from './BuilderScreen.module.css';

const panes = ['outline', 'lesson', 'settings'] as const;
export type Pane = (typeof panes)[number];

/** From this width on the outline stands beside the others; the same as in the style sheet. */
const twoFit_px = 760;

export function PaneSwitch({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  const { t } = useTranslation('builder');
  const { ref, width } = useElementSize<HTMLDivElement>();
  const hasOutline = width + 32 >= twoFit_px;
  const choices = hasOutline ? panes.slice(1) : panes;
  return (
    <div className={css.switch}>
      <div ref={ref}>
        <SegmentedControl
          key={choices.length}
          fullWidth
          aria-label={t('panes.label')}
          data={choices.map((value) => ({ value, label: t(`panes.${value}`) }))}
          value={hasOutline && pane === 'outline' ? 'lesson' : pane}
          onChange={(next) => onPane(next as Pane)}
        />
      </div>
    </div>
  );
}
