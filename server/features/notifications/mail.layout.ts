/** One layout for all mails, as text and as HTML that old mail programs show as well. */

export type MailParts = {
  greeting: string;
  paragraphs: string[];
  action: { words: string; url: string };
  footer: string;
  organization: string;
  language: string;
};

/** Stands for a one-time link that is asked for when the mail is sent, and never stored. */
export const secretLink = 'https://one-time-link.invalid/';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter]!);

export function mailText(parts: MailParts): string {
  const { greeting, paragraphs, action, footer } = parts;
  return `${[greeting, ...paragraphs, `${action.words}:\n${action.url}`].join('\n\n')}\n\n--\n${footer}\n`;
}

const font = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** Tables and inline styles on purpose: mail programs know little else. Every value is escaped. */
export function mailHtml(parts: MailParts): string {
  const { greeting, paragraphs, action, footer, organization, language } = parts;
  const line = (text: string) =>
    `<p style="margin:0 0 16px;font-size:16px;line-height:24px;color:#171a23">${escapeHtml(text)}</p>`;
  return `<!doctype html>
<html lang="${escapeHtml(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light"><title>${escapeHtml(organization)}</title></head>
<body style="margin:0;padding:0;background:#f7f8fa;font-family:${font}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f8fa"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;background:#ffffff;border:1px solid #e5e7ed;border-radius:12px">
<tr><td style="padding:24px 32px 0;font-size:14px;font-weight:600;color:#4b56d2">${escapeHtml(organization)}</td></tr>
<tr><td style="padding:20px 32px 8px">${line(greeting)}${paragraphs.map(line).join('')}</td></tr>
<tr><td style="padding:0 32px 32px"><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#4b56d2;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${escapeHtml(action.words)}</a></td></tr>
</table>
<p style="margin:16px 0 0;font-size:12px;line-height:18px;color:#5a6172">${escapeHtml(footer)}</p>
</td></tr></table></body></html>
`;
}
