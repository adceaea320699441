// A person's roles in words, the strongest first.
import { useTranslation } from 'react-i18next';
import type { Role } from '#contract/abilities.ts';
import { useFormat } from '#web/lib/use-format.ts';

export function RoleWords({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  return <>{format.list(roles.map((role) => t(`role.${role}`)))}</>;
}
