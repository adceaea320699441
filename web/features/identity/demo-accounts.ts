// The sign-ins of the demo organization. They are printed at start and exist in demo mode only.
import type { Role } from '#contract/abilities.ts';

export const demoPassword = 'Lyceum-demo-1';

export const demoAccounts: readonly { role: Role; email: string }[] = [
  { role: 'learner', email: 'learner@demo.test' },
  { role: 'trainer', email: 'trainer@demo.test' },
  { role: 'manager', email: 'manager@demo.test' },
  { role: 'admin', email: 'admin@demo.test' },
];
