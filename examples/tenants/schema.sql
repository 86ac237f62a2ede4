CREATE TABLE IF NOT EXISTS sites (
    -- As browsers send it: `https://shop.acme.example`, without a path.
    origin TEXT PRIMARY KEY,
    tenant TEXT NOT NULL
);

INSERT OR IGNORE INTO sites (origin, tenant) VALUES
    ('https://shop.acme.example', 'acme'),
    ('https://www.umbrella.example', 'umbrella');
