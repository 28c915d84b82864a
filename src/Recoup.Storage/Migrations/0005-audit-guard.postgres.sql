-- Entries are appended, and nothing else.

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are appended and nothing else';
end
$$;

create function check_audit_append() returns trigger language plpgsql as $$
begin
  if new.seq <> (select coalesce(max(seq), 0) + 1 from audit_entries where org_id = new.org_id) then
    raise exception 'audit entries are appended and nothing else';
  end if;
  return new;
end
$$;

create trigger audit_entries_append before insert on audit_entries for each row execute function check_audit_append();
create trigger audit_entries_update before update on audit_entries for each row execute function refuse_audit_change();
create trigger audit_entries_delete before delete on audit_entries for each row execute function refuse_audit_change();
create trigger audit_entries_truncate before truncate on audit_entries for each statement execute function refuse_audit_change();
