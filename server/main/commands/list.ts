/** Every command of `lyceum`. The code of each is loaded when it runs, so that `start` waits for none of the others. */
import type { Command, Option } from '../cli/command.ts';

const json: Option = { about: 'One JSON document instead of sentences' };
const quiet: Option = { about: 'Say nothing but what went wrong' };
const port: Option = { value: 'N', about: 'Port to listen on (PORT)' };
const noMigrate: Option = { about: 'Do not migrate; wait until another process has (MIGRATE=0)' };

const running: Command[] = [
  {
    words: 'start',
    about: 'Run Lyceum',
    more: [
      'Without options everything runs in this one process, with an embedded database unless DATABASE_URL is set.',
    ],
    options: {
      services: {
        value: 'LIST',
        about: 'Areas to serve: users,courses,calendar or none (SERVICES); says nothing about the worker',
      },
      worker: { about: 'Run jobs and reactions here (WORKER=1, the default)' },
      'no-worker': { about: 'Leave jobs and reactions to others (WORKER=0)' },
      port,
      'no-migrate': noMigrate,
    },
    examples: ['lyceum start --port 8080', 'lyceum start --services courses --no-worker --no-migrate'],
    run: async (call) => (await import('./start.ts')).start(call),
  },
  {
    words: 'worker',
    about: 'Run jobs and reactions only',
    more: ['Serves no area; answers /api/health/ and /metrics.'],
    options: { port, 'no-migrate': noMigrate },
    run: async (call) => (await import('./start.ts')).startWorker(call),
  },
  {
    words: 'migrate',
    about: 'Bring the database to this version',
    options: { check: { about: 'Only say whether it would go well; changes nothing' }, json },
    run: async (call) => (await import('./migrate.ts')).migrateDatabase(call),
  },
];

const content: Command[] = [
  {
    words: 'seed',
    about: 'Make the demo organization, or remove it',
    options: {
      remove: { about: 'Take the demo away and leave everything else' },
      admin: { value: 'EMAIL', about: 'With --remove: make this administrator, who stays' },
    },
    run: async (call) => (await import('./seed.ts')).seed(call),
  },
  {
    words: 'user create',
    about: 'Make an account',
    arguments: [{ name: 'EMAIL', about: 'Address to sign in with', required: true }],
    options: {
      role: {
        value: 'ROLES',
        about: 'admin, manager, trainer, learner; several with commas (default learner)',
      },
      name: { value: 'NAME', about: 'Name as others see it' },
      'password-stdin': {
        about: 'Read the password from standard input; without it one is made and shown once',
      },
      json,
    },
    examples: ['lyceum user create you@example.org --role admin'],
    run: async (call) => (await import('./user.ts')).createPerson(call),
  },
  {
    words: 'user password',
    about: 'Set a password and end the sessions',
    arguments: [{ name: 'EMAIL', about: 'Whose', required: true }],
    options: {
      'password-stdin': {
        about: 'Read the password from standard input; without it one is made and shown once',
      },
      json,
    },
    run: async (call) => (await import('./user.ts')).changePassword(call),
  },
  {
    words: 'import',
    about: 'Import an export into an empty site (--from), or a file of a named kind (--kind)',
    more: [
      'With --from: what “lyceum export” wrote, all or nothing; Lyceum must not be running on the target.',
      'With --kind: as “import course” and “import questions” do.',
    ],
    options: {
      from: { value: 'DIR', about: 'The folder of an export' },
      check: { about: 'With --from: read and try everything, write nothing' },
      quiet,
      json,
      kind: { value: 'KIND', about: 'olx, gift or moodle_xml' },
      file: { value: 'FILE', about: 'The file' },
      as: { value: 'EMAIL', about: 'On whose behalf' },
      quiz: { value: 'ID', about: 'Questions: into this quiz' },
      course: { value: 'ID', about: 'Questions: into a new quiz of this course' },
      preview: { about: 'Questions: read and report, write nothing' },
    },
    examples: ['lyceum import --from /srv/export --check', 'lyceum import --from /srv/export'],
    run: async (call) =>
      call.value('from') === undefined
        ? (await import('./import.ts')).importFile(call)
        : (await import('./export.ts')).importSite(call),
  },
  {
    words: 'import course',
    about: 'Import a course from Open edX (OLX)',
    options: {
      file: { value: 'FILE', about: 'The exported .zip or .tar.gz' },
      as: { value: 'EMAIL', about: 'On whose behalf; it becomes their course' },
    },
    run: async (call) => (await import('./import.ts')).importCourse(call),
  },
  {
    words: 'import questions',
    about: 'Import questions from Moodle (GIFT, Moodle XML)',
    options: {
      kind: { value: 'KIND', about: 'gift or moodle_xml' },
      file: { value: 'FILE', about: 'The file' },
      as: { value: 'EMAIL', about: 'On whose behalf' },
      quiz: { value: 'ID', about: 'Into this quiz' },
      course: { value: 'ID', about: 'Into a new quiz of this course' },
      preview: { about: 'Read and report, write nothing' },
    },
    run: async (call) => (await import('./import.ts')).importQuestions(call),
  },
];

const keeping: Command[] = [
  {
    words: 'backup',
    about: 'Make a backup',
    more: [
      'Of one instant, also while Lyceum runs: all tables, waiting jobs, stored files, the generated secret.',
      'Without --to it counts as the backup of its day: Admin, Health and the metrics know of it.',
    ],
    examples: ['lyceum backup --prune --quiet'],
    options: {
      to: { value: 'DIR', about: 'Where backups are kept (BACKUP_DIR, or DATA_DIR/backups)' },
      prune: {
        about: 'Then read it back, and delete those beside it that are older than BACKUP_KEEP_DAYS',
      },
      quiet,
      json,
    },
    run: async (call) => (await import('./backup.ts')).backup(call),
  },
  {
    words: 'backup verify',
    about: 'Read a whole backup and say what is wrong with it',
    arguments: [{ name: 'DIR', about: 'The folder of the backup', required: true }],
    options: { quiet, json },
    run: async (call) => (await import('./backup.ts')).verify(call),
  },
  {
    words: 'restore',
    about: 'Bring a backup back',
    more: [
      'All or nothing, and compared with the backup before it counts. Lyceum must not be running on the target.',
    ],
    arguments: [{ name: 'DIR', about: 'The folder of the backup, or its manifest.json', required: true }],
    options: {
      verify: { about: 'Only check the backup, restore nothing' },
      into: { value: 'TARGET', about: 'A data folder, or postgres://… (default: the configured site)' },
      replace: { about: 'Give up what the target holds' },
      quiet,
      json,
    },
    examples: ['lyceum restore backups/lyceum-20261129T023000123Z --into /srv/lyceum'],
    run: async (call) => (await import('./backup.ts')).restore(call),
  },
  {
    words: 'export',
    about: 'Write people, courses, results and files in open formats',
    more: [
      'Of one instant, also while Lyceum runs: JSON lines with schemas, CSV, stored files. No secrets. Not a backup.',
    ],
    options: { to: { value: 'DIR', about: 'The folder to make' }, quiet, json },
    examples: ['lyceum export --to /srv/export'],
    run: async (call) => (await import('./export.ts')).exportSite(call),
  },
  {
    words: 'doctor',
    about: 'Look over the installation and say what to do',
    more: ['Changes nothing. Exit code 1 when something fails.'],
    options: { json },
    run: async (call) => (await import('./doctor.ts')).examineInstallation(call),
  },
];

export const commands: readonly Command[] = [...running, ...content, ...keeping];
