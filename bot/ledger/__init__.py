"""The system of record: what arrived, and the state of each source. One port, a maker for each database."""
