-- What one request tells about many accounts at once is more than entitlements.

alter table entitlement_pages rename to listings;
