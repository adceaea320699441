/** The words on the paper, in the languages it is issued in. */
const english = {
  certificate: 'Certificate',
  has_completed: 'has completed the course',
  with_test: 'has completed the course and passed its tests',
  score: 'Score',
  duration: 'Duration',
  completed: 'Completed',
  issued: 'Issued',
  valid_until: 'Valid until',
  instructor: 'Instructor',
  course_code: 'Course code',
  number: 'Certificate number',
  verification_id: 'Verification ID',
  check_at: 'Check it at',
  qr_alternative: 'QR code that leads to the verification page',
  missing_letters: 'Some letters are not in this paper’s typeface; the verification page shows them all.',
  hours: 'h',
  minutes: 'min',
  locale: 'en-GB',
};
export type PaperTexts = typeof english;

const german: PaperTexts = {
  certificate: 'Zertifikat',
  has_completed: 'hat den Kurs abgeschlossen',
  with_test: 'hat den Kurs abgeschlossen und die Tests bestanden',
  score: 'Ergebnis',
  duration: 'Dauer',
  completed: 'Abgeschlossen',
  issued: 'Ausgestellt',
  valid_until: 'Gültig bis',
  instructor: 'Kursleitung',
  course_code: 'Kurskürzel',
  number: 'Zertifikatsnummer',
  verification_id: 'Prüfnummer',
  check_at: 'Prüfen unter',
  qr_alternative: 'QR-Code zur Prüfseite',
  missing_letters: 'Einige Buchstaben fehlen in der Schrift dieses Papiers; die Prüfseite zeigt sie alle.',
  hours: 'Std.',
  minutes: 'Min.',
  locale: 'de-DE',
};

export const paperTexts = (language: string): PaperTexts =>
  language.toLowerCase().startsWith('de') ? german : english;
