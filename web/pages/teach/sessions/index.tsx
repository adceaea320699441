// The sessions one teaches or manages, in a calendar where they are planned and moved.
import { RequestsLink } from '#web/features/bookings/components/RequestsLink.tsx';
import { CalendarScreen } from '#web/features/calendar/components/CalendarScreen.tsx';

export function TeachingCalendarPage() {
  return <CalendarScreen path="/teach/sessions" note={<RequestsLink />} />;
}
