/** Phone numbers and time zones as they are stored. Pure. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { invalidField } from '#server/platform/errors.ts';

/**
 * A phone number in E.164 (`+4930123456`), or '' for none. Written with its country code, spaces and dashes as you like.
 *
 * @throws AppError `input.invalid` on `phone_number`
 */
export function checkPhone(written: string): string {
  const trimmed = written.trim();
  if (trimmed === '') return '';
  const parsed = parsePhoneNumberFromString(trimmed.replace(/^00/, '+'), { extract: false });
  if (!parsed?.isValid() || parsed.ext !== undefined) {
    throw invalidField(
      'phone_number',
      'Expected a phone number with country code, such as +49 30 123456',
      'phone',
    );
  }
  return parsed.number;
}

/**
 * An IANA time zone as it was given, in its usual capitals.
 *
 * @throws AppError `input.invalid` on `time_zone`
 */
export function checkTimeZone(name: string): string {
  // Offsets such as `+02:00` are zones for Intl but do not know summer time.
  const known = /^[A-Za-z]/.test(name) ? canonicalZone(name) : null;
  if (known === null)
    throw invalidField('time_zone', 'Expected an IANA time zone such as Europe/Berlin', 'time_zone');
  // Intl answers some names with an older one; people keep the one they chose.
  return known.toLowerCase() === name.toLowerCase() ? known : name;
}

function canonicalZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // The only way Intl says "unknown zone" is a RangeError.
    return null;
  }
}
