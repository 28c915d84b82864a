-- Without row numbers of SQLite's own: an "insert or replace" that names an old one would take its row away, and no trigger
-- on delete sees that. And a head says what the last entry says, so that nobody can set it back.

create table audit_entries_anew (
  org_id text not null,
  seq bigint not null,
  record text not null,
  hash text not null,
  primary key (org_id, seq)
) without rowid;

create table audit_heads_anew (
  org_id text not null,
  seq bigint not null,
  hash text not null,
  primary key (org_id)
) without rowid;

insert into audit_entries_anew (org_id, seq, record, hash) select org_id, seq, record, hash from audit_entries;
insert into audit_heads_anew (org_id, seq, hash) select org_id, seq, hash from audit_heads;
drop table audit_entries;
drop table audit_heads;
alter table audit_entries_anew rename to audit_entries;
alter table audit_heads_anew rename to audit_heads;

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

create trigger audit_heads_insert before insert on audit_heads
when not exists (select 1 from audit_entries where org_id = new.org_id and seq = new.seq and hash = new.hash)
  or exists (select 1 from audit_entries where org_id = new.org_id and seq > new.seq)
begin
  select raise(abort, 'the head of an audit log is its last entry and nothing else');
end;

create trigger audit_heads_update before update on audit_heads
when not exists (select 1 from audit_entries where org_id = new.org_id and seq = new.seq and hash = new.hash)
  or exists (select 1 from audit_entries where org_id = new.org_id and seq > new.seq)
begin
  select raise(abort, 'the head of an audit log is its last entry and nothing else');
end;

create trigger audit_heads_delete before delete on audit_heads
when exists (select 1 from audit_entries where org_id = old.org_id)
begin
  select raise(abort, 'the head of an audit log is its last entry and nothing else');
end;
