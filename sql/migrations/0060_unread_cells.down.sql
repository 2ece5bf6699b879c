DROP TABLE unread_cells;
