"""datapackage.json: other tools read the folder by it."""

import json

import pytest
from frictionless import Package, validate

from make import EXAMPLES, write_files
from samverkan.files.study_folder import read_study_folder, write_datapackage, write_standard_copy


@pytest.mark.parametrize("example", ["two-clusters", "swedish-collaborations"])
def test_the_frictionless_validator_accepts_an_example(tmp_path, example):
    write_standard_copy(read_study_folder(EXAMPLES / example), tmp_path / "copy")

    report = validate(str(tmp_path / "copy" / "datapackage.json"))

    assert report.flatten(["type", "fieldName", "rowNumber", "note"]) == []
    assert report.stats["tasks"] == len(list((tmp_path / "copy").glob("*.csv")))


def test_the_validator_sees_what_we_see(tmp_path):
    folder = read_study_folder(
        write_files(tmp_path, scores="case,factor,respondent,coder,score,asked\nNORD,TRUST,R1,K,1,yes\n")
    )
    write_datapackage(folder, tmp_path)
    (tmp_path / "scores.csv").write_text(
        "case,factor,respondent,coder,score,asked\nNORD,TRUST,R1,K,0.5,yes\nNORD,TRUST,R9,K,1,perhaps\n"
    )

    report = validate(str(tmp_path / "datapackage.json"))

    found = {tuple(one) for one in report.flatten(["rowNumber", "type", "fieldName"])}
    assert found == {(2, "constraint-error", "score"), (3, "foreign-key", None), (3, "type-error", "asked")}


def test_a_package_declares_types_keys_references_and_words(tmp_path):
    folder = read_study_folder(
        write_files(
            tmp_path,
            memberships="collaboration,municipality,from,role,own\nNORD,HOLM,2012,host,x\n",
            excerpts="interview,start,end,code,coder\nI1,0,2,TRUST,\n",
        )
    )

    write_datapackage(folder, tmp_path)

    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["path"]: one["schema"] for one in package["resources"]}
    assert package["title"] == "Provstudien"
    assert schemas["memberships.csv"] == {
        "fields": [
            {"name": "collaboration", "type": "string", "constraints": {"required": True}},
            {"name": "municipality", "type": "string", "constraints": {"required": True}},
            {"name": "from", "type": "string", "constraints": {"pattern": r"\d{4}(-(Q[1-4]|\d\d(-\d\d)?))?"}},
            {"name": "role", "type": "string", "constraints": {"required": True, "enum": ["host", "member"]}},
            {"name": "own", "type": "string"},
        ],
        "missingValues": [""],
        "primaryKey": ["collaboration", "municipality", "from"],
        "foreignKeys": [
            {"fields": ["collaboration"], "reference": {"resource": "collaborations", "fields": ["collaboration"]}},
            {"fields": ["municipality"], "reference": {"resource": "municipalities", "fields": ["municipality"]}},
        ],
    }
    assert "primaryKey" not in schemas["excerpts.csv"]


def test_other_tools_get_numbers_and_truth_values(tmp_path):
    folder = read_study_folder(
        write_files(tmp_path, scores="case,factor,respondent,coder,score,asked\nNORD,TRUST,R1,K,,no\n")
    )
    write_datapackage(folder, tmp_path)

    rows = Package(str(tmp_path / "datapackage.json")).get_resource("scores").read_rows()

    assert [(row["score"], row["asked"]) for row in rows] == [(None, False)]
