-- Who may sign in to this installation, the sessions that are open, and the tokens that scripts use. They belong to no organisation:
-- org_id is 'installation', as for its log. Of sessions and tokens only the hash is here.

create table sign_ins (
  org_id text not null,
  name folded_text not null,
  version bigint not null,
  doc text not null,
  primary key (org_id, name)
);

create table sessions (
  org_id text not null,
  hash text not null,
  name folded_text not null,
  until bigint not null,
  doc text not null,
  primary key (org_id, hash)
);

create table api_tokens (
  org_id text not null,
  hash text not null,
  name folded_text not null,
  doc text not null,
  primary key (org_id, hash)
);
