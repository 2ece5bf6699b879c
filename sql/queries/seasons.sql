-- name: years
-- All seasons, the newest first.
SELECT year, is_active
  FROM seasons
 ORDER BY year DESC

-- name: active
-- The season that is worked on unless another one is asked for.
SELECT year
  FROM seasons
 WHERE is_active

-- name: settings
-- The settings of one season.
SELECT config_key, config_value
  FROM sync_configs
 WHERE year = :year

-- name: add
-- Make a season; nothing when it is there.
INSERT INTO seasons (year)
VALUES (:year)
    ON CONFLICT DO NOTHING

-- name: set
-- Write one setting of a season.
INSERT INTO sync_configs (year, config_key, config_value, config_type, description)
VALUES (:year, :key, :value, :type, :description)
    ON CONFLICT (year, config_key)
    DO UPDATE SET config_value = excluded.config_value, updated_at = now()
 WHERE sync_configs.config_value IS DISTINCT FROM excluded.config_value

-- name: deactivate
-- No season is the active one.
UPDATE seasons
   SET is_active = false
 WHERE is_active

-- name: activate
-- Make a season the active one.
UPDATE seasons
   SET is_active = true
 WHERE year = :year
