/** What of calendar goes into an export, and what does not. */
import { type Exported, utc } from '#server/platform/export/tables.ts';

export const calendarExport: Exported = {
  tables: {
    attendance_corrections: {
      fields: `
        id booking_id day_id from_state from_minutes to_state to_minutes reason corrected_by
        corrected_at`,
    },
    attendances: {
      fields: `
        id booking_id day_id state minutes method recorded_at recorded_by created_at
        updated_at record_version`,
    },
    bookings: {
      fields: `
        id session_id user_id state queue_number state_since offered_until booked_by
        decided_by decided_at note reason outcome attended_minutes created_at updated_at
        record_version`,
    },
    calendar_events: {
      fields: `
        id user_id title time_zone starts_local ends_local starts_at ends_at all_day
        created_at updated_at record_version`,
    },
    holidays: {
      fields: 'id name starts_on ends_on created_at updated_at record_version',
    },
    rooms: {
      fields: `
        id name location capacity equipment time_zone notes archived_at created_at
        updated_at record_version`,
    },
    session_days: {
      fields: 'id session_id starts_local ends_local starts_at ends_at dropped_at',
      left_out: {
        check_in_secret: 'the secret behind attendance codes',
        check_in_opened_at: 'belongs to the secret',
        check_in_closed_at: 'belongs to the secret',
      },
    },
    session_series: {
      fields: 'id title time_zone rule created_by created_at updated_at record_version',
    },
    session_trainers: {
      fields: 'session_id user_id',
    },
    training_sessions: {
      fields: `
        id series_id course_id lesson_id title description time_zone starts_at ends_at
        room_id online_url seats waiting_list cut_off_minutes offer_minutes approval
        attendance_percent seats_taken waiting_count requested_count ical_sequence
        cancelled_at cancelled_by cancel_reason sheet_file_id judged_at created_by
        created_at updated_at record_version`,
    },
  },
  left_out: {
    calendar_feeds: 'addresses that open a calendar without signing in; people make new ones',
    session_occupancy: 'derived from days, rooms and trainers; made again by an import',
  },
  counters: ['booking_queue'],
  sheets: [
    {
      name: 'attendance',
      about: 'who was at which day of which session',
      query: `
        select s.title as session_title, c.code as course_code, ${utc('d.starts_at')} as starts_at, ${utc('d.ends_at')} as ends_at, p.email, p.display_name,
               b.state as booking_state, a.state as attendance_state, a.minutes, a.method, b.outcome
          from bookings b join training_sessions s on s.id = b.session_id join session_days d on d.session_id = s.id and d.dropped_at is null
          left join attendances a on a.booking_id = b.id and a.day_id = d.id join v_identity_people p on p.user_id = b.user_id
          left join v_catalog_courses c on c.course_id = s.course_id order by d.starts_at, d.id, b.id`,
    },
  ],
  rebuild: [
    `update training_sessions s set seats_taken = n.taken, waiting_count = n.waiting, requested_count = n.requested
       from (select i.id, count(b.id) filter (where b.state in ('booked', 'offered'))::int as taken, count(b.id) filter (where b.state = 'waiting')::int as waiting,
                    count(b.id) filter (where b.state = 'requested')::int as requested
               from training_sessions i left join bookings b on b.session_id = i.id group by i.id) n
      where n.id = s.id and (s.seats_taken, s.waiting_count, s.requested_count) is distinct from (n.taken, n.waiting, n.requested)`,
    'select occupy_session(id) from training_sessions where cancelled_at is null',
  ],
};
