"""Every file of the shared reference figures is reproduced by some test."""

from methods.qca.reference import NAMES

READ_ELSEWHERE = {
    "QCAfit_PAYF": "test_fit, test_coincidence",
    "calibrate_LR": "test_calibration",
    "cluster_SCHLF": "test_clusters",
    "indirectCalibration_setmethods": "test_calibration",
    "permutation_QCAfalsePositive": "test_permutation",
    "robustness_PAYF": "payf, for test_robustness_*",
    "theory_SCHF": "test_theory, test_cases",
}


def test_no_reference_file_is_left_unread(shared):
    files = {path.stem for path in (shared / "reference" / "qca").glob("*.json")}

    assert files == {*NAMES, *READ_ELSEWHERE}


def test_the_tests_that_are_named_read_their_file(request):
    folder = request.path.parent

    for stem, tests in READ_ELSEWHERE.items():
        for name in tests.partition(" for ")[0].strip(",").split(", "):
            assert stem in (folder / f"{name}.py").read_text(encoding="utf-8")
