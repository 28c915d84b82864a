-- The audit log: records without a name in them, and beside it the names and notes that can be erased. org_id is the chain:
-- an organisation, or "installation".

create table audit_entries (
  org_id text not null,
  seq bigint not null,
  record text not null,
  hash text not null,
  primary key (org_id, seq)
);

-- The next sequence number is taken here, so that two writers take turns.
create table audit_heads (
  org_id text not null,
  seq bigint not null,
  hash text not null,
  primary key (org_id)
);

create table audit_names (
  org_id text not null,
  id text not null,
  kind text not null,
  name text not null,
  primary key (org_id, id)
);

create index audit_names_by_name on audit_names (org_id, kind, name);

create table audit_notes (
  org_id text not null,
  id text not null,
  subject text,
  note text not null,
  primary key (org_id, id)
);

create table holds (
  org_id text not null,
  account_id folded_text not null,
  doc text not null,
  primary key (org_id, account_id)
);
