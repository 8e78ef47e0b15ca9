"""The next step of a study in words, and the page where it is taken."""

from dataclasses import dataclass
from typing import Final

from samverkan.domain.words import Text, say
from samverkan.workbench.study.steps import Step


@dataclass(frozen=True, slots=True)
class StepLine:
    """What to do, why, and where: the name of the address and the words on its button."""

    what: Text
    address: str
    act: Text


STEPS: Final[dict[Step, StepLine]] = {
    Step.MUNICIPALITIES: StepLine(
        say("Add the municipalities that the study is about."), "study:municipalities", say("Add municipalities")
    ),
    Step.COLLABORATIONS: StepLine(
        say("Add the collaborations that the municipalities are or were part of."),
        "study:collaborations",
        say("Add collaborations"),
    ),
    Step.CASES: StepLine(
        say("Say which municipalities belong to which collaboration, and since when."),
        "study:cases",
        say("Add memberships"),
    ),
    Step.NAMES: StepLine(
        say("Files are on the way: review the names in them, so that they become interviews."),
        "interviews:upload",
        say("Review names"),
    ),
    Step.WAITING: StepLine(
        say(
            "Excerpts wait: their words were changed in an edited transcript. Say where they belong; until then they "
            "count nowhere."
        ),
        "interviews:conflicts",
        say("To the excerpts that wait"),
    ),
    Step.RESPONDENTS: StepLine(
        say("Add those who were interviewed, by what they do and for which municipality."),
        "interviews:respondents",
        say("Add respondents"),
    ),
    Step.INTERVIEWS: StepLine(say("Upload the interviews."), "interviews:upload", say("Upload interviews")),
    Step.CODING: StepLine(
        say("Some interviews are not coded. Open one and mark what it says about factors, gains and costs."),
        "interviews:list",
        say("To the interviews"),
    ),
    Step.SETTLING: StepLine(
        say(
            "The coders' differences are settled in part. Settle the rest, and let the agreed coding count: until then "
            "the figures rest on one coder."
        ),
        "coding:settling",
        say("Go on settling"),
    ),
    Step.SCORES: StepLine(
        say("Judge each informant's account of the factors against the written levels."),
        "coding:scores",
        say("Score factors"),
    ),
    Step.EVALUATION: StepLine(
        say("Look at the matrix, and let the evaluation be made. Make it anew when the study has changed."),
        "report:list",
        say("To the evaluation"),
    ),
}
