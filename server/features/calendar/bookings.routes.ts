/** Binds the contract's endpoints to services. */
import { bookings } from '#contract/bookings.ts';
import { bind } from '#server/platform/http/bind.ts';
import { approveBooking, listApprovals, refuseBooking } from './approvals.service.ts';
import * as service from './bookings.service.ts';

export const bookingsRoutes = bind(bookings, {
  listBookings: (ctx, { query, request }) => service.listBookings(ctx, query, request),
  book: (ctx, { params, body }) => service.book(ctx, params.id, body.note),
  bookOthers: (ctx, { params, body }) => service.bookOthers(ctx, params.id, body),
  getBooking: (ctx, { params }) => service.getBooking(ctx, params.id),
  cancelBooking: (ctx, { params, body }) => service.cancelBooking(ctx, params.id, body.reason),
  acceptOffer: (ctx, { params }) => service.acceptOffer(ctx, params.id),
  declineOffer: (ctx, { params }) => service.declineOffer(ctx, params.id),
  offerSeat: (ctx, { params }) => service.giveSeat(ctx, params.id),
  listApprovals: (ctx, { query, request }) => listApprovals(ctx, query, request),
  approveBooking: (ctx, { params }) => approveBooking(ctx, params.id),
  refuseBooking: (ctx, { params, body }) => refuseBooking(ctx, params.id, body.reason),
});
