-- Findings that were handed over to whoever runs the identity provider, to be followed until the seats drop.
alter table recommendations add column routed_out boolean not null default false;
