/** Who already meets a new or changed rule. */
import { job } from '#server/platform/jobs/jobs.ts';
import { evaluateRule, evaluateRuleQueue } from './awarding.service.ts';

export const evaluateRuleJob = job({ ...evaluateRuleQueue, run: evaluateRule });
