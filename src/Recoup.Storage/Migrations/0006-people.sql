-- The list of people of HR or the identity provider. An import replaces all of it, and a scan reads all of it: some hundred rows
-- of the list are one document, so that a list of 100,000 is a few hundred rows here.

create table people (
  org_id text not null,
  part integer not null,
  as_of text not null,
  doc text not null,
  primary key (org_id, part)
);
