"""datapackage.json: each table's schema as a Frictionless Data Package, from the same declaration as all else."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samverkan.files.study_folder.cells import ListCell
from samverkan.files.study_folder.disk import DATA_PACKAGE
from samverkan.files.study_folder.folder import StudyFolder
from samverkan.files.study_folder.rendering import choose_columns
from samverkan.files.study_folder.replacing import replace_files
from samverkan.files.study_folder.tables import BY_FILE, TABLES, Column, Table


def write_datapackage(folder: StudyFolder, path: Path) -> None:
    """Write datapackage.json into a folder that has the tables of the study in standard form."""
    replace_files(path, {DATA_PACKAGE: describe_package(folder).encode()})


def describe_package(folder: StudyFolder) -> str:
    """Return the text of datapackage.json for the tables that the study has."""
    study = folder.evidence.study
    held = [table for table in TABLES if table.file in folder.tables or table.values(folder.evidence)]
    package = {
        "profile": "tabular-data-package",
        "name": "study",
        "title": study.title,
        "resources": [_resource(folder, table, {one.file for one in held}) for table in held],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(folder: StudyFolder, table: Table, held: set[str]) -> dict[str, Any]:
    values = table.values(folder.evidence)
    names = choose_columns(table, values, folder.tables.get(table.file))
    return {
        "profile": "tabular-data-resource",
        "name": _name(table.file),
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "schema": describe_table(table, names, values, held),
    }


def describe_table(table: Table, names: Sequence[str], values: Sequence[Any], held: set[str]) -> dict[str, Any]:
    """Return the Table Schema of a table with these columns.

    A key that has an empty part is not declared, because Table Schema lets no part of a primary key be empty. A
    reference is declared when it goes to one table that is there, by one id.
    """
    known = {column.name: column for column in table.columns}
    fields = [_field(name, known.get(name)) for name in names]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if all(key.name in names and all(getattr(one, key.target) for one in values) for key in table.keys):
        schema["primaryKey"] = [key.name for key in table.keys]
    references = [known[name] for name in names if name in known and _is_reference(known[name], held)]
    if references:
        schema["foreignKeys"] = [_foreign_key(table, column) for column in references]
    return schema


def _is_reference(column: Column, held: set[str]) -> bool:
    return len(column.refers_to) == 1 and column.refers_to[0] in held and not isinstance(column.cell, ListCell)


def _field(name: str, column: Column | None) -> dict[str, Any]:
    if column is None:
        return {"name": name, "type": "string"}
    field = {"name": name, **column.cell.schema()}
    if column.is_required:
        field["constraints"] = {"required": True, **field.get("constraints", {})}
    return field


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    other = column.refers_to[0]
    return {
        "fields": [column.name],
        "reference": {
            "resource": "" if other == table.file else _name(other),
            "fields": [BY_FILE[other].keys[0].name],
        },
    }


def _name(file: str) -> str:
    return file.removesuffix(".csv")
