// A person's certificates: what ends first, renewing, badges; and the public check.
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type Certificate, certificates } from '#contract/certificates.ts';
import { identity } from '#contract/identity.ts';
import { learner, nobody, sessionOf } from '#web/features/identity/identity.samples.ts';
import { renderPage } from '#web/testing/page.tsx';
import { pretendServer } from '#web/testing/pretended-server.ts';
import { inLanguage } from '#web/testing/render.tsx';

const idOf = (number: number) => `019aa5c0-0000-7000-8000-0000000000${String(number).padStart(2, '0')}`;

const certificate = (number: number, more: Partial<Certificate> = {}): Certificate => ({
  id: idOf(number),
  student_id: learner.id,
  course_id: idOf(60),
  completion_id: idOf(61),
  number: `LYC-2026-0000${number}`,
  verification_id: '7Q4M-2KX9-PD3T-8RW5-ZN6V-B1HJ-C0GA',
  status: 'valid',
  recipient_name: 'Sofie Kjær',
  course_title: `Course ${number}`,
  course_code: 'SAFE-101',
  course_version_number: 1,
  instructor_name: 'Jonas Lindqvist',
  organization_name: 'Nordhavn Logistics',
  score_percent: null,
  duration_minutes: 60,
  completed_on: '2025-12-17',
  issued_on: '2025-12-17',
  expires_on: '2026-12-17',
  issued_at: '2025-12-17T09:00:00.000Z',
  expires_at: '2026-12-17T09:00:00.000Z',
  revoked_at: null,
  renewed_by: null,
  completed_at: '2025-12-17T09:00:00.000Z',
  revoke_reason: null,
  supersedes_id: null,
  renews_id: null,
  renewed_by_id: null,
  renewable_from: '2026-09-18',
  verify_url: 'http://localhost:3000/verify/7Q4M',
  pdf_url: `/api/certificates/${idOf(number)}/pdf/`,
  credential_url: `/api/certificates/${idOf(number)}/credential/`,
  can: ['download'],
  ...more,
});

function withCertificates(...list: Certificate[]) {
  const server = pretendServer();
  server.on(identity.getSession, () => sessionOf(learner));
  server.on(certificates.listCertificates, ({ query }) => {
    const results = list.filter((one) => !query.get('status') || one.status === query.get('status'));
    return { count: results.length, next: null, previous: null, results };
  });
  server.on(certificates.getCertificate, ({ params }) => list.find((one) => one.id === params['id'])!);
  return server;
}

describe('the list', () => {
  it('asks for what ends first, marks what ends soon and leads to renewing', async () => {
    const server = withCertificates(certificate(11, { can: ['download', 'renew'] }), certificate(12));
    await renderPage('/certificates');
    expect(await screen.findByText('You have 2 certificates.')).toBeTruthy();
    expect(server.sentTo(certificates.listCertificates)[0]!.query.get('ordering')).toBe('expires_at');
    const [, first, second] = screen.getAllByRole('row');
    expect(within(first!).getByText('Ends soon')).toBeTruthy();
    expect(within(first!).getByRole('link', { name: 'Renew: certificate of Course 11' })).toBeTruthy();
    expect(within(second!).getByText('Valid')).toBeTruthy();
  });

  it('narrows by state, and the archive holds what is listed', async () => {
    const server = withCertificates(certificate(11), certificate(12, { status: 'expired' }));
    const { user } = await renderPage('/certificates');
    await screen.findByText('You have 2 certificates.');
    await user.click(screen.getByRole('button', { name: /Add filter/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Expired' }));
    expect(await screen.findByText('One certificate found.')).toBeTruthy();
    expect(server.sentTo(certificates.listCertificates).at(-1)!.query.get('status')).toBe('expired');
    const archive = screen.getByRole('link', { name: 'Download it as ZIP' });
    expect(archive.getAttribute('href')).toBe('/api/certificates/archive/?mine=true&status=expired');
  });

  it('judges a badge from elsewhere and says what is wrong with it', async () => {
    const server = withCertificates();
    server.on(certificates.checkBadge, () => ({
      valid: false,
      problems: [{ path: 'validUntil', code: 'expired', message: 'It has expired' }],
      signature: 'not_checked' as const,
      name: 'Teamwork',
      issuer_name: 'Example Corp',
      achievement_name: 'Teamwork',
      valid_from: null,
      valid_until: null,
    }));
    const { user } = await renderPage('/certificates');
    await screen.findByText('You have no certificate yet.');
    await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Check a badge from elsewhere' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Check' }));
    expect(server.sentTo(certificates.checkBadge)).toHaveLength(0);
    await user.click(within(dialog).getByRole('textbox', { name: 'Badge' }));
    await user.paste('{"id":"urn:1"}');
    await user.click(within(dialog).getByRole('button', { name: 'Check' }));
    expect(await within(dialog).findByText('This badge does not hold')).toBeTruthy();
    expect(within(dialog).getByText('Teamwork, issued by Example Corp')).toBeTruthy();
    expect(within(dialog).getByText(/It has expired\./)).toBeTruthy();
  });
});

describe('one certificate', () => {
  it('near its end is renewed by taking the course again, here by who runs the course', async () => {
    const server = withCertificates(certificate(11, { student_id: idOf(80), can: ['download', 'renew'] }));
    server.on(certificates.renewCertificate, () => ({ enrollment_id: idOf(70), course_id: idOf(60) }));
    const { user } = await renderPage(`/certificates/${idOf(11)}`);
    expect(await screen.findByText(/Valid until .*17 Dec 2026/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Renew by taking the course again' }));
    expect(await screen.findByText(/The course is open again/)).toBeTruthy();
    expect(server.sentTo(certificates.renewCertificate)).toHaveLength(1);
  });

  it('names the one that renewed it and the one it renews', async () => {
    withCertificates(
      certificate(11, {
        renewed_by: { number: 'LYC-2026-000099', expires_on: null },
        renewed_by_id: idOf(12),
        renews_id: idOf(10),
      }),
    );
    await renderPage(`/certificates/${idOf(11)}`);
    const link = await screen.findByRole('link', { name: 'LYC-2026-000099' });
    expect(link.getAttribute('href')).toBe(`/certificates/${idOf(12)}`);
    expect(screen.getByRole('link', { name: 'It renews an earlier certificate' })).toBeTruthy();
  });
});

it('the public check says that there is a newer one, in German too', async () => {
  const server = pretendServer();
  server.on(identity.getSession, () => nobody);
  const {
    id: _id,
    student_id: _student,
    course_id: _course,
    completion_id: _completion,
    completed_at: _completed,
    revoke_reason: _reason,
    supersedes_id: _supersedes,
    renews_id: _renews,
    renewed_by_id: _renewed,
    renewable_from: _from,
    verify_url: _verify,
    pdf_url: _pdf,
    credential_url: _credential,
    can: _can,
    ...paper
  } = certificate(11, { status: 'expired', renewed_by: { number: 'LYC-2026-000099', expires_on: null } });
  server.on(certificates.verifyCertificate, () => ({
    ...paper,
    checked_at: '2026-12-20T09:00:00.000Z',
    pdf_sha256: null,
  }));
  const { unmount } = await renderPage('/verify/7Q4M');
  expect(await screen.findByText('This certificate has expired')).toBeTruthy();
  expect(
    screen.getByText('It was renewed: the certificate after it has the number LYC-2026-000099.'),
  ).toBeTruthy();
  unmount();
  await inLanguage('de', async () => {
    await renderPage('/verify/7Q4M');
    expect(await screen.findByText(/Es wurde erneuert/)).toBeTruthy();
  });
});
