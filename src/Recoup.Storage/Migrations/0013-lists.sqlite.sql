-- What lists are filtered and sorted by stands in narrow rows of its own, beside the records: a list reads all of them and the records
-- of its page alone. Rows come in the order of arrival: an index in the order of names would be written all over on every save and
-- halve its speed. What the older columns do not tell (kind, status, seats, sums) is filled in by the next scan.

create table account_rows (
  org_id text not null,
  scan_id folded_text not null,
  page integer not null,
  position integer not null,
  account_id folded_text not null,
  sort_name folded_text not null,
  search text not null,
  kind text not null,
  status text not null,
  claim text,
  products text not null,
  sites text not null,
  last_use bigint,
  added bigint,
  primary key (org_id, scan_id, page, position)
) without rowid;

insert into account_rows (org_id, scan_id, page, position, account_id, sort_name, search, kind, status, products, sites)
select org_id, scan_id, page, position, account_id, sort_name, search, '', '', '', '' from accounts;

drop index accounts_by_name;
alter table accounts drop column sort_name;
alter table accounts drop column search;

create table recommendation_rows (
  org_id text not null,
  id folded_text not null,
  account_id text,
  rule text not null,
  tier integer not null,
  state text not null,
  superseded boolean not null,
  products text not null,
  sites text not null,
  sort_name folded_text not null,
  scan_id text,
  routed_out boolean not null,
  worth bigint,
  first_seen bigint,
  last_seen bigint,
  primary key (org_id, id)
) without rowid;

insert into recommendation_rows (org_id, id, account_id, rule, tier, state, superseded, products, sites, sort_name, scan_id, routed_out)
select org_id, id, account_id, rule, tier, state, superseded, products, '', sort_name, scan_id, routed_out from recommendations;

drop index recommendations_by_tier;
alter table recommendations drop column rule;
alter table recommendations drop column tier;
alter table recommendations drop column state;
alter table recommendations drop column superseded;
alter table recommendations drop column products;
alter table recommendations drop column sort_name;
alter table recommendations drop column scan_id;
alter table recommendations drop column routed_out;
