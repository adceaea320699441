/**
 * What the product says to people, in their language: the notice in the app and, for some kinds, the mail.
 *
 * Titles and names are put in as they are; escaping is the business of where they are shown (mail.layout.ts, the web).
 */
import type { MailKind, NotificationKind } from '#contract/notifications.ts';
import { calendarWordsDe, calendarWordsEn } from './words.calendar.ts';
import { reportingWordsDe, reportingWordsEn } from './words.reporting.ts';
import { skillWordsDe, skillWordsEn } from './words.skills.ts';

export type Params = {
  course_title?: string;
  quiz_title?: string;
  percent?: number;
  sender_name?: string;
  due_on?: string | null;
  number?: string;
  reason?: string;
  skill_name?: string;
  level?: number;
  /** A calendar day, `2026-12-31`. */
  end_day?: string;
  /** When a certificate ends, as its paper says it. */
  ends_on?: string;
  days?: number;
  achievement_name?: string;
  session_title?: string;
  /** Day and hours on the session's clock, with its zone. */
  session_when?: string;
  /** Room, or that it is online. */
  session_where?: string;
  /** Place in the waiting list, from 1. */
  place?: number;
  /** Until when a seat is kept. */
  kept_until?: string;
  /** The next dates that can be booked, a line each. */
  next_dates?: string;
  /** How many sessions of a series this was done to together. */
  dates?: number;
  /** As what the reader is told; those who have booked when left out. */
  session_role?: 'trainer';
  [id: `${string}_id`]: string;
};

export type MailWords = {
  subject: string;
  paragraphs: string[];
  /** Words of the button. */
  action: string;
};
export type Words = { notice: (p: Params) => string; mail?: (p: Params) => MailWords };
export type Told = Exclude<NotificationKind, 'message'> | Extract<MailKind, 'password_reset'>;
type Language = {
  locale: string;
  greeting: (name: string) => string;
  footer: (organization: string) => string;
  kinds: Record<Told, Words>;
};

const en: Language = {
  locale: 'en-GB',
  greeting: (name) => `Hello ${name},`,
  footer: (organization) => `You receive this because you have an account at ${organization}.`,
  kinds: {
    enrolled: {
      notice: (p) => `You are enrolled in “${p.course_title}”.`,
      mail: (p) => ({
        subject: `You are enrolled in “${p.course_title}”`,
        paragraphs: [
          `You are enrolled in “${p.course_title}”. Start whenever you like: your place is kept after every lesson.`,
        ],
        action: 'Start the course',
      }),
    },
    assigned: {
      notice: (p) =>
        `${p.sender_name || 'Your organization'} enrolled you in “${p.course_title}”${p.due_on ? `, due ${p.due_on}` : ''}.`,
      mail: (p) => ({
        subject: p.due_on
          ? `“${p.course_title}” is waiting for you, due ${p.due_on}`
          : `“${p.course_title}” is waiting for you`,
        paragraphs: [
          `${p.sender_name || 'Your organization'} enrolled you in “${p.course_title}”.`,
          ...(p.due_on ? [`Please complete it by ${p.due_on}.`] : []),
          ...(p.reason ? [`Why: ${p.reason}`] : []),
        ],
        action: 'Start the course',
      }),
    },
    milestone: {
      notice: (p) =>
        p.percent === 100
          ? `You completed “${p.course_title}”.`
          : `You have done ${p.percent} % of “${p.course_title}”.`,
      mail: (p) =>
        p.percent === 100
          ? {
              subject: `You completed “${p.course_title}”`,
              paragraphs: [`Well done: “${p.course_title}” is complete.`],
              action: 'See my learning',
            }
          : {
              subject: `${p.percent} % of “${p.course_title}” done`,
              paragraphs: [
                `You have done ${p.percent} % of “${p.course_title}”. The next lesson is ready when you are.`,
              ],
              action: 'Continue the course',
            },
    },
    quiz_passed: { notice: (p) => `You passed “${p.quiz_title}” with ${p.percent} %.` },
    quiz_failed: {
      notice: (p) =>
        `You scored ${p.percent} % in “${p.quiz_title}”, which is not enough yet. Have another look and try again.`,
    },
    certificate_issued: {
      notice: (p) => `Your certificate for “${p.course_title}” is ready.`,
      mail: (p) => ({
        subject: `Your certificate for “${p.course_title}”`,
        paragraphs: [
          `Your certificate ${p.number} for “${p.course_title}” is ready. Anyone you show it to can check it with the code on it.`,
        ],
        action: 'Open the certificate',
      }),
    },
    certificate_expiring: {
      notice: (p) =>
        `Your certificate ${p.number} for “${p.course_title}” ends on ${p.ends_on}. Renew it by taking the course again.`,
      mail: (p) => ({
        subject: `Your certificate for “${p.course_title}” ends on ${p.ends_on}`,
        paragraphs: [
          `Your certificate ${p.number} for “${p.course_title}” is valid until ${p.ends_on}.`,
          'Take the course again to get a new one. The one you have stays valid until its own end.',
        ],
        action: 'Renew the certificate',
      }),
    },
    achievement_earned: { notice: (p) => `You earned “${p.achievement_name}”.` },
    certificate_revoked: {
      notice: (p) => `Your certificate ${p.number} for “${p.course_title}” was revoked.`,
    },
    ...calendarWordsEn,
    ...reportingWordsEn,
    ...skillWordsEn,
    reminder: {
      notice: (p) =>
        `Reminder: “${p.course_title}” ${p.due_on ? `is due ${p.due_on}` : 'is waiting for you'}. You have done ${p.percent} %.`,
      mail: (p) => ({
        subject: p.due_on
          ? `Reminder: “${p.course_title}” is due ${p.due_on}`
          : `Reminder: “${p.course_title}” is waiting for you`,
        paragraphs: [
          `“${p.course_title}” is not finished yet. You have done ${p.percent} %.`,
          ...(p.due_on ? [`It is due ${p.due_on}.`] : []),
        ],
        action: 'Continue the course',
      }),
    },
    security: {
      notice: (p) =>
        p.reason === 'password_changed'
          ? 'Your password was changed. If that was not you, reset it now and tell your administrator.'
          : 'Someone may have used a copy of your session. It was ended; if anything looks wrong, change your password.',
      mail: (p) =>
        p.reason === 'password_changed'
          ? {
              subject: 'Your password was changed',
              paragraphs: [
                'The password of your account was changed. If that was you, there is nothing to do.',
                'If it was not you, reset it now and tell your administrator.',
              ],
              action: 'Check my account',
            }
          : {
              subject: 'A session of yours was ended for safety',
              paragraphs: [
                'A sign-in of yours was used in a way that suggests someone has a copy of it. We ended that session.',
                'Sign in again, and change your password if anything looks wrong.',
              ],
              action: 'Check my account',
            },
    },
    password_reset: {
      notice: () => '',
      mail: () => ({
        subject: 'Set a new password',
        paragraphs: [
          'Somebody, hopefully you, asked to set a new password for this account. The link works once, for one hour.',
          'If it was not you, do nothing: your password stays as it is.',
        ],
        action: 'Set a new password',
      }),
    },
  },
};

const de: Language = {
  locale: 'de-DE',
  greeting: (name) => `Hallo ${name},`,
  footer: (organization) => `Sie erhalten diese Nachricht, weil Sie ein Konto bei ${organization} haben.`,
  kinds: {
    enrolled: {
      notice: (p) => `Sie sind in „${p.course_title}“ eingeschrieben.`,
      mail: (p) => ({
        subject: `Sie sind in „${p.course_title}“ eingeschrieben`,
        paragraphs: [
          `Sie sind in „${p.course_title}“ eingeschrieben. Beginnen Sie, wann Sie möchten: Ihr Stand bleibt nach jeder Lektion erhalten.`,
        ],
        action: 'Kurs beginnen',
      }),
    },
    assigned: {
      notice: (p) =>
        `${p.sender_name || 'Ihre Organisation'} hat Sie in „${p.course_title}“ eingeschrieben${p.due_on ? `, fällig am ${p.due_on}` : ''}.`,
      mail: (p) => ({
        subject: p.due_on
          ? `„${p.course_title}“ wartet auf Sie, fällig am ${p.due_on}`
          : `„${p.course_title}“ wartet auf Sie`,
        paragraphs: [
          `${p.sender_name || 'Ihre Organisation'} hat Sie in „${p.course_title}“ eingeschrieben.`,
          ...(p.due_on ? [`Bitte schließen Sie den Kurs bis ${p.due_on} ab.`] : []),
          ...(p.reason ? [`Grund: ${p.reason}`] : []),
        ],
        action: 'Kurs beginnen',
      }),
    },
    milestone: {
      notice: (p) =>
        p.percent === 100
          ? `Sie haben „${p.course_title}“ abgeschlossen.`
          : `Sie haben ${p.percent} % von „${p.course_title}“ geschafft.`,
      mail: (p) =>
        p.percent === 100
          ? {
              subject: `„${p.course_title}“ ist abgeschlossen`,
              paragraphs: [`Gut gemacht: „${p.course_title}“ ist abgeschlossen.`],
              action: 'Mein Lernen ansehen',
            }
          : {
              subject: `${p.percent} % von „${p.course_title}“ geschafft`,
              paragraphs: [
                `Sie haben ${p.percent} % von „${p.course_title}“ geschafft. Die nächste Lektion liegt bereit.`,
              ],
              action: 'Kurs fortsetzen',
            },
    },
    quiz_passed: { notice: (p) => `Sie haben „${p.quiz_title}“ mit ${p.percent} % bestanden.` },
    quiz_failed: {
      notice: (p) =>
        `Sie haben in „${p.quiz_title}“ ${p.percent} % erreicht, das reicht noch nicht. Schauen Sie noch einmal hinein und versuchen Sie es erneut.`,
    },
    certificate_issued: {
      notice: (p) => `Ihr Zertifikat für „${p.course_title}“ ist da.`,
      mail: (p) => ({
        subject: `Ihr Zertifikat für „${p.course_title}“`,
        paragraphs: [
          `Ihr Zertifikat ${p.number} für „${p.course_title}“ ist da. Wem Sie es zeigen, der kann es mit dem aufgedruckten Code prüfen.`,
        ],
        action: 'Zertifikat öffnen',
      }),
    },
    certificate_expiring: {
      notice: (p) =>
        `Ihr Zertifikat ${p.number} für „${p.course_title}“ endet am ${p.ends_on}. Erneuern Sie es, indem Sie den Kurs noch einmal machen.`,
      mail: (p) => ({
        subject: `Ihr Zertifikat für „${p.course_title}“ endet am ${p.ends_on}`,
        paragraphs: [
          `Ihr Zertifikat ${p.number} für „${p.course_title}“ gilt bis ${p.ends_on}.`,
          'Machen Sie den Kurs noch einmal, um ein neues zu erhalten. Das jetzige gilt bis zu seinem eigenen Ende weiter.',
        ],
        action: 'Zertifikat erneuern',
      }),
    },
    achievement_earned: { notice: (p) => `Sie haben „${p.achievement_name}“ verdient.` },
    certificate_revoked: {
      notice: (p) => `Ihr Zertifikat ${p.number} für „${p.course_title}“ wurde widerrufen.`,
    },
    ...calendarWordsDe,
    ...reportingWordsDe,
    ...skillWordsDe,
    reminder: {
      notice: (p) =>
        `Erinnerung: „${p.course_title}“ ${p.due_on ? `ist am ${p.due_on} fällig` : 'wartet auf Sie'}. Sie haben ${p.percent} % geschafft.`,
      mail: (p) => ({
        subject: p.due_on
          ? `Erinnerung: „${p.course_title}“ ist am ${p.due_on} fällig`
          : `Erinnerung: „${p.course_title}“ wartet auf Sie`,
        paragraphs: [
          `„${p.course_title}“ ist noch nicht abgeschlossen. Sie haben ${p.percent} % geschafft.`,
          ...(p.due_on ? [`Der Kurs ist am ${p.due_on} fällig.`] : []),
        ],
        action: 'Kurs fortsetzen',
      }),
    },
    security: {
      notice: (p) =>
        p.reason === 'password_changed'
          ? 'Ihr Passwort wurde geändert. Falls Sie das nicht waren, setzen Sie es jetzt zurück und informieren Sie Ihre Administration.'
          : 'Jemand hat womöglich eine Kopie Ihrer Sitzung benutzt. Sie wurde beendet; ändern Sie Ihr Passwort, falls Ihnen etwas auffällt.',
      mail: (p) =>
        p.reason === 'password_changed'
          ? {
              subject: 'Ihr Passwort wurde geändert',
              paragraphs: [
                'Das Passwort Ihres Kontos wurde geändert. Waren Sie das, ist nichts zu tun.',
                'Waren Sie es nicht, setzen Sie es jetzt zurück und informieren Sie Ihre Administration.',
              ],
              action: 'Mein Konto prüfen',
            }
          : {
              subject: 'Eine Ihrer Sitzungen wurde zur Sicherheit beendet',
              paragraphs: [
                'Eine Ihrer Anmeldungen wurde so benutzt, als hätte jemand eine Kopie davon. Wir haben diese Sitzung beendet.',
                'Melden Sie sich neu an und ändern Sie Ihr Passwort, falls Ihnen etwas auffällt.',
              ],
              action: 'Mein Konto prüfen',
            },
    },
    password_reset: {
      notice: () => '',
      mail: () => ({
        subject: 'Neues Passwort festlegen',
        paragraphs: [
          'Jemand, hoffentlich Sie, möchte für dieses Konto ein neues Passwort festlegen. Der Link gilt einmal und eine Stunde lang.',
          'Waren Sie es nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
        ],
        action: 'Neues Passwort festlegen',
      }),
    },
  },
};

const languages: Record<string, Language> = { en, de };

/** The words in a person's language; English when we do not have it. */
export const wordsIn = (language: string): Language =>
  languages[language.toLowerCase().split('-')[0] ?? ''] ?? en;

/** A day as people of this language write it, where they live. */
export const dayIn = (language: string, timeZone: string, instant: string): string =>
  new Intl.DateTimeFormat(wordsIn(language).locale, { dateStyle: 'long', timeZone }).format(
    new Date(instant),
  );

/** A moment with its zone: `19 November 2026 at 11:00 CET`. */
export const momentIn = (language: string, timeZone: string, instant: string): string =>
  new Intl.DateTimeFormat(wordsIn(language).locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));

/**
 * From when to when something takes place, on the clock of where it does, with its zone; where the reader's clock shows another
 * time, that too. UTC is the zone of those who never chose one.
 */
export function spanIn(
  language: string,
  readerZone: string,
  of: { starts_at: string; ends_at: string; time_zone: string },
): string {
  const { locale } = wordsIn(language);
  const [start, end] = [new Date(of.starts_at), new Date(of.ends_at)];
  const written = (timeZone: string) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    }).formatRange(start, end);
  const [there, here] = [written(of.time_zone), written(readerZone)];
  return `${there} (${of.time_zone})${here === there || readerZone === 'UTC' ? '' : ` = ${here} (${readerZone})`}`;
}
