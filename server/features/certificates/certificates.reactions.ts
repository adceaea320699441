/** What certificates do when something happened elsewhere. */
import { reaction } from '#server/platform/facts/reactions.ts';
import { issueCertificate } from './certificates.service.ts';

export const certificatesReactions = [
  reaction('certificates.issue-certificate', 'enrollment.completed', async (ctx, fact) => {
    await issueCertificate(ctx, fact.payload.completion_id);
  }),
];
