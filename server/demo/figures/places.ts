/** Drawings of the short courses. */
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
  person,
  red,
  shape,
  sheet,
  soft,
  strong,
  white,
} from './pen.ts';

export const assemblyPoint = (): string =>
  sheet(
    box(50, 60, 300, 200, soft, 6),
    line('M50 160H350M150 60V260M250 60V260', white, 3),
    box(344, 96, 12, 34, white, 0),
    box(344, 196, 12, 34, white, 0),
    arrow(356, 113, 470, 130, green, 6),
    arrow(356, 213, 470, 170, green, 6),
    [0, 1, 2]
      .map((index) =>
        at(
          520 + index * 50,
          160,
          line('M0 40V-34', dim, 5),
          box(-16, -60, 32, 28, green, 4),
          at(0, 44, person(index === 1 ? strong : ink)),
        ),
      )
      .join(''),
    line('M40 300H690', dim, 5),
    line('M300 300H430', white, 9),
    box(300, 312, 130, 10, red, 3),
    line('M640 40H560M670 60H580M640 80H570', dim, 3),
    arrow(600, 60, 566, 60, dim, 3),
    mark(1, 410, 92),
    mark(2, 660, 120),
    mark(3, 460, 316),
  );

export const dockGap = (): string =>
  sheet(
    floor(330),
    shape('M30 330V210H250V330z', grey),
    box(30, 40, 16, 170, dim, 2),
    box(30, 36, 220, 14, dim, 2),
    box(228, 50, 20, 80, soft, 2),
    box(288, 210, 380, 10, dim, 2),
    line('M290 70H666V210', dim, 5),
    [560, 620].map((x) => disc(x, 302, 28, ink) + disc(x, 302, 10, grey)).join(''),
    shape('M500 330l30-22v22zM652 330l-1-24 22 24z', amber),
    box(330, 220, 12, 110, dim, 2),
    box(322, 324, 28, 8, ink, 2),
    shape('M206 204h120l10 8H206z', strong),
    box(262, 90, 18, 44, ink, 5),
    disc(271, 102, 6, red),
    disc(271, 122, 6, green),
    at(140, 210, person(strong)),
    mark(1, 486, 300),
    mark(2, 268, 178),
    mark(3, 300, 112),
    box(430, 150, 90, 60, soft, 4),
    box(530, 150, 90, 60, soft, 4),
    line('M475 152v56M575 152v56', white, 3),
  );
