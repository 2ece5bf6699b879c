"""The command line: everything a page can ask for, without a browser."""
