-- Activity tells of denials and exports, so nobody may take a line out of it or change one. Erasing a person still empties where
-- they came from and with what (erasing.sql.ts): that, and nothing else, may change.
create function refuse_activity_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.ip in ('', old.ip) and new.details in (old.details, old.details - 'user_agent')
     and to_jsonb(new) - '{ip,details}'::text[] = to_jsonb(old) - '{ip,details}'::text[]
  then return new; end if;
  raise exception 'activity is append-only' using errcode = 'integrity_constraint_violation';
end $$;

create trigger activity_append_only before update or delete on activity for each row execute function refuse_activity_change();
