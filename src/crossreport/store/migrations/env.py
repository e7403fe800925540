"""Runs the steps on the connection that `upgrade` hands over, in its transaction."""

from alembic import context

from crossreport.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
