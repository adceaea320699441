// Which skill is open beside the list, as the address says it: `?skill=…`.
import { useRouter, useRouterState } from '@tanstack/react-router';

export function useOpenSkill() {
  const router = useRouter();
  const { pathname, searchStr } = useRouterState({ select: ({ location }) => location });
  const hrefOf = (skill_id: string) => `${pathname}?skill=${skill_id}`;
  const open = (skill_id: string | undefined) =>
    void router.navigate({ href: skill_id ? hrefOf(skill_id) : pathname, replace: true, resetScroll: false });
  return { skill_id: new URLSearchParams(searchStr).get('skill') ?? undefined, hrefOf, open };
}
