DROP TABLE household_members;
DELETE FROM sync_cursors WHERE stream = 'households';
