// Tells our own server what breaks, how long people wait and which pages are shown. Loaded after the first view; never in
// anybody's way: what cannot be sent is forgotten. No address, no query, no id leaves: pages go by their name in the register.
import type { ClientReport, Device } from '#contract/telemetry.ts';
import { api } from './api.ts';
import { watchVitals } from './report-vitals.ts';

type ErrorReport = NonNullable<ClientReport['errors']>[number];
export type Caught = { kind: ErrorReport['kind']; error: unknown };

const every_ms = 30_000;
const mostKindsPerTab = 20;
const mostPerReport = 10;

type Wishes = { doNotTrack?: string | null; globalPrivacyControl?: boolean };
/** Do Not Track and Global Privacy Control: then errors only. */
export const wantsNoCounting = (browser: Wishes): boolean =>
  browser.globalPrivacyControl === true || browser.doNotTrack === '1';

export function deviceOf(width: number, hasTouch: boolean): Device {
  if (width < 640) return 'phone';
  return hasTouch && width < 1100 ? 'tablet' : 'desktop';
}

const textOf = (error: unknown): { message: string; stack: string } => {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
  const plain = (text: string, most: number) => text.replaceAll('\u0000', '').slice(0, most);
  return { message: plain(message, 500), stack: plain(stack ?? '', 4000) };
};

type Options = {
  version: string;
  /** The page's name in the register, for example `/courses/$course_id`. */
  routeOf: () => string;
  /** Calls back whenever another page is shown. */
  onPage: (shown: () => void) => void;
  /** What broke before this was loaded. */
  early: readonly Caught[];
  device?: Device;
  counts?: boolean;
  /** Whether this tab measures; every second does. */
  measures?: boolean;
  send?: (report: ClientReport) => void;
};

function sendReport(report: ClientReport): void {
  // `keepalive` lets it go out although the page is being left.
  void api.telemetry.sendReport({ body: report, keepalive: true }).catch(() => undefined);
}

export type Reporter = { catch(caught: Caught): void; flush(): void };

export function startReporting(options: Options): Reporter {
  const { version, routeOf, send = sendReport } = options;
  const counts = options.counts ?? !wantsNoCounting(navigator as Wishes);
  const device = options.device ?? deviceOf(window.innerWidth, navigator.maxTouchPoints > 0);
  const read = counts && (options.measures ?? Math.random() < 0.5) ? watchVitals() : null;
  // A visit's measures belong to the page it began with.
  const firstRoute = routeOf();
  let measured = false;
  const known = new Set<string>();
  let errors: ErrorReport[] = [];
  let views = new Map<string, number>();

  const onCaught = ({ kind, error }: Caught) => {
    const text = textOf(error);
    const key = `${kind}\n${text.message}\n${text.stack.slice(0, 500)}`;
    if (known.has(key) || known.size >= mostKindsPerTab) return;
    known.add(key);
    errors.push({ kind, route: routeOf(), ...text });
  };
  const onShown = () => {
    if (counts) views.set(routeOf(), (views.get(routeOf()) ?? 0) + 1);
  };
  const vitalsOf = () => {
    if (!read || measured) return [];
    measured = true;
    return Object.entries(read()).map(([vital, value]) => ({ route: firstRoute, vital, value }));
  };
  const flush = (isLeaving = false) => {
    const vitals = (isLeaving ? vitalsOf() : []) as NonNullable<ClientReport['vitals']>;
    if (errors.length === 0 && views.size === 0 && vitals.length === 0) return;
    const shown = [...views].slice(0, 50).map(([route, count]) => ({ route, count: Math.min(100, count) }));
    send({ version, device, errors: errors.slice(0, mostPerReport), vitals, views: shown });
    errors = errors.slice(mostPerReport);
    views = new Map();
  };

  window.addEventListener('error', (event) =>
    onCaught({ kind: 'error', error: event.error ?? event.message }),
  );
  window.addEventListener('unhandledrejection', (event) =>
    onCaught({ kind: 'rejection', error: event.reason }),
  );
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush(true));
  setInterval(() => flush(), every_ms);
  options.early.forEach(onCaught);
  onShown();
  options.onPage(onShown);
  return { catch: onCaught, flush: () => flush(true) };
}
