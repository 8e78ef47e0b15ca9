"""[sharing.clusters] of study.toml: read, refused with every error, and written back."""

import pytest

from samverkan.domain.sharing.plan import ClusterLimits
from samverkan.files.study_folder.sharing_clusters import describe_clusters, read_clusters
from samverkan.files.study_folder.sharing_settings import read_sharing

FULL = {"largest": 6, "most_km": 90, "same_county": True, "forms": {"contract": {"largest": 4, "most_km": 70.5}}}


def test_limits_are_read_and_described_as_they_were_stated():
    errors, notes = [], []

    found = read_clusters(FULL, errors, notes)

    contract = ClusterLimits(largest=4, most_km=70.5)
    assert found == ClusterLimits(6, 90.0, same_county=True, forms={"contract": contract})
    assert (errors, notes) == ([], [])
    assert describe_clusters(found) == FULL


def test_a_study_that_only_asks_for_clusters_needs_no_collaboration():
    assert read_sharing({"clusters": {"largest": 3}}).plan.collaboration == ""
    assert [str(one) for one in read_sharing({}).errors] == [
        "[sharing] has no collaboration. Say whose cost is shared: one of collaborations.csv."
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (3, "sharing.clusters must be a section: [sharing.clusters]."),
        ({"largest": 0}, "[sharing.clusters] largest = 0 must be a whole number from 1, without quotes."),
        ({"most_km": -1}, "[sharing.clusters] most_km = -1 must be kilometres, above 0."),
        ({"same_county": "yes"}, "[sharing.clusters] same_county = 'yes' must be true or false, without quotes."),
        (
            {"forms": ["contract"]},
            "sharing.clusters.forms must be sections, one for each form: [sharing.clusters.forms.contract].",
        ),
    ],
)
def test_what_is_wrong_is_told(given, message):
    errors = []

    read_clusters(given, errors, [])

    assert [str(one) for one in errors] == [message]


def test_a_form_that_does_not_exist_is_told_and_a_key_that_is_not_used_is_noted():
    errors, notes = [], []

    read_clusters({"forms": {"club": {}, "contract": {"largets": 3}}}, errors, notes)

    assert len(errors) == len(notes) == 1
    assert str(errors[0]).startswith("[sharing.clusters.forms] club ")
    assert str(notes[0]) == '[sharing.clusters.forms.contract] largets is kept, but not used. Did you mean "largest"?'
