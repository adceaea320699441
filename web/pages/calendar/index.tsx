// One's own time: sessions, deadlines, what expires, and what one keeps free.
import { CalendarScreen } from '#web/features/calendar/components/CalendarScreen.tsx';

export function CalendarPage() {
  return <CalendarScreen path="/calendar" />;
}
