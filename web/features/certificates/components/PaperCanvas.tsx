// The page to scale. Elements are chosen by click or Tab, moved by dragging or arrow keys, sized by handles or Alt and arrows.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Layout, pageOf, type TemplateElement } from '#contract/certificate-layout.ts';
import {
  elementOf,
  type Handle,
  handles,
  moveElement,
  removeElement,
  resizeElement,
  stepOf,
} from '../state/layout-commands.ts';
import { useElementName } from '../use-element-name.ts';
import type { TemplateEditor } from '../use-template-editor.ts';
import { PaperElement, pictureAddress } from './PaperElement.tsx';
import css from './TemplateEditor.module.css';

type Drag = { id: string; handle: Handle | null; x: number; y: number; from: Layout };

/** Pixels per millimetre at 100 %. */
const scale = 3.4;

export function PaperCanvas({ editor, zoom }: { editor: TemplateEditor; zoom: number }) {
  const { t } = useTranslation('certificates');
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag | null>(null);
  const { layout, selected } = editor;
  const page = pageOf(layout);
  const chosen = elementOf(layout, selected);
  const { background, border } = layout;

  function begin(event: PointerEvent, id: string, handle: Handle | null): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    editor.select(id);
    drag.current = { id, handle, x: event.clientX, y: event.clientY, from: layout };
    svg.current?.setPointerCapture(event.pointerId);
  }
  function go(event: PointerEvent): void {
    const { current } = drag;
    const box = svg.current?.getBoundingClientRect();
    if (!current || !box) return;
    const unit = page.width / Math.max(1, box.width);
    const dx = (event.clientX - current.x) * unit;
    const dy = (event.clientY - current.y) * unit;
    const { id, handle, from } = current;
    editor.drag(handle ? resizeElement(from, id, handle, dx, dy) : moveElement(from, id, dx, dy));
  }
  function end(): void {
    if (drag.current) editor.commitDraft();
    drag.current = null;
  }
  function onKeyDown(event: KeyboardEvent, id: string): void {
    const step = stepOf(event);
    if (step) {
      event.preventDefault();
      const { dx, dy } = step;
      editor.change(
        event.altKey ? resizeElement(layout, id, { x: 1, y: 1 }, dx, dy) : moveElement(layout, id, dx, dy),
      );
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      editor.change(removeElement(layout, id));
      editor.select(null);
    } else if (event.key === 'Escape') editor.select(null);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no other way to be a group
    <svg
      ref={svg}
      className={css.paper}
      viewBox={`0 0 ${page.width} ${page.height}`}
      width={page.width * scale * zoom}
      height={page.height * scale * zoom}
      aria-label={t('template.canvas')}
      role="group"
      onPointerDown={() => editor.select(null)}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <defs>
        <pattern id="ly-code" width="2.4" height="2.4" patternUnits="userSpaceOnUse">
          <path d="M0 0h1.2v1.2H0zM1.2 1.2h1.2v1.2H1.2z" fill="#171a23" />
        </pattern>
      </defs>
      <rect width={page.width} height={page.height} fill={background.colour} />
      {background.file_id && (
        <image
          href={pictureAddress(background.file_id)}
          width={page.width}
          height={page.height}
          preserveAspectRatio="xMidYMid slice"
        />
      )}
      <Border border={border} width={page.width} height={page.height} />
      {layout.elements.map((element) => (
        <PaperElement key={element.id} element={element} />
      ))}
      {layout.elements.map((element) => (
        <Selectable
          key={element.id}
          element={element}
          isSelected={element.id === selected}
          onSelect={() => editor.select(element.id)}
          onPointerDown={(event) => begin(event, element.id, null)}
          onKeyDown={(event) => onKeyDown(event, element.id)}
        />
      ))}
      {chosen && <Handles element={chosen} onBegin={(event, handle) => begin(event, chosen.id, handle)} />}
    </svg>
  );
}

function Border({ border, width, height }: { border: Layout['border']; width: number; height: number }) {
  if (border === 'none') return null;
  return (
    <g fill="none">
      <rect x={7} y={7} width={width - 14} height={height - 14} stroke="#2f388f" strokeWidth={0.4} />
      {border === 'double' && (
        <rect x={9} y={9} width={width - 18} height={height - 18} stroke="#c3c8f6" strokeWidth={0.2} />
      )}
    </g>
  );
}

/** Above the drawing, so that what is chosen is never hidden by what lies over it. */
type SelectableProps = {
  element: TemplateElement;
  isSelected: boolean;
  onSelect: () => void;
  onPointerDown: (event: PointerEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function Selectable({ element, isSelected, onSelect, onPointerDown, onKeyDown }: SelectableProps) {
  const { t } = useTranslation('certificates');
  const nameOf = useElementName();
  const { x_mm, y_mm, width_mm, height_mm } = element;
  const label = t('template.place', {
    name: nameOf(element),
    x: x_mm,
    y: y_mm,
    width: width_mm,
    height: height_mm,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG holds no button elements
    <g
      className={css.element}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={isSelected}
      onFocus={onSelect}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    >
      <rect
        className={css.outline}
        data-selected={isSelected || undefined}
        x={x_mm}
        y={y_mm}
        width={width_mm}
        height={height_mm}
      />
    </g>
  );
}

type HandlesProps = { element: TemplateElement; onBegin: (event: PointerEvent, handle: Handle) => void };

function Handles({ element, onBegin }: HandlesProps) {
  const { x_mm, y_mm, width_mm, height_mm } = element;
  const size = 4;
  return (
    <g>
      {handles.map((handle) => (
        <rect
          key={`${handle.x} ${handle.y}`}
          className={css.handle}
          data-slant={handle.x === handle.y ? 'down' : 'up'}
          x={(handle.x === 1 ? x_mm + width_mm : x_mm) - size / 2}
          y={(handle.y === 1 ? y_mm + height_mm : y_mm) - size / 2}
          width={size}
          height={size}
          onPointerDown={(event) => onBegin(event, handle)}
        />
      ))}
    </g>
  );
}
