"""Who is told what, and when: decided apart from doing. Pure; only the ledger carries out what is decided."""
