/** What facts, jobs, mails and people's doings leave in the metrics. */
import { Counter, Histogram } from 'prom-client';
import type { FactName } from '#contract/facts.ts';
import { registry } from './metrics.ts';

const registers = [registry];

const deliveries = new Histogram({
  name: 'lyceum_fact_delivery_seconds',
  help: 'From the moment a fact was written until all its reactions had run',
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
  registers,
});
const reactionFailures = new Counter({
  name: 'lyceum_fact_reaction_failures_total',
  help: 'Reactions that failed, by name; each is tried again with growing pauses',
  labelNames: ['reaction'],
  registers,
});
export const countReactionFailure = (reaction: string): void => reactionFailures.inc({ reaction });

const jobs = new Histogram({
  name: 'lyceum_job_seconds',
  help: 'Time of a job, by task and outcome',
  labelNames: ['task', 'outcome'],
  buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120, 600],
  registers,
});
export const observeJob = (task: string, outcome: 'done' | 'failed', milliseconds: number): void =>
  jobs.observe({ task, outcome }, milliseconds / 1000);

const mails = new Histogram({
  name: 'lyceum_mail_seconds',
  help: 'Time to hand a mail over, by outcome: sent, failed (comes again), refused (never will)',
  labelNames: ['outcome'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers,
});
/** When a mail last went out, and when one last did not: what the health page says of this process. */
export const lastMail = { sent_at: 0, failed_at: 0, error: '' };

export function observeMail(outcome: 'sent' | 'failed' | 'refused', milliseconds: number, error = ''): void {
  mails.observe({ outcome }, milliseconds / 1000);
  if (outcome === 'sent') lastMail.sent_at = Date.now();
  else Object.assign(lastMail, { failed_at: Date.now(), error: error.slice(0, 200) });
}

/**
 * Counters of what people do, by the fact that says so: counted where facts are delivered, so no code path can forget one, and
 * only after their commit. A fact is counted once, by the process that delivered it.
 */
const counted: Partial<Record<FactName, { name: string; help: string }>> = {
  'session.started': { name: 'lyceum_sign_ins_total', help: 'Sign-ins' },
  'sign-in.refused': {
    name: 'lyceum_sign_ins_refused_total',
    help: 'Sign-ins with a wrong password or account',
  },
  'enrollment.created': { name: 'lyceum_enrollments_total', help: 'Enrollments' },
  'enrollment.completed': { name: 'lyceum_courses_completed_total', help: 'Courses completed by somebody' },
  'lesson.completed': { name: 'lyceum_lessons_completed_total', help: 'Lessons completed by somebody' },
  'attempt.submitted': { name: 'lyceum_quizzes_submitted_total', help: 'Attempts at quizzes handed in' },
  'attempt.passed': { name: 'lyceum_quizzes_passed_total', help: 'Attempts at quizzes passed' },
  'certificate.issued': { name: 'lyceum_certificates_issued_total', help: 'Certificates issued' },
  'booking.confirmed': { name: 'lyceum_bookings_total', help: 'Seats booked in training sessions' },
  'booking.cancelled': { name: 'lyceum_bookings_cancelled_total', help: 'Bookings cancelled' },
};
const counters = new Map<string, Counter>(
  Object.entries(counted).map(([fact, { name, help }]) => [
    fact,
    new Counter({ name, help: `${help}, counted as facts are delivered`, registers }),
  ]),
);

export function countDelivered(facts: readonly { name: FactName; occurred_at: string }[]): void {
  const now = Date.now();
  for (const { name, occurred_at } of facts) {
    counters.get(name)?.inc();
    deliveries.observe(Math.max(0, now - Date.parse(occurred_at)) / 1000);
  }
}
