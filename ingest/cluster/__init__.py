"""Add more sources than one process can: the stages run by Ray Data on many cores or machines, written by one."""

from ingest.cluster.run import Done, add_by_ray

__all__ = ["Done", "add_by_ray"]
