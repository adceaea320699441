/** What is said about skills, in each language. */
import type { NotificationKind } from '#contract/notifications.ts';
import type { Words } from './words.ts';

type SkillKind = Extract<
  NotificationKind,
  | 'skill_rated'
  | 'skill_proof_confirmed'
  | 'skill_proof_rejected'
  | 'skill_evidence_withdrawn'
  | 'skill_expiring'
  | 'skill_expired'
>;
type SkillWords = Record<SkillKind, Words>;

const day = (locale: string, date: string | undefined): string =>
  date ? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date)) : '';

export const skillWordsEn: SkillWords = {
  skill_rated: {
    notice: (p) =>
      `${p.sender_name || 'Your organization'} rated you at level ${p.level} in “${p.skill_name}”.`,
  },
  skill_proof_confirmed: {
    notice: (p) =>
      `${p.sender_name || 'Your organization'} confirmed your certificate for “${p.skill_name}”.`,
  },
  skill_proof_rejected: {
    notice: (p) =>
      `${p.sender_name || 'Your organization'} did not accept your certificate for “${p.skill_name}”. The reason stands beside it.`,
  },
  skill_evidence_withdrawn: {
    notice: (p) =>
      `${p.sender_name || 'Your organization'} took back evidence for your skill “${p.skill_name}”.`,
  },
  skill_expiring: {
    notice: (p) => `Your level ${p.level} in “${p.skill_name}” ends on ${day('en-GB', p.end_day)}.`,
    mail: (p) => ({
      subject: `Your level in “${p.skill_name}” ends on ${day('en-GB', p.end_day)}`,
      paragraphs: [
        `From ${day('en-GB', p.end_day)} your level ${p.level} in “${p.skill_name}” is no longer proven.`,
        'Your skills page says what keeps it: a course, a rating or a new certificate.',
      ],
      action: 'See what keeps it',
    }),
  },
  skill_expired: {
    notice: (p) =>
      p.level
        ? `Your level in “${p.skill_name}” has ended. What is proven now is level ${p.level}.`
        : `Your level in “${p.skill_name}” has ended.`,
  },
};

export const skillWordsDe: SkillWords = {
  skill_rated: {
    notice: (p) =>
      `${p.sender_name || 'Ihre Organisation'} hat Sie in „${p.skill_name}“ auf Stufe ${p.level} eingeschätzt.`,
  },
  skill_proof_confirmed: {
    notice: (p) =>
      `${p.sender_name || 'Ihre Organisation'} hat Ihren Nachweis für „${p.skill_name}“ bestätigt.`,
  },
  skill_proof_rejected: {
    notice: (p) =>
      `${p.sender_name || 'Ihre Organisation'} hat Ihren Nachweis für „${p.skill_name}“ nicht anerkannt. Der Grund steht daneben.`,
  },
  skill_evidence_withdrawn: {
    notice: (p) =>
      `${p.sender_name || 'Ihre Organisation'} hat einen Beleg für Ihre Fähigkeit „${p.skill_name}“ zurückgenommen.`,
  },
  skill_expiring: {
    notice: (p) => `Ihre Stufe ${p.level} in „${p.skill_name}“ endet am ${day('de-DE', p.end_day)}.`,
    mail: (p) => ({
      subject: `Ihre Stufe in „${p.skill_name}“ endet am ${day('de-DE', p.end_day)}`,
      paragraphs: [
        `Ab dem ${day('de-DE', p.end_day)} ist Ihre Stufe ${p.level} in „${p.skill_name}“ nicht mehr belegt.`,
        'Auf der Seite Ihrer Fähigkeiten steht, was sie erhält: ein Kurs, eine Einschätzung oder ein neuer Nachweis.',
      ],
      action: 'Ansehen, was sie erhält',
    }),
  },
  skill_expired: {
    notice: (p) =>
      p.level
        ? `Ihre Stufe in „${p.skill_name}“ ist abgelaufen. Belegt ist jetzt Stufe ${p.level}.`
        : `Ihre Stufe in „${p.skill_name}“ ist abgelaufen.`,
  },
};
