-- How far the releases were looked at for who follows them, and by which ledger; a library made anew is looked at whole.

CREATE TABLE news (ledger TEXT NOT NULL, cursor INTEGER NOT NULL) STRICT;
