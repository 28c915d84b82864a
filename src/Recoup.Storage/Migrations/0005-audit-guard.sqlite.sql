-- Entries are appended, and nothing else. "insert or replace" passes a trigger on delete, and is stopped by its number.

create trigger audit_entries_append before insert on audit_entries
when new.seq <> (select coalesce(max(seq), 0) + 1 from audit_entries where org_id = new.org_id)
begin
  select raise(abort, 'audit entries are appended and nothing else');
end;

create trigger audit_entries_update before update on audit_entries
begin
  select raise(abort, 'audit entries are appended and nothing else');
end;

create trigger audit_entries_delete before delete on audit_entries
begin
  select raise(abort, 'audit entries are appended and nothing else');
end;
