// How the reader stands to a session, in one sentence, with the one thing to do about it.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useSession } from '#web/lib/session.ts';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useAcceptOffer, useBook, useDeclineOffer } from '../bookings.mutations.ts';
import { type SessionDetail, sessionQuery } from '../bookings.queries.ts';
import { standingOf } from '../session-standing.ts';
import { useSessionWords } from '../use-session-words.ts';
import { AddToCalendar } from './AddToCalendar.tsx';
import { AskDialog } from './AskDialog.tsx';
import css from './Bookings.module.css';
import { CancelBookingDialog } from './CancelBookingDialog.tsx';
import { Meanwhile } from './Meanwhile.tsx';
import { SeatsBar } from './SeatsBar.tsx';

export function OwnSeat({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const sentence = useSentence(session);
  const words = useSessionWords();
  const standing = standingOf(session, useSession()?.user.id);
  const isOpen = ['open', 'joins_list', 'asks'].includes(standing);
  const isCancelled = standing === 'cancelled';
  // The page says above that it is cancelled; who had no seat has nothing to read or do here.
  if (isCancelled && !session.own_booking) return null;
  return (
    <section className={css.card} aria-label={t('own.label')}>
      {!isCancelled && <SeatsBar session={session} />}
      <p className={css.sentence} aria-live="polite">
        {sentence}
      </p>
      {isOpen && (
        <p className={css.help}>
          {t('own.closes', { when: words.moment(session.booking_closes_at, session.time_zone) })}
        </p>
      )}
      {(isOpen || standing === 'offered') && <Meanwhile session={session} />}
      <SeatActions session={session} />
    </section>
  );
}

function useSentence(session: SessionDetail): string {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  const now = useNow();
  const own = session.own_booking;
  const standing = standingOf(session, useSession()?.user.id);
  if (standing === 'waiting')
    return t('own.waiting', {
      place: words.ordinal(own?.place ?? 1),
      count: Math.max(session.waiting_count, own?.place ?? 1),
    });
  if (standing === 'offered' && own?.offered_until)
    return t('own.offered', {
      when: words.moment(own.offered_until, session.time_zone),
      left: words.left(own.offered_until, now),
    });
  if (standing === 'asks' || standing === 'requested') return t(`own.${standing}.${session.approval}`);
  if (standing === 'cancelled') return t('own.kept');
  if (standing === 'open') return t('own.open', { count: session.seats - session.seats_taken });
  if (standing === 'joins_list') return t('own.joins_list', { count: session.waiting_count });
  if ((standing === 'was_booked' || standing === 'booked') && own && own.outcome !== 'pending')
    return t(`own.outcome.${own.outcome}`);
  return t(`own.${standing}`);
}

function SeatActions({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const own = session.own_booking;
  const standing = standingOf(session, useSession()?.user.id);
  const [isGivingBack, setIsGivingBack] = useState(false);
  const client = useQueryClient();
  const giveBack = () => {
    // What the dialog says depends on whether somebody waits by now.
    void client.invalidateQueries({ queryKey: sessionQuery(session.id).queryKey });
    setIsGivingBack(true);
  };
  const mayCancel = own?.can.includes('cancel') ?? false;
  const isOffered = own?.can.includes('accept') ?? false;
  return (
    <div className={css.buttons}>
      {(standing === 'open' || standing === 'joins_list') && (
        <BookButton session={session} standing={standing} />
      )}
      {standing === 'asks' && <AskButton session={session} />}
      {own && isOffered && <OfferButtons booking_id={own.id} />}
      {(standing === 'booked' || standing === 'teaching') && <AddToCalendar session_id={session.id} />}
      {mayCancel && !isOffered && (
        <Button
          variant={standing === 'cancelled' ? 'subtle' : 'default'}
          className={standing === 'cancelled' ? css.flush : undefined}
          onClick={giveBack}
        >
          {t(standing === 'booked' ? 'action.give_back' : 'action.withdraw')}
        </Button>
      )}
      {own && isGivingBack && (
        <CancelBookingDialog session={session} booking={own} onClose={() => setIsGivingBack(false)} />
      )}
    </div>
  );
}

/** Says what became of a booking: between the page and the press somebody may have been faster. */
function useBookingToast() {
  const { t } = useTranslation('bookings');
  const words = useSessionWords();
  return ({ state, place }: { state: string; place: number | null }) =>
    notify(
      state === 'waiting'
        ? t('done.waiting', { place: words.ordinal(place ?? 1) })
        : t(state === 'requested' ? 'done.requested' : 'done.booked'),
    );
}

export function BookButton({
  session,
  standing,
  of,
  isQuiet,
  onBooked,
}: {
  session: { id: string };
  standing: 'open' | 'joins_list';
  /** In a list: which of them, for those who hear the button alone. */
  of?: string;
  /** Where another button is the solid one. */
  isQuiet?: boolean;
  onBooked?: () => void;
}) {
  const { t } = useTranslation('bookings');
  const book = useBook();
  const say = useBookingToast();
  const words = t(standing === 'open' ? 'action.book' : 'action.join_list');
  const run = () =>
    book.mutate(
      { session_id: session.id },
      {
        onSuccess: (booking) => {
          say(booking);
          onBooked?.();
        },
        onError: (error) => notifyProblem(problemText(error, t)),
      },
    );
  return (
    <Button
      variant={isQuiet ? 'default' : 'filled'}
      aria-label={of && `${words}: ${of}`}
      aria-busy={book.isPending}
      onClick={() => !book.isPending && run()}
    >
      {words}
    </Button>
  );
}

function AskButton({ session }: { session: SessionDetail }) {
  const { t } = useTranslation('bookings');
  const [isOpen, setIsOpen] = useState(false);
  const say = useBookingToast();
  return (
    <>
      <Button variant="filled" onClick={() => setIsOpen(true)}>
        {t('action.ask')}
      </Button>
      {isOpen && <AskDialog session={session} onDone={say} onClose={() => setIsOpen(false)} />}
    </>
  );
}

export function OfferButtons({ booking_id }: { booking_id: string }) {
  const { t } = useTranslation('bookings');
  const accept = useAcceptOffer();
  const decline = useDeclineOffer();
  const isBusy = accept.isPending || decline.isPending;
  const onError = (error: Error) => notifyProblem(problemText(error, t));
  return (
    <>
      <Button
        variant="filled"
        aria-busy={accept.isPending}
        onClick={() =>
          !isBusy && accept.mutate(booking_id, { onSuccess: () => notify(t('done.booked')), onError })
        }
      >
        {t('action.accept')}
      </Button>
      <Button
        aria-busy={decline.isPending}
        onClick={() =>
          !isBusy && decline.mutate(booking_id, { onSuccess: () => notify(t('done.declined')), onError })
        }
      >
        {t('action.decline')}
      </Button>
    </>
  );
}
