"""What the steps could not decide: one file per kind of question."""
