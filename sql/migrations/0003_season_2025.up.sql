-- Starting rows of the season 2025. Form ids are told by the season (docs/seasons.md).

INSERT INTO seasons (year, is_active) VALUES (2025, true);
INSERT INTO sync_configs (year, config_key, config_value, config_type, description) VALUES
    (2025, 'givebutter_mentor_tag', 'Mentors 2025', 'string', 'Tag of this season''s mentors in Givebutter'),
    (2025, 'givebutter_dropped_tag', 'Dropped 25', 'string', 'Tag of mentors who dropped out this season'),
    (2025, 'event_date', '2025-11-09', 'date', 'The Event Day'),
    (2025, 'fundraising_goal', '75', 'number', 'What each mentor is to raise, in US dollars'),
    (2025, 'mn_id_prefix', 'MN', 'string', 'What mentor ids begin with');
