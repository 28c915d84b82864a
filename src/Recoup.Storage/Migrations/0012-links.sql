-- Links by which somebody chooses a password, once. Only the hash is here; the name is empty for the one that makes the first admin.

create table links (
  org_id text not null,
  hash text not null,
  name folded_text not null,
  until bigint not null,
  doc text not null,
  primary key (org_id, hash)
);
