"""Runs the migrations on the connection that `marsad.store.sql` hands over."""

from alembic import context

from marsad.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
