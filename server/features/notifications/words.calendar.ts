/** What is said about training sessions, in each language. */
import type { NotificationKind } from '#contract/notifications.ts';
import type { Params, Words } from './words.ts';

type CalendarKind = Extract<NotificationKind, `session_${string}`>;
type CalendarWords = Record<CalendarKind, Words>;

/** Lines that every mail about a session has: when and where. */
const facts = (p: Params, words: { when: string; where: string }): string[] => [
  `${words.when}: ${p.session_when}`,
  ...(p.session_where ? [`${words.where}: ${p.session_where}`] : []),
];
const en = { when: 'When', where: 'Where' };
const de = { when: 'Wann', where: 'Wo' };
const given = (line: string | undefined, say: (line: string) => string): string[] =>
  line ? [say(line)] : [];

/** What else was done in the same go; nothing for a single session. */
const furtherEn = ({ dates = 1 }: Params): string => {
  if (dates < 2) return '';
  return dates === 2
    ? ' The same goes for another date of its series.'
    : ` The same goes for ${dates - 1} further dates of its series.`;
};
const furtherDe = ({ dates = 1 }: Params): string => {
  if (dates < 2) return '';
  return dates === 2
    ? ' Das gilt auch für einen weiteren Termin der Reihe.'
    : ` Das gilt auch für ${dates - 1} weitere Termine der Reihe.`;
};
const inPlace = (p: Params): string => `${p.session_when}${p.session_where ? `, ${p.session_where}` : ''}`;

export const calendarWordsEn: CalendarWords = {
  session_booked: {
    notice: (p) =>
      p.sender_name
        ? `${p.sender_name} booked a seat for you in “${p.session_title}”, ${p.session_when}.`
        : `You have a seat in “${p.session_title}”, ${p.session_when}.`,
    mail: (p) => ({
      subject: `Booked: “${p.session_title}”, ${p.session_when}`,
      paragraphs: [
        p.sender_name
          ? `${p.sender_name} booked a seat for you in “${p.session_title}”.`
          : `You have a seat in “${p.session_title}”.`,
        ...facts(p, en),
        'The invitation in this mail puts it into your calendar. If you cannot come, please give the seat back: somebody may be waiting for it.',
      ],
      action: 'Open the session',
    }),
  },
  session_waiting: {
    notice: (p) =>
      `You are number ${p.place} in the waiting list of “${p.session_title}”, ${p.session_when}. As soon as a seat is yours we tell you.`,
  },
  session_offered: {
    notice: (p) =>
      `A seat in “${p.session_title}” is kept for you until ${p.kept_until}. Take it or leave it to the next.`,
    mail: (p) => ({
      subject: `A seat in “${p.session_title}” is kept for you until ${p.kept_until}`,
      paragraphs: [
        `A seat in “${p.session_title}” is free, and you are next. It is kept for you until ${p.kept_until}; after that it goes to the next person.`,
        ...facts(p, en),
      ],
      action: 'Take the seat',
    }),
  },
  session_lapsed: {
    notice: (p) =>
      `The seat in “${p.session_title}” that was kept for you went to the next person, because the time to take it was over.`,
  },
  session_changed: {
    notice: (p) => `“${p.session_title}” has changed: it is now ${inPlace(p)}.${furtherEn(p)}`,
    mail: (p) => ({
      subject: `Changed: “${p.session_title}” is now ${p.session_when}`,
      paragraphs: [`“${p.session_title}” has changed. This is how it stands now:`, ...facts(p, en)],
      action: 'Open the session',
    }),
  },
  session_cancelled: {
    notice: (p) =>
      `“${p.session_title}”, ${p.session_when}, is cancelled.${p.reason ? ` Reason: ${p.reason}` : ''}${furtherEn(p)}`,
    mail: (p) => ({
      subject: `Cancelled: “${p.session_title}”, ${p.session_when}`,
      paragraphs: [
        `“${p.session_title}” does not take place on ${p.session_when}.`,
        ...given(p.reason, (reason) => `Reason: ${reason}`),
        ...given(p.next_dates, (dates) => `The next dates with a free seat: ${dates}`),
      ],
      action: p.next_dates ? 'See the next dates' : 'Open the session',
    }),
  },
  session_restored: {
    notice: (p) =>
      `“${p.session_title}” takes place after all: ${p.session_when}.${p.session_role === 'trainer' ? '' : ' Your booking stands as it was.'}`,
    mail: (p) => ({
      subject: `Takes place after all: “${p.session_title}”, ${p.session_when}`,
      paragraphs: [
        `“${p.session_title}” takes place after all. Your booking stands as it was.`,
        ...facts(p, en),
      ],
      action: 'Open the session',
    }),
  },
  session_requested: {
    notice: (p) => `${p.sender_name} asks for a seat in “${p.session_title}”, ${p.session_when}.`,
    mail: (p) => ({
      subject: `${p.sender_name} asks for a seat in “${p.session_title}”`,
      paragraphs: [
        `${p.sender_name} would like to take part in “${p.session_title}” and needs your approval.`,
        ...facts(p, en),
        ...given(p.reason, (note) => `Their note: ${note}`),
      ],
      action: 'Decide on the request',
    }),
  },
  session_approved: {
    notice: (p) =>
      p.place
        ? `${p.sender_name || 'Your organization'} approved your request for “${p.session_title}”. It is full: you are number ${p.place} in the waiting list.`
        : `${p.sender_name || 'Your organization'} approved your request: you have a seat in “${p.session_title}”, ${p.session_when}.`,
    mail: (p) => ({
      subject: p.place
        ? `Approved, and in the waiting list: “${p.session_title}”`
        : `Approved: “${p.session_title}”, ${p.session_when}`,
      paragraphs: [
        p.place
          ? `${p.sender_name || 'Your organization'} approved your request for “${p.session_title}”. It is full: you are number ${p.place} in the waiting list.`
          : `${p.sender_name || 'Your organization'} approved your request: you have a seat in “${p.session_title}”.`,
        ...facts(p, en),
      ],
      action: 'Open the session',
    }),
  },
  session_refused: {
    notice: (p) =>
      `${p.sender_name || 'Your organization'} did not approve your request for “${p.session_title}”.${p.reason ? ` Reason: ${p.reason}` : ''}`,
    mail: (p) => ({
      subject: `Not approved: “${p.session_title}”`,
      paragraphs: [
        `${p.sender_name || 'Your organization'} did not approve your request for “${p.session_title}”, ${p.session_when}.`,
        ...given(p.reason, (reason) => `Reason: ${reason}`),
      ],
      action: 'Open the session',
    }),
  },
  session_returned: {
    notice: (p) =>
      p.sender_name
        ? `${p.sender_name} cancelled your booking of “${p.session_title}”, ${p.session_when}.${p.reason ? ` Reason: ${p.reason}` : ''}`
        : `You gave back your seat in “${p.session_title}”, ${p.session_when}.`,
    mail: (p) => ({
      subject: `Your booking of “${p.session_title}” is cancelled`,
      paragraphs: [
        p.sender_name
          ? `${p.sender_name} cancelled your booking of “${p.session_title}”, ${p.session_when}.`
          : `You gave back your seat in “${p.session_title}”, ${p.session_when}. This mail takes it out of your calendar.`,
        ...given(p.sender_name ? p.reason : undefined, (reason) => `Reason: ${reason}`),
      ],
      action: 'Open the session',
    }),
  },
  session_trainer_added: {
    notice: (p) =>
      `${p.sender_name ? `${p.sender_name} made you a trainer of` : 'You are now a trainer of'} “${p.session_title}”, ${inPlace(p)}.${furtherEn(p)}`,
  },
  session_trainer_removed: {
    notice: (p) =>
      `${p.sender_name ? `${p.sender_name} took you off` : 'You are no longer a trainer of'} “${p.session_title}”, ${p.session_when}${p.sender_name ? ': you are no longer its trainer' : ''}.${furtherEn(p)}`,
  },
};

export const calendarWordsDe: CalendarWords = {
  session_booked: {
    notice: (p) =>
      p.sender_name
        ? `${p.sender_name} hat für Sie einen Platz in „${p.session_title}“ gebucht, ${p.session_when}.`
        : `Sie haben einen Platz in „${p.session_title}“, ${p.session_when}.`,
    mail: (p) => ({
      subject: `Gebucht: „${p.session_title}“, ${p.session_when}`,
      paragraphs: [
        p.sender_name
          ? `${p.sender_name} hat für Sie einen Platz in „${p.session_title}“ gebucht.`
          : `Sie haben einen Platz in „${p.session_title}“.`,
        ...facts(p, de),
        'Mit der Einladung in dieser Nachricht kommt der Termin in Ihren Kalender. Wenn Sie nicht kommen können, geben Sie den Platz bitte zurück: Vielleicht wartet jemand darauf.',
      ],
      action: 'Termin öffnen',
    }),
  },
  session_waiting: {
    notice: (p) =>
      `Sie stehen auf Platz ${p.place} der Warteliste von „${p.session_title}“, ${p.session_when}. Sobald ein Platz für Sie frei ist, melden wir uns.`,
  },
  session_offered: {
    notice: (p) =>
      `Ein Platz in „${p.session_title}“ ist bis ${p.kept_until} für Sie reserviert. Nehmen Sie ihn an oder überlassen Sie ihn der nächsten Person.`,
    mail: (p) => ({
      subject: `Ein Platz in „${p.session_title}“ ist bis ${p.kept_until} für Sie reserviert`,
      paragraphs: [
        `In „${p.session_title}“ ist ein Platz frei, und Sie sind an der Reihe. Er ist bis ${p.kept_until} für Sie reserviert; danach geht er an die nächste Person.`,
        ...facts(p, de),
      ],
      action: 'Platz annehmen',
    }),
  },
  session_lapsed: {
    notice: (p) =>
      `Der für Sie reservierte Platz in „${p.session_title}“ ging an die nächste Person, weil die Frist abgelaufen ist.`,
  },
  session_changed: {
    notice: (p) => `„${p.session_title}“ hat sich geändert: jetzt ${inPlace(p)}.${furtherDe(p)}`,
    mail: (p) => ({
      subject: `Geändert: „${p.session_title}“ ist jetzt ${p.session_when}`,
      paragraphs: [`„${p.session_title}“ hat sich geändert. So steht es jetzt:`, ...facts(p, de)],
      action: 'Termin öffnen',
    }),
  },
  session_cancelled: {
    notice: (p) =>
      `„${p.session_title}“, ${p.session_when}, ist abgesagt.${p.reason ? ` Grund: ${p.reason}` : ''}${furtherDe(p)}`,
    mail: (p) => ({
      subject: `Abgesagt: „${p.session_title}“, ${p.session_when}`,
      paragraphs: [
        `„${p.session_title}“ findet nicht statt, ${p.session_when}.`,
        ...given(p.reason, (reason) => `Grund: ${reason}`),
        ...given(p.next_dates, (dates) => `Die nächsten Termine mit freiem Platz: ${dates}`),
      ],
      action: p.next_dates ? 'Nächste Termine ansehen' : 'Termin öffnen',
    }),
  },
  session_restored: {
    notice: (p) =>
      `„${p.session_title}“ findet doch statt: ${p.session_when}.${p.session_role === 'trainer' ? '' : ' Ihre Buchung gilt wie zuvor.'}`,
    mail: (p) => ({
      subject: `Findet doch statt: „${p.session_title}“, ${p.session_when}`,
      paragraphs: [`„${p.session_title}“ findet doch statt. Ihre Buchung gilt wie zuvor.`, ...facts(p, de)],
      action: 'Termin öffnen',
    }),
  },
  session_requested: {
    notice: (p) => `${p.sender_name} bittet um einen Platz in „${p.session_title}“, ${p.session_when}.`,
    mail: (p) => ({
      subject: `${p.sender_name} bittet um einen Platz in „${p.session_title}“`,
      paragraphs: [
        `${p.sender_name} möchte an „${p.session_title}“ teilnehmen und braucht Ihre Zustimmung.`,
        ...facts(p, de),
        ...given(p.reason, (note) => `Anmerkung: ${note}`),
      ],
      action: 'Über die Anfrage entscheiden',
    }),
  },
  session_approved: {
    notice: (p) =>
      p.place
        ? `${p.sender_name || 'Ihre Organisation'} hat Ihrer Anfrage für „${p.session_title}“ zugestimmt. Der Termin ist voll: Sie stehen auf Platz ${p.place} der Warteliste.`
        : `${p.sender_name || 'Ihre Organisation'} hat Ihrer Anfrage zugestimmt: Sie haben einen Platz in „${p.session_title}“, ${p.session_when}.`,
    mail: (p) => ({
      subject: p.place
        ? `Zugestimmt, auf der Warteliste: „${p.session_title}“`
        : `Zugestimmt: „${p.session_title}“, ${p.session_when}`,
      paragraphs: [
        p.place
          ? `${p.sender_name || 'Ihre Organisation'} hat Ihrer Anfrage für „${p.session_title}“ zugestimmt. Der Termin ist voll: Sie stehen auf Platz ${p.place} der Warteliste.`
          : `${p.sender_name || 'Ihre Organisation'} hat Ihrer Anfrage zugestimmt: Sie haben einen Platz in „${p.session_title}“.`,
        ...facts(p, de),
      ],
      action: 'Termin öffnen',
    }),
  },
  session_refused: {
    notice: (p) =>
      `${p.sender_name || 'Ihre Organisation'} hat Ihrer Anfrage für „${p.session_title}“ nicht zugestimmt.${p.reason ? ` Grund: ${p.reason}` : ''}`,
    mail: (p) => ({
      subject: `Nicht zugestimmt: „${p.session_title}“`,
      paragraphs: [
        `${p.sender_name || 'Ihre Organisation'} hat Ihrer Anfrage für „${p.session_title}“, ${p.session_when}, nicht zugestimmt.`,
        ...given(p.reason, (reason) => `Grund: ${reason}`),
      ],
      action: 'Termin öffnen',
    }),
  },
  session_returned: {
    notice: (p) =>
      p.sender_name
        ? `${p.sender_name} hat Ihre Buchung von „${p.session_title}“, ${p.session_when}, storniert.${p.reason ? ` Grund: ${p.reason}` : ''}`
        : `Sie haben Ihren Platz in „${p.session_title}“, ${p.session_when}, zurückgegeben.`,
    mail: (p) => ({
      subject: `Ihre Buchung von „${p.session_title}“ ist storniert`,
      paragraphs: [
        p.sender_name
          ? `${p.sender_name} hat Ihre Buchung von „${p.session_title}“, ${p.session_when}, storniert.`
          : `Sie haben Ihren Platz in „${p.session_title}“, ${p.session_when}, zurückgegeben. Diese Nachricht nimmt den Termin aus Ihrem Kalender.`,
        ...given(p.sender_name ? p.reason : undefined, (reason) => `Grund: ${reason}`),
      ],
      action: 'Termin öffnen',
    }),
  },
  session_trainer_added: {
    notice: (p) =>
      p.sender_name
        ? `${p.sender_name} hat Sie als Trainerin oder Trainer von „${p.session_title}“ eingetragen, ${inPlace(p)}.${furtherDe(p)}`
        : `Sie sind jetzt Trainerin oder Trainer von „${p.session_title}“, ${inPlace(p)}.${furtherDe(p)}`,
  },
  session_trainer_removed: {
    notice: (p) =>
      p.sender_name
        ? `${p.sender_name} hat Sie als Trainerin oder Trainer von „${p.session_title}“ ausgetragen, ${p.session_when}.${furtherDe(p)}`
        : `Sie sind nicht mehr Trainerin oder Trainer von „${p.session_title}“, ${p.session_when}.${furtherDe(p)}`,
  },
};
