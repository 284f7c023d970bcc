"""`marsad doctor`: what is missing, and the remedy."""

from __future__ import annotations

import click

from marsad.errors import MarsadError


@click.command("doctor")
def command() -> None:
    """Say what is missing and how to get it; 1 if Marsad cannot work without it."""
    from marsad.pipeline.doctor import examine

    missing = 0
    for finding in examine():
        mark = "ok  " if not finding.remedy else "FAIL" if finding.is_needed else "  - "
        click.echo(f"{mark} {finding.what}: {finding.state}")
        if finding.remedy:
            click.echo(f"     {finding.remedy}")
            missing += finding.is_needed
    if missing:
        raise MarsadError(f"{missing} needed things are missing")
