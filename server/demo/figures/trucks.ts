/** Drawings of the forklift course. */
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
  pallet,
  person,
  pointer,
  red,
  shape,
  sheet,
  soft,
  strong,
  truckSide,
  truckTop,
  turned,
  white,
} from './pen.ts';

export const stabilityTriangle = (): string =>
  sheet(
    at(
      330,
      180,
      turned(0, 0, 0, `<g transform="scale(1.700)">${truckTop()}</g>`),
      shape('M-8-72-8 72-224 0z', white, 0.35),
      line('M-8-72-8 72-224 0z', amber, 5),
      disc(-8, -72, 8, amber),
      disc(-8, 72, 8, amber),
      disc(-224, 0, 8, amber),
      disc(-70, 6, 11, green),
      ringed(-34, -104),
      line('M-68-2-40-92', red, 2.5, '5 5'),
    ),
    pointer(1, 360, 292, 322, 254),
    pointer(2, 60, 100, 106, 178),
    pointer(3, 236, 296, 260, 190),
    pointer(4, 230, 44, 292, 74),
  );

const ringed = (x: number, y: number): string => disc(x, y, 11, red);

export const loadPlate = (): string =>
  sheet(
    floor(),
    at(280, 310, `<g transform="scale(1.150)">${truckSide(70)}</g>`),
    at(0, 0, pallet(322, 222, 150, 100)),
    line('M318 118V92M397 118V92', ink, 2),
    arrow(340, 98, 318, 98, ink, 3),
    arrow(360, 98, 397, 98, ink, 3),
    line('M330 98h60', ink, 3),
    disc(397, 162, 6, amber),
    arrow(397, 168, 397, 206, amber, 4),
    line('M500 229h40', ink, 2),
    arrow(520, 290, 520, 233, ink, 3),
    arrow(520, 260, 520, 306, ink, 3),
    at(560, 90, plate()),
    mark(1, 434, 162),
    mark(2, 358, 74),
    mark(3, 546, 268),
  );

const plate = (): string =>
  box(0, 0, 118, 92, white, 6) +
  `<rect width="118" height="92" rx="6" fill="none" stroke="${dim}" stroke-width="3"/>` +
  [0, 1, 2, 3]
    .map((row) =>
      [0, 1, 2]
        .map((column) =>
          box(14 + column * 32, 14 + row * 18, 24, 8, row === 0 || column === 0 ? dim : soft, 2),
        )
        .join(''),
    )
    .join('');

export const walkRound = (): string =>
  sheet(
    `<ellipse cx="340" cy="180" rx="270" ry="140" fill="none" stroke="${grey}" stroke-width="5" stroke-dasharray="3 13" stroke-linecap="round"/>`,
    shape('M452 84q20-14 38 0t-7 22-38-2 7-20z', dim, 0.55),
    at(390, 180, `<g transform="scale(1.500)">${truckTop()}</g>`),
    mark(1, 476, 58),
    mark(2, 610, 180),
    mark(3, 392, 318),
    mark(4, 70, 180),
    mark(5, 168, 72),
    mark(6, 290, 44),
    arrow(594, 226, 566, 256, dim, 4),
  );

export const forkWear = (): string =>
  sheet(
    shape('M120 60h40v164q0 26 26 26h420v22l-420 14q-66 0-66-62z', dim),
    shape('M160 60h-40v30h40z', ink),
    box(104, 60, 14, 190, grey, 2),
    line('M126 236q8 26 32 40', red, 4),
    line('M138 224q2 22 22 34', red, 3),
    line('M300 234v62', ink, 2),
    arrow(300, 214, 300, 246, ink, 3),
    arrow(300, 322, 300, 288, ink, 3),
    line('M470 240v50', ink, 2),
    arrow(470, 214, 470, 248, red, 3),
    arrow(470, 318, 470, 284, red, 3),
    line('M440 274h60', red, 2, '4 4'),
    shape('M150 66h24v14h-24z', amber),
    pointer(1, 70, 300, 134, 256),
    mark(2, 300, 190),
    mark(3, 470, 190),
    pointer(4, 216, 100, 172, 74),
  );

export const aisleSight = (): string =>
  sheet(
    shape('M94 176 350 98 720-15V367L350 254z', soft, 0.4),
    rack(20, 20, 330),
    rack(470, 20, 230),
    rack(20, 262, 330),
    rack(470, 262, 230),
    at(170, 176, truckTop()),
    at(392, 72, `<g transform="scale(.9)">${person(red)}</g>`),
    line('M338 122v108', amber, 7),
    disc(452, 176, 9, strong),
    mark(1, 590, 176),
    mark(2, 430, 58),
    mark(3, 366, 238),
  );

const rack = (x: number, y: number, width: number): string =>
  Array.from({ length: Math.floor(width / 55) }, (_, index) =>
    box(x + index * 55 + 3, y + 6, 49, 66, index % 3 === 1 ? soft : grey, 4),
  ).join('') +
  `<rect x="${x}" y="${y}" width="${width}" height="78" rx="3" fill="none" stroke="${dim}" stroke-width="4"/>`;

export const stackingSteps = (): string =>
  sheet(
    floor(322),
    step(0, 1, 24, 108, 0),
    step(238, 2, 182, 108, 0),
    step(476, 3, 166, 150, 1),
    line('M238 30v300M476 30v300', grey, 2, '4 8'),
  );

const step = (x: number, number: number, lift: number, front: number, inside: number): string =>
  at(
    x,
    0,
    box(196, 60, 7, 262, dim, 1),
    box(232, 60, 7, 262, dim, 1),
    box(194, 160, 46, 7, ink, 1),
    box(194, 260, 46, 7, ink, 1),
    at(front, 322, `<g transform="scale(.550)">${truckSide(lift / 0.55)}</g>`),
    pallet(front + 21, 322 - lift - 4, 60, 44, inside ? amber : soft),
    mark(number, 26, 40),
  );
