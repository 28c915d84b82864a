-- Who works for an organisation. The fencing number grows with every new owner, and every checkpoint is held against it.

create table leases (
  org_id text not null,
  job text not null,
  owner text not null,
  until bigint not null,
  fence bigint not null,
  primary key (org_id, job)
);
