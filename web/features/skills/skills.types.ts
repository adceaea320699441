// The shapes of the contract that the screens of skills work with.
import type * as z from 'zod';
import type {
  CourseSkills as CourseSkillsSchema,
  Evidence as EvidenceSchema,
  FrameworkReport as FrameworkReportSchema,
  LevelState as LevelStateSchema,
  SkillProof as SkillProofSchema,
  Skill as SkillSchema,
  UserSkillDetail as UserSkillDetailSchema,
  UserSkill as UserSkillSchema,
} from '#contract/skills.ts';

export type Skill = z.infer<typeof SkillSchema>;
export type UserSkill = z.infer<typeof UserSkillSchema>;
export type UserSkillDetail = z.infer<typeof UserSkillDetailSchema>;
export type Evidence = z.infer<typeof EvidenceSchema>;
export type LevelState = z.infer<typeof LevelStateSchema>;
export type SkillProof = z.infer<typeof SkillProofSchema>;
export type CourseSkills = z.infer<typeof CourseSkillsSchema>;
export type FrameworkReport = z.infer<typeof FrameworkReportSchema>;
