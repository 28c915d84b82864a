-- A run is its head and its rows, one document for each account: it is the journal, written before and after every call. What
-- somebody wants of a run stands beside the document, which only the process that works on it writes.

create table runs (
  org_id text not null,
  run_id text not null,
  plan_id text not null,
  started_at bigint not null,
  wanted text not null,
  doc text not null,
  primary key (org_id, run_id)
);

create table run_rows (
  org_id text not null,
  run_id text not null,
  number integer not null,
  account_id text not null,
  outcome text not null,
  doc text not null,
  primary key (org_id, run_id, number)
);

create index run_rows_by_account on run_rows (org_id, account_id);
