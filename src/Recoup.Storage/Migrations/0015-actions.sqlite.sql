-- What a finding recommends, so that what Recoup can do itself and what only an identity provider can do are lists of their own.

alter table recommendation_rows add column action text;

update recommendation_rows set action = (
  select json_extract(r.doc, '$.action') from recommendations r where r.org_id = recommendation_rows.org_id and r.id = recommendation_rows.id
);
