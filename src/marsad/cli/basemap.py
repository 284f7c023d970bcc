"""`marsad basemap`: outlines under the incidents."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("basemap")
def command() -> None:
    """Outlines under the incidents on the map."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Keep the outlines of FILE.geojson; they are drawn on every map from now on.

    Its name says what it shows: governorates, countries, rivers, roads, lakes; other names are drawn as borders.
    """
    from marsad.export.outline import added_folder, import_outlines

    count = import_outlines(file)
    click.echo(f"{count} outlines of {file.name} kept in {added_folder()}", err=True)
