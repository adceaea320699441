// Enrollment's wire shapes, as types only: importing the schemas themselves would bring zod into the page.
import type * as z from 'zod';
import type { ProgressResult as ResultSchema, Progress as RowSchema } from '#contract/enrollment.ts';

export type { Enrollment } from '#contract/enrollment.ts';
export type Progress = z.infer<typeof RowSchema>;
export type ProgressResult = z.infer<typeof ResultSchema>;
