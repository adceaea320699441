// What can be done to a layout: moving, sizing, adding, removing, reordering. Pure; nothing ever leaves the page.
import { type Layout, type PaperField, pageOf, type TemplateElement } from '#contract/certificate-layout.ts';

export type ElementKind = TemplateElement['kind'];
export type Box = { x_mm: number; y_mm: number; width_mm: number; height_mm: number };
/** Which sides a handle moves: left or right, top or bottom. */
export type Handle = { x: -1 | 0 | 1; y: -1 | 0 | 1 };

export const handles: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

export const smallest_mm = 2;
const round = (value: number): number => Math.round(value * 2) / 2;
const between = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most));

export const elementOf = (layout: Layout, id: string | null): TemplateElement | undefined =>
  layout.elements.find((element) => element.id === id);

export const changeElement = (layout: Layout, id: string, change: Partial<TemplateElement>): Layout => ({
  ...layout,
  elements: layout.elements.map((element) =>
    element.id === id ? ({ ...element, ...change } as TemplateElement) : element,
  ),
});

/** To half a millimetre, and never over the edge. */
export function moveElement(layout: Layout, id: string, dx: number, dy: number): Layout {
  const element = elementOf(layout, id);
  if (!element) return layout;
  const page = pageOf(layout);
  return changeElement(layout, id, {
    x_mm: between(round(element.x_mm + dx), 0, page.width - element.width_mm),
    y_mm: between(round(element.y_mm + dy), 0, page.height - element.height_mm),
  });
}

/** The side a handle is on follows it; the other one stays. */
export function resizeElement(layout: Layout, id: string, handle: Handle, dx: number, dy: number): Layout {
  const element = elementOf(layout, id);
  if (!element) return layout;
  const page = pageOf(layout);
  const across = side(element.x_mm, element.width_mm, handle.x, dx, page.width);
  const down = side(element.y_mm, element.height_mm, handle.y, dy, page.height);
  return changeElement(layout, id, {
    x_mm: across.start,
    width_mm: across.length,
    y_mm: down.start,
    height_mm: down.length,
  });
}

function side(start: number, length: number, direction: -1 | 0 | 1, by: number, most: number) {
  if (direction === 0) return { start, length };
  if (direction === 1) return { start, length: between(round(length + by), smallest_mm, most - start) };
  const end = start + length;
  const moved = between(round(start + by), 0, end - smallest_mm);
  return { start: moved, length: end - moved };
}

/** A box by its numbers, as somebody typed them: brought back onto the page. */
export function placeElement(layout: Layout, id: string, box: Partial<Box>): Layout {
  const element = elementOf(layout, id);
  if (!element) return layout;
  const page = pageOf(layout);
  const width_mm = between(box.width_mm ?? element.width_mm, smallest_mm, page.width);
  const height_mm = between(box.height_mm ?? element.height_mm, smallest_mm, page.height);
  return changeElement(layout, id, {
    width_mm,
    height_mm,
    x_mm: between(box.x_mm ?? element.x_mm, 0, page.width - width_mm),
    y_mm: between(box.y_mm ?? element.y_mm, 0, page.height - height_mm),
  });
}

/** Another size or orientation: what would hang over the edge comes in, and is made smaller only where it must be. */
export function changePage(
  layout: Layout,
  change: Partial<Pick<Layout, 'page_size' | 'orientation'>>,
): Layout {
  const turned = { ...layout, ...change };
  return turned.elements.reduce((result, element) => placeElement(result, element.id, {}), turned);
}

export const removeElement = (layout: Layout, id: string): Layout => ({
  ...layout,
  elements: layout.elements.filter((element) => element.id !== id),
});

/** Later elements are drawn over earlier ones, and read after them. */
export function reorderElement(layout: Layout, id: string, by: -1 | 1): Layout {
  const index = layout.elements.findIndex((element) => element.id === id);
  const target = index + by;
  if (index < 0 || target < 0 || target >= layout.elements.length) return layout;
  const elements = [...layout.elements];
  [elements[index], elements[target]] = [elements[target]!, elements[index]!];
  return { ...layout, elements };
}

const type = { font: 'sans', weight: 'regular', size_pt: 14, colour: '#171a23', align: 'start' } as const;
const square = { width_mm: 30, height_mm: 30 };

/** A new element in the middle of the page, with an id of its own. */
export function addElement(
  layout: Layout,
  kind: ElementKind,
  words: { text: string; field?: PaperField },
): { layout: Layout; id: string } {
  const used = new Set(layout.elements.map((element) => element.id));
  let number = layout.elements.length + 1;
  while (used.has(`${kind}-${number}`)) number += 1;
  const id = `${kind}-${number}`;
  const made = {
    text: { kind: 'text', text: words.text, ...type, width_mm: 100, height_mm: 10 },
    field: { kind: 'field', field: words.field ?? 'issued_on', ...type, width_mm: 100, height_mm: 8 },
    image: { kind: 'image', file_id: null, ...square },
    signature: { kind: 'signature', file_id: null, name: '', title: '', width_mm: 80, height_mm: 30 },
    qr: { kind: 'qr', ...square },
    line: { kind: 'line', colour: '#2f388f', thickness_pt: 1, width_mm: 100, height_mm: 4 },
    ornament: { kind: 'ornament', ornament: 'rosette', ...square },
  } as const;
  const page = pageOf(layout);
  const { width_mm, height_mm } = made[kind];
  const element = {
    ...made[kind],
    id,
    x_mm: round((page.width - width_mm) / 2),
    y_mm: round((page.height - height_mm) / 2),
  } as TemplateElement;
  return { layout: { ...layout, elements: [...layout.elements, element] }, id };
}

/** What an arrow key moves by: a millimetre, ten with Shift. */
export function stepOf(event: { key: string; shiftKey: boolean }): { dx: number; dy: number } | null {
  const step = event.shiftKey ? 10 : 1;
  const steps: Record<string, { dx: number; dy: number }> = {
    ArrowLeft: { dx: -step, dy: 0 },
    ArrowRight: { dx: step, dy: 0 },
    ArrowUp: { dx: 0, dy: -step },
    ArrowDown: { dx: 0, dy: step },
  };
  return steps[event.key] ?? null;
}
