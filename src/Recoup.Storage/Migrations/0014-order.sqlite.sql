-- The accounts of a scan that has ended, in the order of names: a page in the middle is found without sorting those before it. Made
-- once, when the scan ends; until then, and where a list is filtered or sorted otherwise, its rows are sorted as they are asked for.

create table account_order (
  org_id text not null,
  scan_id folded_text not null,
  place integer not null,
  page integer not null,
  position integer not null,
  primary key (org_id, scan_id, place)
) without rowid;
