"""A spreadsheet of one's own beside a record: which rows are which events, and where the two differ."""
