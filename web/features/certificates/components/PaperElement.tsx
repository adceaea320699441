// One element drawn on the canvas: SVG attributes only, in millimetres.
import { useTranslation } from 'react-i18next';
import type { TemplateElement } from '#contract/certificate-layout.ts';
import { files } from '#contract/files.ts';
import { addressOf } from '#web/lib/api.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { sampleValues, setText, type TextElement } from '../state/paper-sample.ts';
import css from './TemplateEditor.module.css';

export const pictureAddress = (id: string): string => addressOf(files.getFileContent, { params: { id } });

export function PaperElement({ element }: { element: TemplateElement }) {
  const { x_mm: x, y_mm: y, width_mm: width, height_mm: height } = element;
  switch (element.kind) {
    case 'text':
    case 'field':
      return <Words element={element} />;
    case 'image':
      return element.file_id ? (
        <image href={pictureAddress(element.file_id)} x={x} y={y} width={width} height={height} />
      ) : (
        <rect className={css.placeholder} x={x} y={y} width={width} height={height} />
      );
    case 'signature':
      return <Signature element={element} />;
    case 'qr': {
      const size = Math.min(width, height);
      return <Code x={x} y={y} size={size} />;
    }
    case 'line':
      return (
        <line
          x1={width >= height ? x : x + width / 2}
          x2={width >= height ? x + width : x + width / 2}
          y1={width >= height ? y + height / 2 : y}
          y2={width >= height ? y + height / 2 : y + height}
          stroke={element.colour}
          strokeWidth={element.thickness_pt * 0.353}
        />
      );
    case 'ornament':
      return <Ornament element={element} />;
  }
}

function useWords(element: TextElement): string {
  const { t } = useTranslation('certificates');
  const format = useFormat();
  if (element.kind === 'text') return element.text;
  const { field } = element;
  if (field.endsWith('_on')) return format.date('2026-11-17T12:00:00Z');
  return sampleValues[field] ?? t(`template.sample.${field}`);
}

const anchors = { start: 'start', center: 'middle', end: 'end' } as const;

function Words({ element }: { element: TextElement }) {
  const { lines, size } = setText(useWords(element), element);
  const { x_mm, y_mm, width_mm, align } = element;
  const x = x_mm + (align === 'start' ? 0 : align === 'center' ? width_mm / 2 : width_mm);
  return (
    <text
      className={css.words}
      data-font={element.font}
      x={x}
      y={y_mm + size}
      fontSize={size}
      fontWeight={element.weight === 'bold' ? 600 : 400}
      fill={element.colour}
      textAnchor={anchors[align]}
    >
      {lines.map((line, index) => (
        // Lines have no identity besides their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <tspan key={index} x={x} dy={index === 0 ? 0 : size * 1.36}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Signature({ element }: { element: Extract<TemplateElement, { kind: 'signature' }> }) {
  const { t } = useTranslation('certificates');
  const { x_mm: x, y_mm: y, width_mm: width, height_mm: height } = element;
  const below = Math.min(11.3, height * 0.6);
  const line = y + height - below;
  return (
    <>
      {element.file_id && (
        <image
          href={pictureAddress(element.file_id)}
          x={x}
          y={y}
          width={width}
          height={Math.max(1, line - y)}
        />
      )}
      <line className={css.rule} x1={x} x2={x + Math.min(width, 60)} y1={line} y2={line} />
      <text className={css.words} x={x} y={line + 5.4} fontSize={3.7} fontWeight={600} fill="#171a23">
        {element.name || sampleValues.instructor_name}
      </text>
      <text className={css.words} x={x} y={line + 10} fontSize={3.2} fill="#5a6172">
        {element.title || (element.name ? '' : t('template.sample.instructor_label'))}
      </text>
    </>
  );
}

/** The corners by which one knows a QR code. */
function Code({ x, y, size }: { x: number; y: number; size: number }) {
  const part = size * 0.22;
  const far = size * 0.7;
  const corners = [
    [0.08, 0.08],
    [far / size, 0.08],
    [0.08, far / size],
  ] as const;
  return (
    <>
      <rect x={x} y={y} width={size} height={size} fill="#ffffff" stroke="#c3c8f6" strokeWidth={0.2} />
      {corners.map(([left, top]) => (
        <rect
          key={`${left} ${top}`}
          x={x + left * size}
          y={y + top * size}
          width={part}
          height={part}
          fill="none"
          stroke="#171a23"
          strokeWidth={size * 0.04}
        />
      ))}
      <rect
        x={x + size * 0.42}
        y={y + size * 0.42}
        width={size * 0.4}
        height={size * 0.4}
        fill="url(#ly-code)"
      />
    </>
  );
}

function Ornament({ element }: { element: Extract<TemplateElement, { kind: 'ornament' }> }) {
  const { x_mm: x, y_mm: y, width_mm: width, height_mm: height } = element;
  const size = Math.min(width, height);
  if (element.ornament === 'mark')
    return (
      <>
        <path
          d={`M${x} ${y + size * 0.68}L${x + size / 2} ${y}L${x + size} ${y + size * 0.68}Z`}
          fill="#2f388f"
        />
        <rect x={x} y={y + size * 0.82} width={size} height={size * 0.14} fill="#f2b56b" />
      </>
    );
  const turns = Array.from({ length: 24 }, (_, turn) => turn * 7.5);
  const cx = x + width / 2;
  const cy = y + height / 2;
  return (
    <g fill="none" stroke="#b9bff3" strokeWidth={0.15}>
      {turns.map((angle) => (
        <ellipse
          key={angle}
          cx={cx}
          cy={cy}
          rx={size / 2}
          ry={size * 0.31}
          transform={`rotate(${angle} ${cx} ${cy})`}
        />
      ))}
      <circle cx={cx} cy={cy} r={size * 0.18} fill="#fffffb" stroke="#2f388f" strokeWidth={0.4} />
    </g>
  );
}
