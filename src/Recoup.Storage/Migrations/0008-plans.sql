-- Plans are read by their newest and by their id. The rows are kept some at a time: a plan of 100,000 is one head and a thousand
-- parts. What kind of rows a part holds is "rows" or "skipped".

create table plans (
  org_id text not null,
  plan_id text not null,
  created_at bigint not null,
  doc text not null,
  primary key (org_id, plan_id)
);

create table plan_parts (
  org_id text not null,
  plan_id text not null,
  kind text not null,
  part integer not null,
  doc text not null,
  primary key (org_id, plan_id, kind, part)
);
