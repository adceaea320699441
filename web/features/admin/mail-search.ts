// What the address of the mail log says: filters, page and the open mail. Pure; an address that somebody mistyped still
// shows the log, without the part that makes no sense.
import { type MailKind, mailKinds, mailStates } from '#contract/notifications.ts';

export type MailState = (typeof mailStates)[number];
export type MailSearch = {
  search?: string;
  state?: MailState;
  kind?: MailKind;
  page: number;
  /** The mail whose panel is open. */
  mail?: string;
};

export const mailPageSize = 25;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readMailSearch(search: string): MailSearch {
  const given = new URLSearchParams(search);
  const page = Number(given.get('page'));
  const mail = given.get('mail') ?? '';
  return {
    search: given.get('search')?.trim().slice(0, 200) || undefined,
    state: mailStates.find((state) => state === given.get('state')),
    kind: mailKinds.find((kind) => kind === given.get('kind')),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
    mail: uuid.test(mail) ? mail : undefined,
  };
}

/** The address of the log in this state; what is as usual is left out. */
export function mailHref(state: Partial<MailSearch>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== undefined && value !== '' && !(name === 'page' && value === 1))
      query.set(name, String(value));
  }
  return query.size > 0 ? `/admin/mail?${query}` : '/admin/mail';
}
