"""Mentor Sync: one truthful list of mentors from Jotform and Givebutter."""
