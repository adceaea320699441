/** Drawings of the battery course. */
import {
  amber,
  arrow,
  at,
  box,
  dim,
  disc,
  floor,
  green,
  grey,
  ink,
  line,
  mark,
  pointer,
  red,
  shape,
  sheet,
  soft,
  strong,
  white,
} from './pen.ts';

export const cellLayers = (): string =>
  sheet(
    box(88, 40, 190, 290, dim, 22),
    box(100, 52, 166, 266, white, 14),
    box(150, 24, 66, 22, dim, 6),
    spiral(),
    line('M276 150 372 70M276 210 372 300', grey, 3),
    ...[
      [grey, 34],
      [strong, 44],
      ['#e9ebfd', 16],
      [ink, 44],
      [amber, 34],
    ].map(([fill, width], index, all) => {
      const left = 372 + all.slice(0, index).reduce((sum, [, before]) => sum + Number(before), 0);
      return box(left, 70, Number(width), 230, String(fill), 0);
    }),
    [0, 1, 2, 3, 4, 5]
      .map(
        (row) =>
          disc(428 + (row % 2) * 12, 96 + row * 36, 6, white) +
          arrow(444 + (row % 2) * 6, 96 + row * 36, 492, 96 + row * 36, green, 2.5),
      )
      .join(''),
    pointer(1, 389, 40, 389, 84),
    pointer(2, 428, 332, 428, 286),
    pointer(3, 458, 40, 458, 84),
    pointer(4, 490, 332, 490, 286),
    pointer(5, 528, 40, 528, 84),
    pointer(6, 46, 180, 94, 180),
    box(580, 120, 110, 120, white, 10),
    `<rect x="580" y="120" width="110" height="120" rx="10" fill="none" stroke="${red}" stroke-width="8" stroke-dasharray="14 8"/>`,
    box(606, 160, 38, 52, ink, 5),
    box(617, 152, 16, 10, ink, 2),
    shape('M664 150l-16 34h12l-6 30 20-38h-13z', red),
  );

const spiral = (): string =>
  Array.from({ length: 9 }, (_, index) => {
    const color = [grey, strong, amber][index % 3] ?? grey;
    return `<rect x="${108 + index * 8.5}" y="62" width="${150 - index * 17}" height="246" rx="${10}" fill="none" stroke="${color}" stroke-width="4.500"/>`;
  }).join('');

export const runawayCurve = (): string =>
  sheet(
    line('M70 40V312H690', dim, 4),
    box(72, 258, 616, 1.5, grey),
    box(72, 204, 616, 1.5, grey),
    box(72, 150, 616, 1.5, grey),
    box(72, 96, 616, 1.5, grey),
    shape('M72 290C220 288 300 280 372 252S490 206 524 176 560 96 566 50L600 50V310H72z', amber, 0.25),
    line('M72 290C220 288 300 280 372 252S490 206 524 176 560 96 566 50', red, 6),
    pointer(1, 300, 222, 320, 272),
    pointer(2, 410, 186, 430, 228),
    pointer(3, 490, 130, 520, 180),
    pointer(4, 520, 60, 563, 78),
    at(
      634,
      214,
      shape('M0-56c26 26 40 44 40 64a40 40 0 0 1-80 0c0-20 14-38 40-64z', amber),
      shape('M0-20c13 13 20 23 20 33a20 20 0 0 1-40 0c0-10 7-20 20-33z', red),
    ),
  );

export const cellStates = (): string =>
  sheet(
    floor(306),
    cell(100, 0, green),
    cell(300, 16, amber),
    cell(500, 22, red),
    line('M560 74q-14-18 2-34t0-30M590 70q-12-16 2-30M536 70q-10-14 2-26', dim, 5),
    shape('M500 306q-20-22 4-30t30 14 36-4 24 20z', amber, 0.7),
    arrow(284, 190, 262, 190, amber, 4),
    arrow(436, 190, 458, 190, amber, 4),
    mark(1, 160, 334),
    mark(2, 360, 334),
    mark(3, 560, 334),
  );

const cell = (x: number, bulge: number, color: string): string =>
  shape(
    `M${x} 96q0-12 12-12h96q12 0 12 12Q${x + 120 + bulge * 2} 190 ${x + 120} 294q0 12-12 12h-96q-12 0-12-12Q${x - bulge * 2} 190 ${x} 96z`,
    soft,
  ) +
  box(x + 24, 72, 24, 14, ink, 3) +
  box(x + 72, 72, 24, 14, ink, 3) +
  box(x + 22, 150, 76, 70, white, 6) +
  shape(`M${x + 66} 158l-20 30h14l-6 26 24-34h-15z`, color);

export const keepApart = (): string =>
  sheet(
    box(60, 40, 400, 290, white, 4),
    `<path d="M460 40V330" stroke="${red}" stroke-width="14"/>`,
    line('M460 250v54', white, 16),
    line('M460 250l34 44', ink, 5),
    `<rect x="140" y="92" width="240" height="180" rx="4" fill="${amber}" opacity=".25"/>`,
    `<rect x="140" y="92" width="240" height="180" rx="4" fill="none" stroke="${amber}" stroke-width="4" stroke-dasharray="10 8"/>`,
    [0, 1, 2]
      .map((column) =>
        [0, 1]
          .map(
            (row) =>
              box(158 + column * 72, 108 + row * 82, 56, 64, strong, 4) +
              box(166 + column * 72, 136 + row * 82, 40, 8, white, 2),
          )
          .join(''),
      )
      .join(''),
    [0, 1, 2].map((index) => box(66, 60 + index * 92, 26, 74, grey, 3)).join(''),
    arrow(118, 182, 96, 182, ink, 3),
    arrow(112, 182, 138, 182, ink, 3),
    box(576, 130, 92, 76, red, 6),
    box(568, 120, 108, 16, '#8f2f1b', 4),
    arrow(520, 168, 474, 168, ink, 3),
    arrow(510, 168, 564, 168, ink, 3),
    mark(1, 260, 66),
    mark(2, 117, 154),
    mark(3, 486, 66),
    mark(4, 622, 236),
    line('M476 330H690M476 40H690', dim, 1.5, '2 8'),
  );
