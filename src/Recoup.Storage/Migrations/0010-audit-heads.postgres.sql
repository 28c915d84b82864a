-- A head says what the last entry says, so that nobody can set it back. Tables are named with their schema: a temporary one of
-- the same name would be found first.

create or replace function check_audit_append() returns trigger language plpgsql as $$
declare
  next bigint;
begin
  execute format('select coalesce(max(seq), 0) + 1 from %I.audit_entries where org_id = $1', tg_table_schema) into next using new.org_id;
  if new.seq <> next then
    raise exception 'audit entries are appended and nothing else';
  end if;
  return new;
end
$$;

create function refuse_audit_head() returns trigger language plpgsql as $$
begin
  raise exception 'the head of an audit log is its last entry and nothing else';
end
$$;

create function check_audit_head() returns trigger language plpgsql as $$
declare
  last record;
begin
  execute format('select seq, hash from %I.audit_entries where org_id = $1 order by seq desc limit 1', tg_table_schema) into last using new.org_id;
  if new.seq is distinct from last.seq or new.hash is distinct from last.hash then
    raise exception 'the head of an audit log is its last entry and nothing else';
  end if;
  return new;
end
$$;

create function check_audit_head_delete() returns trigger language plpgsql as $$
declare
  entries boolean;
begin
  execute format('select exists (select from %I.audit_entries where org_id = $1)', tg_table_schema) into entries using old.org_id;
  if entries then
    raise exception 'the head of an audit log is its last entry and nothing else';
  end if;
  return old;
end
$$;

create trigger audit_heads_last before insert or update on audit_heads for each row execute function check_audit_head();
create trigger audit_heads_delete before delete on audit_heads for each row execute function check_audit_head_delete();
create trigger audit_heads_truncate before truncate on audit_heads for each statement execute function refuse_audit_head();
