/** The words on the attendance sheet, in the languages it is printed in. */
const english = {
  title: 'Attendance sheet',
  course: 'Course',
  place: 'Place',
  trainers: 'Trainers',
  number: 'No.',
  name: 'Name',
  signature: 'Signature',
  day_of: (number: number, count: number) => `Day ${number} of ${count}`,
  printed: (at: string) => `Printed ${at}`,
  missing_letters: 'Some letters are not in this sheet’s typeface; the list on screen shows them all.',
  locale: 'en-GB',
};
export type SheetTexts = typeof english;

const german: SheetTexts = {
  title: 'Anwesenheitsliste',
  course: 'Kurs',
  place: 'Ort',
  trainers: 'Trainer',
  number: 'Nr.',
  name: 'Name',
  signature: 'Unterschrift',
  day_of: (number, count) => `Tag ${number} von ${count}`,
  printed: (at) => `Gedruckt ${at}`,
  missing_letters: 'Einige Buchstaben fehlen in der Schrift dieser Liste; am Bildschirm stehen sie alle.',
  locale: 'de-DE',
};

export const sheetTexts = (language: string): SheetTexts =>
  language.toLowerCase().startsWith('de') ? german : english;
