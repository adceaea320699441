// What people do about seats. Each makes old whatever shows seats, and the courses that come with them.
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#web/lib/api.ts';
import { useWrite } from '#web/lib/use-write.ts';
import { bookingsKeys } from './bookings.queries.ts';

function useSeatWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useWrite({
    mutationFn: write,
    onSettled: () =>
      Promise.all(
        [bookingsKeys.all, ['calendar'], ['attendance'], ['enrollment']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export const useBook = () =>
  useSeatWrite(({ session_id, note = '' }: { session_id: string; note?: string }) =>
    api.bookings.book({ params: { id: session_id }, body: { note } }),
  );

export const useBookOthers = (session_id: string) =>
  useSeatWrite((body: { user_ids: string[]; note: string }) =>
    api.bookings.bookOthers({ params: { id: session_id }, body }),
  );

export const useCancelBooking = () =>
  useSeatWrite(({ id, reason = '' }: { id: string; reason?: string }) =>
    api.bookings.cancelBooking({ params: { id }, body: { reason } }),
  );

export const useAcceptOffer = () =>
  useSeatWrite((id: string) => api.bookings.acceptOffer({ params: { id } }));
export const useDeclineOffer = () =>
  useSeatWrite((id: string) => api.bookings.declineOffer({ params: { id } }));
export const useGiveSeat = () => useSeatWrite((id: string) => api.bookings.offerSeat({ params: { id } }));
export const useApprove = () => useSeatWrite((id: string) => api.bookings.approveBooking({ params: { id } }));
export const useRefuse = () =>
  useSeatWrite(({ id, reason }: { id: string; reason: string }) =>
    api.bookings.refuseBooking({ params: { id }, body: { reason } }),
  );
