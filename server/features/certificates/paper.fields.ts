/** What a certificate's paper says in each of its fields, in the language it is issued in. */
import type { PaperField } from '#contract/certificate-layout.ts';
import { dateOf } from './certificates.present.ts';
import type { PaperRow } from './certificates.sql.ts';
import type { PaperTexts } from './paper.texts.ts';
import { formatVerificationId } from './verification-id.rules.ts';

/** A label with its value: one column of the row of facts. */
export type PaperFact = { label: string; value: string };

/** @returns '' for what this certificate does not have */
export function fieldText(
  field: Exclude<PaperField, 'facts'>,
  certificate: PaperRow,
  texts: PaperTexts,
  verifyAt: string,
): string {
  switch (field) {
    case 'heading':
      return texts.certificate;
    case 'statement':
      return certificate.score_percent === null ? texts.has_completed : texts.with_test;
    case 'score':
      return certificate.score_percent === null ? '' : `${certificate.score_percent} %`;
    case 'duration':
      return durationText(certificate.duration_minutes, texts);
    case 'completed_on':
      return dateText(certificate.completed_at, texts);
    case 'issued_on':
      return dateText(certificate.issued_at, texts);
    case 'expires_on':
      return certificate.expires_at ? dateText(certificate.expires_at, texts) : '';
    case 'instructor_label':
      return certificate.instructor_name && texts.instructor;
    case 'number_label':
      return texts.number;
    case 'verification_id_label':
      return texts.verification_id;
    case 'verification_id':
      return formatVerificationId(certificate.verification_id);
    case 'check_at':
      return `${texts.check_at} ${verifyAt.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '')}`;
    default:
      return certificate[field];
  }
}

export function factsOf(certificate: PaperRow, texts: PaperTexts): PaperFact[] {
  const value = (field: Exclude<PaperField, 'facts'>) => fieldText(field, certificate, texts, '');
  return [
    { label: texts.score, value: value('score') },
    { label: texts.duration, value: value('duration') },
    { label: texts.completed, value: value('completed_on') },
    { label: texts.valid_until, value: value('expires_on') },
    { label: texts.course_code, value: value('course_code') },
  ].filter((fact) => fact.value !== '');
}

const dateText = (instant: string, texts: PaperTexts): string =>
  new Intl.DateTimeFormat(texts.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${dateOf(instant)}T12:00:00Z`),
  );

function durationText(minutes: number, texts: PaperTexts): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} ${texts.hours}` : '', rest > 0 ? `${rest} ${texts.minutes}` : '']
    .filter(Boolean)
    .join(' ');
}
