"""What the tables of a record belong to."""

from sqlalchemy import MetaData

metadata = MetaData()
