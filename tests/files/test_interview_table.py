"""New rows in interviews.csv."""

from make import make_interview, write_files
from samverkan.domain.dates import Period
from samverkan.domain.interviews.transcript import Interview
from samverkan.files.interview_table import add_interviews, read_interviews

NEW = Interview("I2", "I2.txt", ("R1", "R2"), Period.read("2024-03"), "sv", None, True)


def test_a_row_is_added_and_the_others_stay_byte_for_byte(tmp_path):
    before = 'interview,egen,file,respondents,date,language,consent,reviewed\r\nI1,"a, b",I1.txt,R1,,,yes,yes'
    folder = write_files(tmp_path, interviews=before)

    content = add_interviews(folder, [NEW])

    assert content == f"{before}\r\nI2,,I2.txt,R1;R2,2024-03,sv,,yes\r\n".encode()


def test_a_table_that_was_not_there_gets_all_its_columns(tmp_path):
    folder = write_files(tmp_path, interviews=None)

    content = add_interviews(folder, [NEW]).decode()

    assert content == ("interview,file,respondents,date,language,consent,reviewed\nI2,I2.txt,R1;R2,2024-03,sv,,yes\n")


def test_a_column_that_is_lacking_is_added(tmp_path):
    folder = write_files(tmp_path, interviews="interview,file,respondents\nI1,I1.txt,R1\n")

    content = add_interviews(folder, [make_interview("I2", ("R2",))]).decode()

    assert content.splitlines()[0].startswith("interview,file,respondents,")
    assert content.splitlines()[2] == "I2,I2.txt,R2,yes,yes"


def test_an_interview_that_is_there_keeps_its_place(tmp_path):
    folder = write_files(tmp_path, interviews="interview,file,respondents,reviewed\nI1,I1.docx,R1,\nI2,I2.txt,R2,yes\n")

    content = add_interviews(folder, [Interview("I1", "I1.txt", ("R1",), is_reviewed=True)]).decode()

    assert content == "interview,file,respondents,reviewed\nI1,I1.txt,R1,yes\nI2,I2.txt,R2,yes\n"


def test_a_table_that_cannot_be_read_is_reported(tmp_path):
    folder = write_files(tmp_path, interviews="interview,date\nI1,i våras\n")

    interviews, problems = read_interviews(folder)

    assert interviews == ()
    assert [(one.place.row, one.place.column) for one in problems] == [(2, "date")]
