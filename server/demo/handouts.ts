/** One-page handouts as PDF, drawn when the demo is made. The standard fonts of PDF suffice, so nothing is embedded. */
import { drawPdf } from '#server/platform/pdf/draw.ts';
import { demoOrganization } from './content/people.ts';

export type Handout = {
  file_name: string;
  title: string;
  lead: string;
  /** Ticked off one by one. */
  steps: [heading: string, text: string][];
  table: { head: string[]; rows: string[][] };
  foot: string;
};

export const handouts = {
  'daily-check-card': {
    file_name: 'daily-check-card.pdf',
    title: 'Daily check',
    lead: 'Counterbalance truck. First driver of the shift, before the truck moves. Once around, clockwise.',
    steps: [
      ['Floor', 'No fresh drops under the truck: oil, hydraulic fluid, acid.'],
      [
        'Forks and mast',
        'No cracks at the heel, not below nine tenths of their thickness, locked. Chains equally tight.',
      ],
      ['Tyres', 'Above the 60 mm line, no missing chunks, all wheel nuts, none shiny.'],
      ['Counterweight', 'Bolts tight, tow pin in place.'],
      ['Energy', 'Battery locked, cable whole. Gas bottle strapped, valve upwards.'],
      ['Place of work', 'Seat locks, belt holds, plate readable, mirror whole, nothing loose.'],
      ['Seated', 'Horn, parking brake, foot brake, steering, seat switch, lights.'],
    ],
    table: {
      head: ['You found', 'You do'],
      rows: [
        ['Nothing', 'Sign and drive'],
        ['Something that hurts nobody today', 'Report, sign, drive'],
        ['Brakes, steering, forks, chains, tyres, belt, leaks', 'Key out, red tag, shift lead'],
      ],
    },
    foot: 'Truck no. ____________   Date ____________   Hours ____________   Signature ________________________',
  },
  'battery-incident-card': {
    file_name: 'battery-incident-card.pdf',
    title: 'Battery incident',
    lead: 'Smell, hiss, smoke or heat: do not look for the box. You do not fight this fire.',
    steps: [
      ['Shout “Battery!”', 'Point the way out.'],
      ['Alarm', 'Press the nearest button. Doors and vents work by themselves.'],
      ['Ten metres', 'Upwind, low, with others. Never through smoke.'],
      ['Call 112', 'From outside, with the words below.'],
      ['Meet the brigade', 'At the gate, with the bay list from the key box.'],
    ],
    table: {
      head: ['Say', 'Example'],
      rows: [
        ['Place', 'Nordhavn Logistics, Havnevej 12, Hall B, door 4'],
        ['What burns, how much', 'Lithium batteries, about six pallets'],
        ['People', 'Everybody is outside / one person is missing'],
        ['Where you are', 'I am at the gate'],
      ],
    },
    foot: 'This hall: ____________________________   Battery officer: ____________________   Workshop: ____________',
  },
  'loading-checklist': {
    file_name: 'loading-checklist.pdf',
    title: 'Loading checklist',
    lead: 'Five questions for every piece: what stops it forward, left, right, backward and upward?',
    steps: [
      ['Block', 'Tight against the headboard. Gaps together at most 8 cm.'],
      ['Floor', 'Swept, dry, mats under the whole load.'],
      [
        'Straps',
        'At least two per free piece, steeper than 30°, ratchets left and right by turns, edges protected.',
      ],
      ['Weight', 'Common centre inside the diagram. Heavy below and in the middle, left and right alike.'],
      ['Tall goods', 'Height of the centre divided by half the base above 1.25: hold it at the top as well.'],
      ['On the way', 'After 10 to 20 km, at every break, after every emergency stop and every delivery.'],
    ],
    table: {
      head: ['Floor under 2,000 kg', 'Friction', 'Straps, standing free', 'Blocked in front'],
      rows: [
        ['Shrink film on plywood', '0.30', '6', '2'],
        ['Wooden pallet on plywood', '0.45', '3', '2'],
        ['Rubber mat', '0.60', '2', '1'],
      ],
    },
    foot: 'Straps at 75° with 400 daN each. The papers of your vehicle come first.',
  },
} as const satisfies Record<string, Handout>;

export type HandoutName = keyof typeof handouts;

const ink = '#20253a';
const dim = '#5a6172';
const accent = '#4b56d2';
const hairline = '#d5d9e3';
const left = 56;
const right = 539;
// The same bytes at every start: equal files are stored once, and a start that was cut off leaves nothing behind.
const madeAt = new Date('2026-01-05T08:00:00Z');

/** A handout on A4. */
export function drawHandout(name: HandoutName): Promise<Buffer> {
  const handout: Handout = handouts[name];
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margin: left,
    lang: 'en',
    info: { Title: handout.title, Author: demoOrganization, CreationDate: madeAt, ModDate: madeAt },
  };
  return drawPdf(options, (page) => {
    head(page, handout);
    for (const [index, [heading, text]] of handout.steps.entries()) step(page, index + 1, heading, text);
    table(page, handout.table);
    page
      .font('Helvetica')
      .fontSize(9)
      .fillColor(dim)
      .text(handout.foot, left, 770, { width: right - left, lineBreak: false });
  });
}

type Page = PDFKit.PDFDocument;

function head(page: Page, handout: Handout): void {
  page.rect(left, 56, 36, 6).fill(accent);
  page.font('Helvetica').fontSize(10).fillColor(dim).text(demoOrganization, left, 72);
  page.font('Helvetica-Bold').fontSize(30).fillColor(ink).text(handout.title, left, 88);
  page
    .font('Helvetica')
    .fontSize(12)
    .fillColor(dim)
    .text(handout.lead, left, 128, { width: right - left });
  page.y = 172;
}

function step(page: Page, number: number, heading: string, text: string): void {
  const top = page.y;
  page.roundedRect(left, top, 22, 22, 4).lineWidth(1.5).stroke(ink);
  page
    .font('Helvetica-Bold')
    .fontSize(12)
    .fillColor(accent)
    .text(String(number), left + 36, top + 5);
  page.fillColor(ink).text(heading, left + 56, top + 5, { width: 120 });
  page
    .font('Helvetica')
    .fontSize(11)
    .fillColor(ink)
    .text(text, left + 184, top + 5, { width: right - left - 184, lineGap: 2 });
  page.y = Math.max(page.y, top + 26) + 10;
  page
    .moveTo(left, page.y - 4)
    .lineTo(right, page.y - 4)
    .lineWidth(0.5)
    .stroke(hairline);
  page.y += 6;
}

function table(page: Page, { head: titles, rows }: Handout['table']): void {
  // The first column carries the longest text.
  const first = (right - left) * 0.4;
  const rest = (right - left - first) / (titles.length - 1);
  let top = page.y + 18;
  for (const [index, row] of [titles, ...rows].entries()) {
    if (index === 0) page.rect(left, top - 6, right - left, 24).fill('#eff1fe');
    for (const [column, cell] of row.entries()) {
      page
        .font(index === 0 ? 'Helvetica-Bold' : 'Helvetica')
        .fontSize(10.5)
        .fillColor(ink);
      page.text(cell, left + 8 + (column === 0 ? 0 : first + (column - 1) * rest), top, {
        width: (column === 0 ? first : rest) - 12,
      });
    }
    top += 26;
    page
      .moveTo(left, top - 7)
      .lineTo(right, top - 7)
      .lineWidth(0.5)
      .stroke(hairline);
  }
}
