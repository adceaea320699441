/** What skills hands to the composition root. */
import { registerFileAccess } from '#server/features/files/index.ts';
import { registerEraser } from '#server/features/identity/index.ts';
import type { Feature } from '#server/main/feature.ts';
import { eraseEvidenceWords } from './erasing.service.ts';
import { maySeeProofFile } from './evidence.service.ts';
import { skillsExport } from './skills.export.ts';
import { catchUpJob, endLevelsJob } from './skills.jobs.ts';
import { skillsReactions } from './skills.reactions.ts';
import { skillsRoutes } from './skills.routes.ts';

registerFileAccess('skill_evidence', maySeeProofFile);
registerEraser('skills', eraseEvidenceWords);

export const skillsFeature: Feature = {
  name: 'skills',
  service: 'users',
  exports: skillsExport,
  routes: skillsRoutes,
  reactions: skillsReactions,
  jobs: [catchUpJob, endLevelsJob],
};
