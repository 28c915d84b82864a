-- One text for SQLite and PostgreSQL. Every primary key starts with org_id. Times are milliseconds UTC.
-- "folded_text" is text that sorts by its bytes: on SQLite any type with "text" in its name does, on PostgreSQL it is
-- a domain over text collate "C" that the database makes before the first migration.
-- "doc" is the whole thing as JSON; the columns beside it are only what filters and orders need.

create table organizations (
  org_id text not null,
  connection text,
  primary key (org_id)
);

create table secrets (
  org_id text not null,
  name text not null,
  protected text not null,
  primary key (org_id, name)
);

create table settings (
  org_id text not null,
  doc text not null,
  primary key (org_id)
);

create table scans (
  org_id text not null,
  scan_id folded_text not null,
  started_at bigint not null,
  doc text not null,
  primary key (org_id, scan_id),
  foreign key (org_id) references organizations (org_id)
);

create table entitlement_pages (
  org_id text not null,
  scan_id folded_text not null,
  page integer not null,
  doc text not null,
  primary key (org_id, scan_id, page),
  foreign key (org_id, scan_id) references scans (org_id, scan_id)
);

-- A page has its own row, so that an empty one is a page too.
create table account_pages (
  org_id text not null,
  scan_id folded_text not null,
  page integer not null,
  primary key (org_id, scan_id, page),
  foreign key (org_id, scan_id) references scans (org_id, scan_id)
);

-- No foreign key to its page: checking it took a sixth of every save. Whoever deletes a page deletes its accounts.
create table accounts (
  org_id text not null,
  scan_id folded_text not null,
  page integer not null,
  position integer not null,
  account_id folded_text not null,
  account_key bigint not null,
  sort_name folded_text not null,
  search text not null,
  doc text not null,
  primary key (org_id, scan_id, page, position)
);

-- Ids come in no order, and an index of such long texts costs a quarter of a save: a number made of the id finds it as well.
create index accounts_by_key on accounts (account_key);
-- In the order of arrival, with all that sorting needs: an index in the order of names would be written all over on
-- every save and halve its speed; sorting these narrow entries takes 15 ms for 100,000 accounts.
create index accounts_by_name on accounts (org_id, scan_id, page, position, sort_name, account_id);

create table recommendations (
  org_id text not null,
  id folded_text not null,
  account_id text,
  rule text not null,
  tier integer not null,
  state text not null,
  superseded boolean not null,
  products text not null,
  sort_name folded_text not null,
  scan_id text,
  doc text not null,
  primary key (org_id, id),
  foreign key (org_id) references organizations (org_id)
);

create index recommendations_by_account on recommendations (org_id, account_id);
create index recommendations_by_tier on recommendations (org_id, tier desc, sort_name, id);
