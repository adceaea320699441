/** How a certificate's paper looks: a page and the elements on it, in millimetres from its upper left corner. */
import * as z from 'zod';
import { id, optionalText } from './values/common.ts';

export const pageSizes = ['a4', 'letter'] as const;
export const orientations = ['landscape', 'portrait'] as const;
export const templateLanguages = ['en', 'de'] as const;
export const borders = ['none', 'single', 'double'] as const;
export const paperFonts = ['sans', 'serif'] as const;
export const aligns = ['start', 'center', 'end'] as const;
export const ornaments = ['rosette', 'mark'] as const;

/** What the certificate itself fills in. Labels are words in the paper's language. */
export const paperFields = [
  'organization_name',
  'heading',
  'recipient_name',
  'statement',
  'course_title',
  'course_code',
  /** Score, duration, dates and code side by side, those that there are. */
  'facts',
  'score',
  'duration',
  'completed_on',
  'issued_on',
  'expires_on',
  'instructor_name',
  'instructor_label',
  'number_label',
  'number',
  'verification_id_label',
  'verification_id',
  'check_at',
] as const;
export type PaperField = (typeof paperFields)[number];

const millimetres = z.number().min(0).max(420);
const size = z.number().min(2).max(420);
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'Expected a colour such as #2f388f');

const box = {
  id: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  x_mm: millimetres,
  y_mm: millimetres,
  width_mm: size,
  height_mm: size,
};
const type = {
  font: z.enum(paperFonts),
  /** The serif face has no bold. */
  weight: z.enum(['regular', 'bold']),
  size_pt: z.number().min(6).max(96),
  colour,
  align: z.enum(aligns),
};

export const TemplateElement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: optionalText(500), ...box, ...type }),
  z.strictObject({ kind: z.literal('field'), field: z.enum(paperFields), ...box, ...type }),
  z.strictObject({ kind: z.literal('image'), file_id: id.nullable(), ...box }),
  /** A line with a name below; who signs is the course's instructor unless written here. */
  z.strictObject({
    kind: z.literal('signature'),
    file_id: id.nullable(),
    name: optionalText(100),
    title: optionalText(100),
    ...box,
  }),
  z.strictObject({ kind: z.literal('qr'), ...box }),
  /** A rule as wide as its box, in the middle of it. */
  z.strictObject({
    kind: z.literal('line'),
    colour,
    thickness_pt: z.number().min(0.25).max(10),
    ...box,
  }),
  z.strictObject({ kind: z.literal('ornament'), ornament: z.enum(ornaments), ...box }),
]);
export type TemplateElement = z.infer<typeof TemplateElement>;
export const elementKinds = ['field', 'text', 'image', 'signature', 'qr', 'line', 'ornament'] as const;

export const Layout = z.strictObject({
  page_size: z.enum(pageSizes),
  orientation: z.enum(orientations),
  /** The language of its words; null is the recipient's. */
  language: z.enum(templateLanguages).nullable(),
  border: z.enum(borders),
  background: z.strictObject({ colour, file_id: id.nullable() }),
  elements: z.array(TemplateElement).max(60),
});
export type Layout = z.infer<typeof Layout>;

const sizes = { a4: [210, 297], letter: [215.9, 279.4] } as const;

/** The page's width and height in millimetres. */
export function pageOf(layout: Pick<Layout, 'page_size' | 'orientation'>): { width: number; height: number } {
  const [short, long] = sizes[layout.page_size];
  return layout.orientation === 'landscape' ? { width: long, height: short } : { width: short, height: long };
}

export type LayoutProblem = { path: string; code: string; message: string };

/** What a schema cannot say of a layout: everything on the page, ids once, and what every paper must show. */
export function layoutProblems(layout: Layout): LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  const page = pageOf(layout);
  const seen = new Set<string>();
  for (const [index, element] of layout.elements.entries()) {
    const at = `elements.${index}`;
    if (seen.has(element.id)) problems.push({ path: `${at}.id`, code: 'repeated', message: 'Each id once' });
    seen.add(element.id);
    // A hair of room for fractions of millimetres.
    if (element.x_mm + element.width_mm > page.width + 0.05)
      problems.push({
        path: `${at}.width_mm`,
        code: 'off_page',
        message: 'This reaches over the edge of the page',
      });
    if (element.y_mm + element.height_mm > page.height + 0.05)
      problems.push({
        path: `${at}.height_mm`,
        code: 'off_page',
        message: 'This reaches over the edge of the page',
      });
    if (element.kind === 'qr' && Math.min(element.width_mm, element.height_mm) < 18)
      problems.push({
        path: `${at}.width_mm`,
        code: 'too_small',
        message: 'A code under 18 mm cannot be read',
      });
    if ('font' in element && element.font === 'serif' && element.weight === 'bold')
      problems.push({ path: `${at}.weight`, code: 'no_face', message: 'The serif face has no bold' });
  }
  const shows = (field: PaperField) =>
    layout.elements.some((one) => one.kind === 'field' && one.field === field);
  for (const field of ['recipient_name', 'course_title', 'number'] as const) {
    if (!shows(field))
      problems.push({
        path: 'elements',
        code: `lacks_${field}`,
        message: `A certificate must show ${field}`,
      });
  }
  if (!shows('verification_id') && !layout.elements.some((one) => one.kind === 'qr'))
    problems.push({
      path: 'elements',
      code: 'lacks_verification',
      message: 'A certificate must show how it is checked: its code or its verification id',
    });
  return problems;
}
