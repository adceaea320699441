// Where one can go, by role. Data only: the rail, the phone bar and the tests read it.
import {
  IconActivity,
  IconActivityHeartbeat,
  IconAward,
  IconBeach,
  IconBook,
  IconBug,
  IconCalendar,
  IconCertificate,
  IconChartBar,
  IconDoor,
  IconFileImport,
  IconHistory,
  IconHome,
  IconLayoutGrid,
  IconLifebuoy,
  IconListTree,
  IconMail,
  IconMedal,
  IconPresentation,
  IconRosetteDiscountCheck,
  IconShieldLock,
  IconSitemap,
  IconStack2,
  IconTags,
  IconTargetArrow,
  IconUserCog,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Role } from '#contract/abilities.ts';

/** In the order in which they are shown. What is set up once stands last, behind a heading that opens. */
export const navigationSections = ['main', 'teach', 'manage', 'admin', 'setup'] as const;
export type NavigationSection = (typeof navigationSections)[number];

export type NavigationEntry = {
  /** Key of its words: `shell:navigation.<id>`. */
  id: string;
  href: string;
  /** Further places that belong to it. */
  also?: readonly string[];
  icon: ComponentType<{ size?: number; stroke?: number }>;
  section: NavigationSection;
  /** Who sees it; everyone when left out. */
  roles?: readonly Role[];
  /** Only for people to whom somebody reports, whatever their role, and for administrators. */
  leads?: true;
};

export const navigation: readonly NavigationEntry[] = [
  { id: 'home', href: '/', icon: IconHome, section: 'main' },
  { id: 'catalog', href: '/catalog', also: ['/courses'], icon: IconLayoutGrid, section: 'main' },
  { id: 'learning', href: '/learning', icon: IconBook, section: 'main' },
  { id: 'calendar', href: '/calendar', also: ['/sessions'], icon: IconCalendar, section: 'main' },
  { id: 'skills', href: '/skills', icon: IconTargetArrow, section: 'main' },
  { id: 'certificates', href: '/certificates', icon: IconAward, section: 'main' },
  { id: 'achievements', href: '/achievements', icon: IconMedal, section: 'main' },
  { id: 'courses', href: '/teach/courses', icon: IconStack2, section: 'teach', roles: ['trainer', 'admin'] },
  {
    id: 'sessions',
    href: '/teach/sessions',
    icon: IconPresentation,
    section: 'teach',
    roles: ['trainer', 'admin'],
  },
  {
    id: 'imports',
    href: '/teach/imports',
    icon: IconFileImport,
    section: 'teach',
    roles: ['trainer', 'admin'],
  },
  { id: 'team', href: '/team', icon: IconUsersGroup, section: 'manage', leads: true },
  { id: 'people', href: '/manage/people', icon: IconUsers, section: 'manage', roles: ['manager', 'admin'] },
  {
    id: 'attention',
    href: '/people/attention',
    icon: IconLifebuoy,
    section: 'manage',
    roles: ['trainer', 'manager', 'admin'],
  },
  {
    id: 'skill_proofs',
    href: '/skills/proofs',
    icon: IconRosetteDiscountCheck,
    section: 'manage',
    leads: true,
  },
  { id: 'activity', href: '/admin/activity', icon: IconActivity, section: 'admin', roles: ['admin'] },
  { id: 'history', href: '/admin/history', icon: IconHistory, section: 'admin', roles: ['admin'] },
  {
    id: 'security_events',
    href: '/admin/security',
    icon: IconShieldLock,
    section: 'admin',
    roles: ['admin'],
  },
  { id: 'mail_log', href: '/admin/mail', icon: IconMail, section: 'admin', roles: ['admin'] },
  { id: 'usage', href: '/admin/usage', icon: IconChartBar, section: 'admin', roles: ['admin'] },
  { id: 'page_errors', href: '/admin/errors', icon: IconBug, section: 'admin', roles: ['admin'] },
  { id: 'health', href: '/admin/health', icon: IconActivityHeartbeat, section: 'admin', roles: ['admin'] },
  { id: 'skill_framework', href: '/admin/skills', icon: IconListTree, section: 'setup', roles: ['admin'] },
  {
    id: 'role_profiles',
    href: '/admin/role-profiles',
    icon: IconUserCog,
    section: 'setup',
    roles: ['admin'],
  },
  { id: 'reporting', href: '/admin/reporting', icon: IconSitemap, section: 'setup', roles: ['admin'] },
  { id: 'rooms', href: '/admin/rooms', icon: IconDoor, section: 'setup', roles: ['admin'] },
  { id: 'holidays', href: '/admin/holidays', icon: IconBeach, section: 'setup', roles: ['admin'] },
  { id: 'categories', href: '/admin/categories', icon: IconTags, section: 'setup', roles: ['admin'] },
  {
    id: 'certificate_templates',
    href: '/admin/certificate-templates',
    icon: IconCertificate,
    section: 'setup',
    roles: ['admin'],
  },
  {
    id: 'achievement_rules',
    href: '/admin/achievements',
    icon: IconMedal,
    section: 'setup',
    roles: ['admin'],
  },
];

/** What a person with these roles sees, in order. @param leads  somebody reports to them */
export function navigationFor(roles: readonly string[], leads = false): readonly NavigationEntry[] {
  return navigation.filter((entry) => {
    if (entry.leads && !leads && !roles.includes('admin')) return false;
    return entry.roles === undefined || entry.roles.some((role) => roles.includes(role));
  });
}

/** The entry that a path belongs to: the longest one that it begins with. */
export function currentEntry(
  entries: readonly NavigationEntry[],
  pathname: string,
): NavigationEntry | undefined {
  const isWithin = (href: string) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`));
  const matches = entries.filter(({ href, also = [] }) => isWithin(href) || also.some(isWithin));
  return matches.toSorted((a, b) => b.href.length - a.href.length)[0];
}

/** The phone bar has five places: all entries when they fit, else four and "More". */
export function splitForPhone(entries: readonly NavigationEntry[]): {
  shown: readonly NavigationEntry[];
  rest: readonly NavigationEntry[];
} {
  if (entries.length <= 5) return { shown: entries, rest: [] };
  return { shown: entries.slice(0, 4), rest: entries.slice(4) };
}
