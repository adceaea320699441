/**
 * What all drawings share: paper, colours, numbers and a few machines. Numbers are drawn as strokes, because a server may
 * have no font installed; what they mean stands in the caption, where it can be read aloud and translated.
 */
export const ink = '#20253a';
export const strong = '#4b56d2';
export const soft = '#a9b4f8';
export const amber = '#f2b872';
export const red = '#c8472b';
export const green = '#2d7a4e';
export const grey = '#c7ccd8';
export const dim = '#6b7386';
export const white = '#ffffff';
export const paper = '#f4f5fb';

const size = { width: 720, height: 360 };

export const sheet = (...parts: string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">
  <rect width="${size.width}" height="${size.height}" fill="${paper}"/>${parts.join('')}</svg>`;

export const at = (x: number, y: number, ...parts: string[]): string =>
  `<g transform="translate(${x} ${y})">${parts.join('')}</g>`;
export const turned = (degrees: number, x: number, y: number, ...parts: string[]): string =>
  `<g transform="rotate(${degrees} ${x} ${y})">${parts.join('')}</g>`;

export const box = (x: number, y: number, width: number, height: number, fill: string, radius = 3): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
export const disc = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
export const shape = (d: string, fill: string, opacity = 1): string =>
  `<path d="${d}" fill="${fill}" opacity="${opacity}"/>`;
export const line = (d: string, color = ink, width = 3, dash = ''): string =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;

export const floor = (y = 310, color = grey): string => line(`M30 ${y}H690`, color, 4);

/** A straight arrow with a filled head at its end. */
export function arrow(x1: number, y1: number, x2: number, y2: number, color = ink, width = 5): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = width * 3;
  const [hx, hy] = [x2 - dx * head, y2 - dy * head];
  const side = head * 0.55;
  return (
    line(`M${x1} ${y1}L${hx} ${hy}`, color, width) +
    shape(`M${x2} ${y2}L${hx - dy * side} ${hy + dx * side}L${hx + dy * side} ${hy - dx * side}Z`, color)
  );
}

const digits: Record<number, string> = {
  1: 'M-3-4 1-7V7',
  2: 'M-4-3Q-4-7 0-7T4-3Q4-1-4 7H4.500',
  3: 'M-4-6Q4-9 4-4 4-.5-1-.5 4.500-.5 4.500 3.500 4.500 8-4 6.500',
  4: 'M2 7V-7L-5 3H5',
  5: 'M4-7H-3L-4-.5Q4.500-2.500 4.500 2.800 4.500 8-4 6.500',
  6: 'M3.500-7Q-4.500-4-4.500 2.500A4.500 4.500 0 1 0 0-1.500Q-3-1.500-4.300 1',
};

/** A numbered mark; the caption says what it stands for. */
export const mark = (number: number, x: number, y: number, color = ink): string =>
  at(x, y, disc(0, 0, 15, white), disc(0, 0, 13.5, color), line(digits[number] ?? '', white, 2.2));

/** A numbered mark with a thin line to what it names. */
export const pointer = (number: number, x: number, y: number, toX: number, toY: number): string =>
  line(`M${x} ${y}L${toX} ${toY}`, ink, 1.5) + disc(toX, toY, 3, ink) + mark(number, x, y);

/** Goods on a pallet; x, y is the lower left corner. */
export const pallet = (x: number, y: number, width: number, height: number, fill = soft): string =>
  box(x, y - 10, width, 4, '#b98a55', 1) +
  [0, 0.44, 0.88].map((share) => box(x + width * share, y - 7, width * 0.12, 7, '#a67742', 1)).join('') +
  box(x + 3, y - 10 - height, width - 6, height, fill, 4) +
  line(`M${x + width / 2} ${y - 8 - height}v${height - 4}`, white, 2);

/** A counterbalance truck from the side, facing right; 0, 0 is the floor beneath its front axle. @param lift of the forks */
export const truckSide = (lift = 18): string =>
  line('M-122-98-112-178H-34L-14-92', ink, 6) +
  shape('M-182-36v-52q0-14 14-14h50l18 20h78l20 46z', strong) +
  shape('M-182-36v-52q0-14 14-14h22v66z', '#343d9f') +
  disc(-78, -142, 13, amber) +
  shape('M-96-84q0-40 20-40t20 40z', ink) +
  line('M-62-104l22-8', ink, 6) +
  box(16, -226, 8, 216, dim, 2) +
  (lift > 150 ? box(19, -lift - 78, 6, lift + 60, dim, 2) : '') +
  box(27, -lift - 66, 7, 70, ink, 2) +
  box(30, -lift - 7, 112, 7, ink, 2) +
  disc(0, -25, 25, ink) +
  disc(0, -25, 10, grey) +
  disc(-132, -21, 21, ink) +
  disc(-132, -21, 8, grey);

/** The same truck from above, facing right; 0, 0 is the middle of its front axle. */
export const truckTop = (): string =>
  box(-26, -50, 44, 18, ink, 5) +
  box(-26, 32, 44, 18, ink, 5) +
  box(-150, -38, 36, 14, ink, 5) +
  box(-150, 24, 36, 14, ink, 5) +
  shape('M-176-34q0-12 14-12H16v92H-162q-14 0-14-12z', strong) +
  shape('M-176-34q0-12 14-12h26v92h-26q-14 0-14-12z', '#343d9f') +
  `<rect x="-112" y="-36" width="84" height="72" rx="8" fill="none" stroke="${white}" stroke-width="4"/>` +
  disc(-76, 0, 14, amber) +
  box(18, -40, 10, 80, dim, 2) +
  box(28, -30, 112, 12, ink, 3) +
  box(28, 18, 112, 12, ink, 3);

/** A person from the side, or wherever a small figure will do; 0, 0 is between the feet. */
export const person = (color = ink): string =>
  disc(0, -58, 9, amber) +
  shape('M-10-14v-22q0-12 10-12t10 12v22z', color) +
  line('M-5-14V-1M5-14V-1', color, 6);

/** A box lorry from the side, facing left; 0, 0 is the floor beneath its front bumper. Its bed runs from x 92 to 452 at y -62. */
export const lorrySide = (): string =>
  shape('M4-30v-52q0-40 26-52l12-6h36v110z', strong) +
  shape('M16-86q2-30 20-36h14v36z', white, 0.9) +
  box(0, -42, 470, 12, ink, 3) +
  box(88, -62, 370, 8, dim, 2) +
  line('M92-62V-196M92-196H452M452-62V-196', dim, 4) +
  [44, 330, 390].map((x) => disc(x, -22, 22, ink) + disc(x, -22, 8, grey)).join('');
