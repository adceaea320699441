/** Drawings of the load securing course. */
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
  lorrySide,
  mark,
  pallet,
  red,
  shape,
  sheet,
  soft,
  strong,
  turned,
  white,
} from './pen.ts';

export const roadForces = (): string =>
  sheet(
    floor(206),
    at(40, 206, lorrySide()),
    pallet(300, 143, 120, 90, soft),
    arrow(296, 96, 150, 96, red, 7),
    arrow(424, 96, 482, 96, amber, 7),
    box(132, 250, 362, 84, white, 4),
    `<rect x="132" y="250" width="362" height="84" rx="4" fill="none" stroke="${dim}" stroke-width="4"/>`,
    box(300, 268, 110, 48, soft, 4),
    arrow(355, 266, 355, 222, strong, 6),
    arrow(355, 318, 355, 356, strong, 6),
    arrow(296, 292, 160, 292, red, 7),
    mark(1, 216, 66),
    mark(2, 388, 234),
    mark(3, 506, 66),
    at(560, 250, brakes()),
  );

const brakes = (): string =>
  disc(50, 40, 40, grey) +
  disc(50, 40, 14, ink) +
  shape('M12 20a44 44 0 0 1 28-24l6 20a24 24 0 0 0-16 14z', red);

export const friction = (): string =>
  sheet(floor(320), slope(40, 18, 0), slope(390, 32, 1), mark(1, 66, 60), mark(2, 416, 60));

function slope(x: number, degrees: number, mat: number): string {
  const rise = Math.round(Math.tan((degrees * Math.PI) / 180) * 280);
  return at(
    x,
    0,
    shape(`M0 320H280V${320 - rise}z`, grey),
    turned(
      -degrees,
      0,
      320,
      box(0, 312, 300, 9, dim, 2),
      mat ? box(130, 304, 110, 8, ink, 2) : '',
      box(140, (mat ? 304 : 312) - 76, 90, 76, mat ? soft : amber, 5),
      line(`M185 ${(mat ? 304 : 312) - 74}v72`, white, 3),
      mat ? '' : arrow(132, 276, 70, 276, red, 6),
    ),
    line(
      `M56 320A56 56 0 0 0 ${56 * Math.cos((degrees * Math.PI) / 180)} ${320 - 56 * Math.sin((degrees * Math.PI) / 180)}`,
      ink,
      3,
    ),
  );
}

export const loadDiagram = (): string =>
  sheet(
    box(110, 268, 520, 12, dim, 3),
    box(96, 190, 14, 90, ink, 3),
    [180, 480, 560].map((x) => disc(x, 306, 24, ink) + disc(x, 306, 9, grey)).join(''),
    shape('M112 244C170 180 220 96 330 70S440 66 470 78 590 180 628 236V266H112z', soft, 0.5),
    line('M112 244C170 180 220 96 330 70S440 66 470 78 590 180 628 236', strong, 5),
    line('M110 266V40', ink, 3),
    arrow(110, 60, 110, 28, ink, 3),
    arrow(300, 340, 640, 340, ink, 3),
    line('M110 340H310', ink, 3),
    disc(386, 214, 12, amber),
    line('M386 226V264M386 202V72', amber, 3, '5 5'),
    mark(1, 250, 322),
    mark(2, 140, 44),
    mark(3, 416, 214),
    mark(4, 66, 220),
  );

export const blocking = (): string =>
  sheet(
    box(70, 60, 580, 240, white, 4),
    `<rect x="70" y="60" width="580" height="240" rx="4" fill="none" stroke="${dim}" stroke-width="5"/>`,
    box(56, 52, 18, 256, ink, 3),
    [0, 1, 2]
      .map((column) => [0, 1].map((row) => crate(80 + column * 106, 68 + row * 116, 100, 108)).join(''))
      .join(''),
    [0, 1, 2, 3].map((index) => box(404 + index * 11, 70, 8, 220, '#b98a55', 1)).join(''),
    crate(454, 68, 100, 108),
    crate(454, 184, 100, 108),
    box(562, 56, 14, 248, red, 4),
    box(558, 52, 22, 12, ink, 2),
    box(558, 296, 22, 12, ink, 2),
    mark(1, 40, 180),
    mark(2, 422, 330),
    mark(3, 600, 180),
    arrow(250, 334, 150, 334, dim, 4),
  );

const crate = (x: number, y: number, width: number, height: number): string =>
  box(x, y, width, height, soft, 4) +
  line(
    `M${x + 6} ${y + 6}l${width - 12} ${height - 12}M${x + width - 6} ${y + 6}l${-(width - 12)} ${height - 12}`,
    white,
    2.5,
  );

export const lashingAngle = (): string =>
  sheet(
    floor(306),
    box(20, 292, 330, 14, dim, 3),
    box(380, 292, 320, 14, dim, 3),
    box(70, 112, 190, 180, soft, 5),
    line('M50 294 70 110H260L280 294', amber, 7),
    box(494, 236, 92, 56, soft, 5),
    line('M390 294 494 234H586L690 294', amber, 7),
    disc(50, 294, 7, ink),
    disc(280, 294, 7, ink),
    disc(390, 294, 7, ink),
    disc(690, 294, 7, ink),
    arrow(165, 40, 165, 106, green, 9),
    arrow(540, 176, 540, 228, green, 5),
    line('M92 292A44 44 0 0 0 56 252', ink, 3),
    line('M446 292A56 56 0 0 0 439 266', ink, 3),
    mark(1, 116, 262),
    mark(2, 470, 270),
  );
