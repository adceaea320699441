// The register of pages: one line each. A page's code, texts and data arrive together and only when it is wanted.
//
//   createRoute({ getParentRoute: () => appLayout, path: '/courses/$course_id',
//     ...lazyPage(() => import('#web/pages/courses/$course_id.tsx'), 'CoursePage', { texts: ['catalog'] }) }),
//
// Roles: `beforeLoad: requireRole('trainer', 'admin')`. Search parameters: `validateSearch: (search) => ({ … })`.
import { createRoute } from '@tanstack/react-router';
import { requireNobody, requireRole } from './guards.ts';
import { appLayout, focusLayout, openLayout, publicLayout } from './layouts.tsx';
import { lazyPage } from './lazy-page.ts';

export const appPages = [
  createRoute({
    getParentRoute: () => appLayout,
    path: '/notifications',
    ...lazyPage(() => import('#web/pages/NotificationsPage.tsx'), 'NotificationsPage', {
      texts: ['notifications'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/learning',
    ...lazyPage(() => import('#web/pages/LearningPage.tsx'), 'LearningPage', { texts: ['enrollment'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/calendar',
    ...lazyPage(() => import('#web/pages/calendar/index.tsx'), 'CalendarPage', { texts: ['calendar'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/teach/sessions',
    beforeLoad: requireRole('trainer', 'admin'),
    ...lazyPage(() => import('#web/pages/teach/sessions/index.tsx'), 'TeachingCalendarPage', {
      texts: ['calendar', 'bookings'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/rooms',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/rooms.tsx'), 'RoomsPage', { texts: ['calendar'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/holidays',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/holidays.tsx'), 'HolidaysPage', { texts: ['calendar'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/sessions/$session_id/attendance',
    beforeLoad: requireRole('trainer', 'admin'),
    ...lazyPage(() => import('#web/pages/sessions/$session_id.attendance.tsx'), 'AttendancePage', {
      texts: ['attendance'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/check-in',
    ...lazyPage(() => import('#web/pages/check-in/index.tsx'), 'CheckInNowPage', { texts: ['attendance'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/check-in/$day_id',
    ...lazyPage(() => import('#web/pages/check-in/$day_id.tsx'), 'CheckInPage', { texts: ['attendance'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/skills',
    ...lazyPage(() => import('#web/pages/skills/index.tsx'), 'SkillsPage', {
      texts: ['skills', 'gaps'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/skills/proofs',
    ...lazyPage(() => import('#web/pages/skills/proofs.tsx'), 'ProofsPage', { texts: ['skills'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/people/$person_id/skills',
    ...lazyPage(() => import('#web/pages/people/$person_id.skills.tsx'), 'PersonSkillsPage', {
      texts: ['skills'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/skills',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/skills/index.tsx'), 'FrameworkPage', { texts: ['skills'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/skills/$skill_id',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/skills/$skill_id.tsx'), 'SkillPage', { texts: ['skills'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/certificates',
    ...lazyPage(() => import('#web/pages/CertificatesPage.tsx'), 'CertificatesPage', {
      texts: ['certificates'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/certificates/$certificate_id',
    ...lazyPage(() => import('#web/pages/CertificatePage.tsx'), 'CertificatePage', {
      texts: ['certificates'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/achievements',
    ...lazyPage(() => import('#web/pages/achievements/index.tsx'), 'AchievementsPage', {
      texts: ['achievements'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/certificate-templates',
    beforeLoad: requireRole('admin'),
    ...lazyPage(
      () => import('#web/pages/admin/certificate-templates/index.tsx'),
      'CertificateTemplatesPage',
      {
        texts: ['certificates'],
      },
    ),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/certificate-templates/$template_id',
    beforeLoad: requireRole('admin'),
    ...lazyPage(
      () => import('#web/pages/admin/certificate-templates/$template_id.tsx'),
      'CertificateTemplatePage',
      { texts: ['certificates'] },
    ),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/achievements',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/achievements/index.tsx'), 'AchievementRulesPage', {
      texts: ['achievements'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/achievements/$achievement_id',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/achievements/$achievement_id.tsx'), 'AchievementRulePage', {
      texts: ['achievements'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/teach/courses',
    beforeLoad: requireRole('trainer', 'admin'),
    ...lazyPage(() => import('#web/pages/teach/courses/index.tsx'), 'TeachingPage', { texts: ['builder'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/teach/courses/$course_id',
    beforeLoad: requireRole('trainer', 'admin'),
    ...lazyPage(() => import('#web/pages/teach/courses/$course_id.tsx'), 'BuilderPage', {
      texts: ['builder', 'assessment', 'skills', 'certificates'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/teach/courses/$course_id/learners',
    beforeLoad: requireRole('trainer', 'manager', 'admin'),
    ...lazyPage(() => import('#web/pages/teach/LearnersPage.tsx'), 'LearnersPage', {
      texts: ['enrollment', 'catalog'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/profile',
    ...lazyPage(() => import('#web/pages/profile/index.tsx'), 'ProfilePage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/profile/security',
    ...lazyPage(() => import('#web/pages/profile/security.tsx'), 'SecurityPage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/profile/activity',
    ...lazyPage(() => import('#web/pages/profile/activity.tsx'), 'OwnActivityPage', {
      texts: ['identity', 'activity'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/manage/people',
    beforeLoad: requireRole('manager', 'admin'),
    ...lazyPage(() => import('#web/pages/manage/people/index.tsx'), 'PeoplePage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/manage/people/new',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/manage/people/new.tsx'), 'NewPersonPage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/manage/people/$person_id',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/manage/people/$person_id.tsx'), 'EditPersonPage', {
      texts: ['identity', 'activity', 'reporting'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/teach/imports',
    beforeLoad: requireRole('trainer', 'admin'),
    ...lazyPage(() => import('#web/pages/teach/imports/index.tsx'), 'ImportsPage', { texts: ['imports'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/teach/imports/$import_id',
    beforeLoad: requireRole('trainer', 'admin'),
    ...lazyPage(() => import('#web/pages/teach/imports/$import_id.tsx'), 'ImportPage', {
      texts: ['imports'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/sessions',
    ...lazyPage(() => import('#web/pages/sessions/index.tsx'), 'SessionsPage', { texts: ['bookings'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/sessions/$session_id',
    ...lazyPage(() => import('#web/pages/sessions/$session_id.tsx'), 'SessionPage', {
      texts: ['bookings', 'attendance'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/team',
    ...lazyPage(() => import('#web/pages/team/index.tsx'), 'TeamPage', {
      texts: ['gaps', 'activity', 'bookings'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/team/requests',
    ...lazyPage(() => import('#web/pages/team/requests.tsx'), 'RequestsPage', { texts: ['bookings'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/team/skills',
    ...lazyPage(() => import('#web/pages/team/skills.tsx'), 'TeamSkillsPage', { texts: ['gaps'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/profile/training',
    ...lazyPage(() => import('#web/pages/profile/training.tsx'), 'TrainingPage', {
      texts: ['identity', 'gaps'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/role-profiles',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/role-profiles/index.tsx'), 'RoleProfilesPage', {
      texts: ['gaps'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/role-profiles/$profile_id',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/role-profiles/$profile_id.tsx'), 'RoleProfilePage', {
      texts: ['gaps'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/reporting',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/reporting/index.tsx'), 'ReportingPage', {
      texts: ['reporting'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/categories',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/categories.tsx'), 'CategoriesPage', { texts: ['admin'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/mail',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/mail.tsx'), 'MailPage', { texts: ['admin'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/activity',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/activity.tsx'), 'ActivityPage', { texts: ['activity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/usage',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/usage.tsx'), 'UsagePage', { texts: ['telemetry'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/errors',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/errors.tsx'), 'PageErrorsPage', { texts: ['telemetry'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/security',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/security.tsx'), 'SecurityEventsPage', { texts: ['activity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/history',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/history.tsx'), 'HistoryPage', { texts: ['activity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/people/attention',
    ...lazyPage(() => import('#web/pages/people/attention.tsx'), 'AttentionPage', { texts: ['activity'] }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/people/$person_id/activity',
    ...lazyPage(() => import('#web/pages/people/$person_id.activity.tsx'), 'PersonActivityPage', {
      texts: ['activity'],
    }),
  }),
  createRoute({
    getParentRoute: () => appLayout,
    path: '/admin/health',
    beforeLoad: requireRole('admin'),
    ...lazyPage(() => import('#web/pages/admin/health.tsx'), 'HealthPage', { texts: ['admin'] }),
  }),
] as const;

/** For everybody, in the frame that fits: home or landing, catalog, course page. */
export const openPages = [
  createRoute({
    getParentRoute: () => openLayout,
    path: '/',
    ...lazyPage(() => import('#web/pages/index.tsx'), 'IndexPage'),
  }),
  createRoute({
    getParentRoute: () => openLayout,
    path: '/catalog',
    ...lazyPage(() => import('#web/pages/CatalogPage.tsx'), 'CatalogPage', { texts: ['catalog', 'player'] }),
  }),
  createRoute({
    getParentRoute: () => openLayout,
    path: '/courses/$course_id',
    ...lazyPage(() => import('#web/pages/courses/$course_id.tsx'), 'CoursePage', {
      texts: ['catalog', 'player', 'skills', 'bookings'],
    }),
  }),
] as const;

/** Player and quiz: signed in, but without rail and top bar. */
export const focusPages = [
  createRoute({
    getParentRoute: () => focusLayout,
    path: '/learn/$course_id/quizzes/$quiz_id',
    ...lazyPage(() => import('#web/pages/learn/$course_id/quizzes/$quiz_id.tsx'), 'QuizPage', {
      texts: ['assessment'],
    }),
  }),
  createRoute({
    getParentRoute: () => focusLayout,
    path: '/learn/$course_id/quizzes/$quiz_id/attempts/$attempt_id',
    ...lazyPage(
      () => import('#web/pages/learn/$course_id/quizzes/$quiz_id/attempts/$attempt_id.tsx'),
      'AttemptResultPage',
      { texts: ['assessment'] },
    ),
  }),
] as const;

/** With their own frame: signing in, certificate check, the player (whose preview lessons are for everybody). */
export const publicPages = [
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/verify',
    ...lazyPage(() => import('#web/pages/VerifyPage.tsx'), 'VerifyPage', { texts: ['certificates'] }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/verify/$verification_id',
    ...lazyPage(() => import('#web/pages/VerifyPage.tsx'), 'VerifyPage', { texts: ['certificates'] }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/shared/achievement/$token',
    ...lazyPage(() => import('#web/pages/achievements/shared.tsx'), 'SharedAchievementPage', {
      texts: ['achievements'],
    }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/sign-in',
    beforeLoad: requireNobody,
    ...lazyPage(() => import('#web/pages/sign-in.tsx'), 'SignInPage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/register',
    beforeLoad: requireNobody,
    ...lazyPage(() => import('#web/pages/register.tsx'), 'RegisterPage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/forgot-password',
    ...lazyPage(() => import('#web/pages/forgot-password.tsx'), 'ForgotPasswordPage', {
      texts: ['identity'],
    }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/reset-password',
    ...lazyPage(() => import('#web/pages/reset-password.tsx'), 'ResetPasswordPage', { texts: ['identity'] }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/learn/$course_id',
    ...lazyPage(() => import('#web/pages/learn/$course_id.tsx'), 'ResumePage', { texts: ['player'] }),
  }),
  createRoute({
    getParentRoute: () => publicLayout,
    path: '/learn/$course_id/$lesson_id',
    ...lazyPage(() => import('#web/pages/learn/$course_id/$lesson_id.tsx'), 'PlayerPage', {
      texts: ['player'],
    }),
  }),
] as const;
