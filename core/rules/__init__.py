"""Policy as tables: what a coordinator might want changed."""
